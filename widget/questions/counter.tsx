import { h } from 'preact';
import { lengthOf } from '../../src/survey/flow';

/** How much of a long text is used, in NFC code points: what the contract counts. */
export const Counter = ({ id, text, most }: { id: string; text: string; most: number }) => (
  <p class="note" id={id}>
    {lengthOf(text)} / {most}
  </p>
);
