import type { Answer, Question } from '../../contract/types';

/** What a validation may find; a key of the locale. */
export type KindProblem =
  | 'required'
  | 'badNumber'
  | 'tooLow'
  | 'tooHigh'
  | 'wrongStep'
  | 'badDate'
  | 'tooEarly'
  | 'tooLate'
  | 'rowsMissing'
  | 'mustAgree';

/** What a kind's decisions need of the world around it. */
export interface KindWorld {
  /** The visitor's own day, `2026-01-31`. */
  today: string;
  /** How the language shown writes the decimal sign: `.`, `,` or `٫`. */
  decimal: string;
}

/** The decisions of one question type: pure, apart from how it is drawn. */
export interface Kind<Type extends Question['type']> {
  /** The answer in what was entered; undefined for none, and for what is not one (a draft may hold anything). */
  read(question: Question & { type: Type }, entered: unknown, world: KindWorld): Answer['value'] | undefined;
  /** What keeps the form from being sent; `required` is asked by whoever asks this. */
  problem?(question: Question & { type: Type }, entered: unknown, world: KindWorld): KindProblem | undefined;
}
