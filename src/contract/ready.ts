import type { Question, ReadyName, ReadyQuestion, ScaleQuestion, Survey } from './types';

/** What a ready question is, without the words that it is asked in. */
export type Meaning = { type: 'text' } | { type: 'choice'; ids: string[] } | Omit<ScaleQuestion, 'id' | 'prompt'>;

const scale = (
  metric: ScaleQuestion['metric'],
  [min, low, mid, max]: [number, number, number, number],
  look: ScaleQuestion['look'],
  labels: number,
): Meaning => ({
  type: 'scale',
  metric,
  scale: { min, max, direction: 'higher_better', positive: [mid + 1, max] },
  look,
  labels: Array<string>(labels).fill('?'),
  bands: [low, mid],
});

/** The meaning of each ready question (MEASUREMENT.md, Metrics): scale, direction, bands, ids of options. */
export const READY: { [name in ReadyName]: Meaning } = {
  ces: scale('ces2', [1, 3, 4, 7], 'list', 7),
  csat: scale('csat', [1, 2, 3, 5], 'list', 5),
  nps: scale('nps', [0, 6, 8, 10], 'numbers', 2),
  emotion: scale('emotion', [1, 2, 3, 5], 'faces', 5),
  helpful: scale('helpful', [0, 0, 0, 1], 'list', 2),
  expected: scale('custom', [1, 1, 2, 3], 'list', 3),
  // CES 1.0: more is worse
  effort: {
    ...(scale('ces1', [1, 2, 3, 5], 'numbers', 2) as ScaleQuestion),
    scale: { min: 1, max: 5, direction: 'lower_better', positive: [1, 2] },
  },
  success: { type: 'choice', ids: ['yes', 'partly', 'no'] },
  category: { type: 'choice', ids: ['problem', 'idea', 'praise', 'question'] },
  goal: { type: 'text' },
  comment: { type: 'text' },
};

/**
 * What a ready question stands for; another value as it is. The words are not those that are shown: the panel has them, in
 * each language.
 */
export const expanded = (question: unknown): Question => {
  const { ready, by, ...rest } = Object(question) as ReadyQuestion;
  if (!Object.hasOwn(READY, ready ?? '')) return question as Question;
  const meaning = READY[ready];
  const common = { prompt: '?', ...rest };
  if (meaning.type === 'scale') return { ...meaning, ...common } as ScaleQuestion;
  if (meaning.type === 'choice')
    return {
      type: 'choice',
      ...(ready === 'success' && { metric: 'success' as const }),
      options: meaning.ids.map((id) => ({ id, label: id })),
      ...common,
    } as Question;
  return {
    type: 'text',
    ...(by !== undefined && { promptByBand: { by, low: '?', mid: '?', high: '?' } }),
    ...common,
  } as Question;
};

/** A survey whose ready questions are written out, so that what must fit together can be looked at. Takes any value. */
export const writtenOut = (survey: unknown): Survey => {
  const { questions } = Object(survey) as { questions?: unknown };
  return (Array.isArray(questions) ? { ...(survey as object), questions: questions.map(expanded) } : survey) as Survey;
};
