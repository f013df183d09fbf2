import { h } from 'preact';
import type { Question } from '../../src/contract/types';
import type { Panel } from '../view';

/** Takes an answer back; the focus stays in the group. */
export const Clear = ({ panel: { words, answer }, question: { id } }: { panel: Panel; question: Question }) => (
  <button
    type="button"
    class="quiet"
    onClick={(event) => {
      event.currentTarget.closest('fieldset')!.querySelector('input')!.focus();
      answer(id, undefined);
    }}
  >
    {words.clearButton}
  </button>
);
