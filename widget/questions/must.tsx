import { h } from 'preact';
import type { Question } from '../../src/contract/types';
import type { Panel } from '../view';

/**
 * "(required)" beside what has to be answered. It is for the eye, since fields say so themselves to who listens; but
 * not a group of check boxes nor an order, which know no such state. And "(optional)" beside what need not be, where a
 * field that is empty would look as if it had to be filled (`typed`).
 */
export const must = ({ words }: Panel, question: Question, typed?: boolean) => {
  const { type, required, multiple } = question as { type: string; required?: boolean; multiple?: boolean };
  const mark = required ? words.mustAnswer : typed && words.mayBeEmpty;
  const said = required && !multiple && type !== 'ranking';
  return (
    mark && [
      ' ',
      <span class="note" aria-hidden={said && 'true'}>
        ({mark})
      </span>,
    ]
  );
};
