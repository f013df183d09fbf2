import type { Answer, Question, ScaleQuestion, Survey, Text, TextQuestion } from '../contract/types';

export type Values = Record<string, Answer['value']>;
export type Band = 'low' | 'mid' | 'high';

/** Most code points of one text, NFC, unless the question says less. */
export const MAX_TEXT = 4000;

/** NFC code points: what the contract counts. */
export const lengthOf = (text: string): number => [...text.normalize()].length;

/** Whether the score is bad, middling or good. On a scale where lower is better the ends change places. */
export function bandOf({ scale, bands }: ScaleQuestion, value: number): Band {
  const band = value <= bands[0] ? 'low' : value <= bands[1] ? 'mid' : 'high';
  if (scale.direction === 'higher_better' || band === 'mid') return band;
  return band === 'low' ? 'high' : 'low';
}

/** The prompt that fits the score given so far. */
export function promptOf(question: TextQuestion, survey: Survey, values: Values): Text {
  const by = question.promptByBand;
  const rated = survey.questions.find((other) => other.id === by?.by);
  const value = rated && values[rated.id];
  return by && rated?.type === 'scale' && typeof value === 'number' ? by[bandOf(rated, value)] : question.prompt;
}

/** Whether a question has an answer: blanks and an empty choice are none, nor is a draft's value of another shape. */
export function isAnswered(question: Question, values: Values): boolean {
  const value = values[question.id];
  if (question.type === 'text') return typeof value === 'string' && !!value.trim();
  if (question.type === 'choice') return Array.isArray(value) && value.length > 0;
  // what a flow asks is read there
  const { min, max } = (question as ScaleQuestion).scale ?? {};
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}

export type Problem = 'nothing' | 'required' | 'tooLong';

/** What keeps the form from being sent, by question id. Empty when it may go. */
export function problemsOf({ questions }: Survey, values: Values): { [question: string]: Problem } {
  const problems: { [question: string]: Problem } = {};
  for (const question of questions) {
    const value = values[question.id];
    if ((question as ScaleQuestion).required && !isAnswered(question, values)) problems[question.id] = 'required';
    else if (
      question.type === 'text' &&
      typeof value === 'string' &&
      // the contract takes no more, whatever a survey says
      lengthOf(value) > Math.min(question.maxLength ?? MAX_TEXT, MAX_TEXT)
    )
      problems[question.id] = 'tooLong';
  }
  if (!questions.some((question) => isAnswered(question, values))) problems[questions[0]!.id] ??= 'nothing';
  return problems;
}
