import { z } from 'zod';
import { booleanQuestion } from './boolean';
import { choiceQuestion } from './choice';
import { consentQuestion } from './consent';
import { contactQuestion } from './contact';
import { dateQuestion } from './date';
import { fileQuestion } from './file';
import { matrixQuestion } from './matrix';
import { numberQuestion } from './number';
import { rankingQuestion } from './ranking';
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
