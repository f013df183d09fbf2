import { h } from 'preact';
import type { Question } from '../../src/contract/types';
import type { Panel } from '../view';

/**
 * "(required)" beside what has to be answered: for the eye, and for groups of check boxes, which know no such state. And
 * "(optional)" beside what need not be, where a field that is empty would look as if it had to be filled (`typed`).
 */
export const must = ({ words }: Panel, question: Question, typed?: boolean) => {
  const { required } = question as { required?: boolean };
  const mark = required ? words.mustAnswer : typed && words.mayBeEmpty;
  return mark && [' ', <span class="note">({mark})</span>];
};
