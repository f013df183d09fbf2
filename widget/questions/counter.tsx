import { h } from 'preact';
import { lengthOf } from '../../src/survey/flow';
import { digits } from '../digits';

/** How much of a long text is used, in NFC code points: what the contract counts. */
export const Counter = ({ id, text, most, locale }: { id: string; text: string; most: number; locale: string }) => (
  <p class="note" id={id}>
    {digits(lengthOf(text), locale)} / {digits(most, locale)}
  </p>
);
