import type { Answer, Question, QuestionKind } from '../../contract/types';
import { boolean } from './boolean';
import { choice } from './choice';
import { consent } from './consent';
import { date } from './date';
import { file } from './file';
import type { Kind, KindProblem, KindWorld } from './kind';
import { matrix } from './matrix';
import { number } from './number';
import { ranking } from './ranking';
import { scale } from './scale';
import { text } from './text';

export type { KindProblem, KindWorld } from './kind';

/** One line a question type. What has no answer of its own (contact, statement) has none here. */
const kinds: { [Type in QuestionKind]?: Kind<Type> } = {
  scale,
  choice,
  text,
  boolean,
  consent,
  number,
  date,
  ranking,
  matrix,
  file,
};

const kindOf = (question: Question) => kinds[question.type] as Kind<QuestionKind> | undefined;

/** The answer in what was entered for a question; undefined for none. */
export const readAnswer = (question: Question, entered: unknown, world: KindWorld): Answer['value'] | undefined =>
  kindOf(question)?.read(question as never, entered, world);

/** What keeps a survey from going on past this question; undefined where nothing does. */
export const problemWith = (question: Question, entered: unknown, world: KindWorld): KindProblem | undefined => {
  const kind = kindOf(question);
  const own = kind?.problem?.(question as never, entered, world);
  if (own || !kind || question.type === 'statement') return own;
  return question.required && kind.read(question as never, entered, world) === undefined ? 'required' : undefined;
};
