import type { Answer, Metric, ScaleMeaning } from '../contract';
import type { Words } from './words';

export type Asked = 'ces' | 'csat' | 'nps' | 'emotion' | 'helpful' | 'success' | 'category';

/** A question as a panel has it: what the names of site and subject are filled in to when it is shown. */
export interface Question {
  metric: Metric | undefined;
  scale: ScaleMeaning | undefined;
  prompt: string;
  statement: string;
  labels: string[];
  /** Ids of the options of a choice. */
  ids: string[];
  wording: string;
}

const scaleOf = (min: number, max: number, low: number): ScaleMeaning => ({
  min,
  max,
  direction: 'higher_better',
  positive: [low, max],
});

/**
 * The hash that the widget sends with an answer: FNV-1a of scale, prompt, statement and labels (widget/answers.ts, and a
 * test holds the two together). What is worded otherwise stands in another figure.
 */
const wordingOf = (scale: ScaleMeaning | undefined, texts: string[]): string => {
  let hash = 0;
  for (const sign of JSON.stringify([scale, texts])) hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x1000193);
  return (hash >>> 0).toString(36);
};

/** Questions of the presets in the language of `words`. */
export const questionsIn = (words: Words): { [asked in Asked]: Question } => {
  const scale = (
    metric: Metric,
    meaning: ScaleMeaning,
    prompt: string,
    labels: string[],
    statement = '',
  ): Question => ({
    metric,
    scale: meaning,
    prompt,
    statement,
    labels,
    ids: [],
    wording: wordingOf(meaning, [prompt, statement, ...labels]),
  });
  const choice = (metric: Metric | undefined, prompt: string, ids: string[], labels: string[]): Question => ({
    metric,
    scale: undefined,
    prompt,
    statement: '',
    labels,
    ids,
    wording: wordingOf(undefined, [prompt, '', ...labels]),
  });
  const [yes, , no] = words.yesPartlyNo as [string, string, string];
  return {
    ces: scale('ces2', scaleOf(1, 7, 5), words.cesStem, words.agreement, words.cesStatement),
    csat: scale('csat', scaleOf(1, 5, 4), words.askCsat, words.satisfied),
    nps: scale('nps', scaleOf(0, 10, 9), words.askNps, words.likely),
    emotion: scale('emotion', scaleOf(1, 5, 4), words.askEmotion, words.feeling),
    helpful: scale('helpful', scaleOf(0, 1, 1), words.askHelpful, [no, yes]),
    success: choice('success', words.askSuccess, ['yes', 'partly', 'no'], words.yesPartlyNo),
    category: choice(undefined, words.askCategory, ['problem', 'idea', 'praise', 'question'], words.categories),
  };
};

export interface Names {
  site: string;
  subject: string;
}

const named = (text: string, { site, subject }: Names): string =>
  text.replace('{site}', site).replace('{subject}', subject);

/** An answer as it goes on the wire. A scale whose ends alone are named has no label in between. */
export const answerTo = (
  { metric, scale, prompt, statement, labels, ids, wording }: Question,
  { question, value, names, ms }: { question: string; value: number | string; names: Names; ms: number },
): Answer => {
  const shown = named(statement ? `${prompt} ${statement}` : prompt, names);
  if (typeof value === 'string')
    return {
      question,
      type: 'choice',
      ...(metric && { metric }),
      value: [value],
      prompt: shown,
      label: labels[ids.indexOf(value)]!,
      wording,
      ms,
    };
  const { min, max } = scale!;
  const label = labels[labels.length > max - min ? value - min : [min, max].indexOf(value)];
  return {
    question,
    type: 'scale',
    metric: metric!,
    value,
    scale: scale!,
    prompt: shown,
    ...(label && { label }),
    wording,
    ms,
  };
};

export const textAnswer = (prompt: string, value: string, ms: number): Answer => ({
  question: 'comment',
  type: 'text',
  value: value.normalize(),
  prompt,
  ms,
});
