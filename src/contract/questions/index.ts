import { z } from 'zod';
import { isObject } from '../fields';
import { expanded } from '../ready';
import type { Question, ReadyQuestion } from '../types';
import { booleanQuestion } from './boolean';
import { choiceQuestion } from './choice';
import { consentQuestion } from './consent';
import { contactQuestion } from './contact';
import { dateQuestion } from './date';
import { fileQuestion } from './file';
import { matrixQuestion } from './matrix';
import { numberQuestion } from './number';
import { rankingQuestion } from './ranking';
import { readyQuestion } from './ready';
import { scaleQuestion } from './scale';
import { statementQuestion } from './statement';
import { textQuestion } from './text';

/** Every question type: one file and one line each. */
export const question = z.discriminatedUnion('type', [
  scaleQuestion,
  choiceQuestion,
  textQuestion,
  booleanQuestion,
  consentQuestion,
  contactQuestion,
  numberQuestion,
  dateQuestion,
  rankingQuestion,
  matrixQuestion,
  fileQuestion,
  statementQuestion,
]);

/**
 * A question as an author writes it: one of these, or a ready one by its name. Which of them is asked for is known before,
 * so that what is wrong is said about the one that was meant.
 */
export const writtenQuestion = z.custom<Question | ReadyQuestion>().superRefine((value, context) => {
  const named = isObject(value) && 'ready' in value ? readyQuestion.safeParse(value) : undefined;
  const { error } = named && !named.success ? named : question.safeParse(expanded(value));
  // nothing else is looked at where a part is not as it should be
  for (const issue of error?.issues ?? []) context.addIssue({ ...issue, continue: false } as never);
});
