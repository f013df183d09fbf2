import type { Survey } from '../src/contract/types';
import { toJson } from '../src/page/to-json';
import { MAX_TEXT } from '../src/survey/flow';

// biome-ignore lint/suspicious/noExplicitAny: JSON may say anything
type Json = any;

const MODES = 'always_on interaction journey relationship passive';
const TYPES = 'text choice scale boolean consent contact number date ranking matrix file statement';
const METRICS = 'ces1 ces2 csat nps success emotion helpful stars thumbs custom';
const isOneOf = (words: string, value: Json) => typeof value === 'string' && words.split(' ').includes(value);
const isId = (id: Json, most = 64) => typeof id === 'string' && !!id.trim() && id.length <= most;
/** min, max, direction and positive of a scale. */
const SCALE = /^\[-?(\d|10),-?\d+,"(high|low)er_better",\[-?\d+,-?\d+]]$/;

/** What one question says that cannot be shown, or would be mended by who reads its records: place and sentence. */
const wrongIn = (question: Json): [place: string, why: string] | undefined => {
  const { id, type, metric, scale, labels, bands, options, maxLength = 1 } = Object(question);
  const { min, max, direction, positive } = Object(scale);
  // Ids of elements are made of it, and one with a space would be two.
  if (!isId(id) || /\s/.test(id)) return ['.id', 'must be a text of 1 to 64 characters without a space'];
  if (!isOneOf(TYPES, type)) return ['.type', `must be one of ${TYPES}`];
  if ((metric ?? undefined) !== undefined && !isOneOf(METRICS, metric)) return ['.metric', `must be one of ${METRICS}`];
  if (type === 'text' && !(maxLength <= MAX_TEXT)) return ['.maxLength', `must be at most ${MAX_TEXT}`];
  if (type === 'choice' && !(options?.[0] && !options[100] && options.every?.((it: Json) => isId(it?.id, 200))))
    return ['.options', 'must be a list of 1 to 100 { "id", "label" }'];
  // the others are looked at by what draws them (flow/misfit.ts)
  if (type !== 'scale') return undefined;
  if (
    !SCALE.test(toJson([min, max, direction, positive])) ||
    !(max > min && max - min <= 10 && positive[0] >= min && positive[0] <= positive[1] && positive[1] <= max)
  )
    return [
      '.scale',
      'must be { "min": 1, "max": 5, "direction": "higher_better", "positive": [4, 5] }, of 2 to 11 points',
    ];
  if (![2, max - min + 1].includes(labels?.length)) return ['.labels', 'must be 2 texts, or one for each point'];
  return bands ? undefined : ['.bands', 'must be the upper values of the low and the middle band'];
};

/** Why a survey from JSON cannot be shown, or would be mended by who reads its records, with the path; undefined where it fits. */
export const misfit = ({ id, version, mode, questions }: Survey): string | undefined => {
  if (!isId(id)) return 'id: must be a text of 1 to 64 characters';
  if (!isId(version)) return 'version: must be a text of 1 to 64 characters';
  if (!isOneOf(MODES, mode)) return `mode: must be one of ${MODES}`;
  if (!Array.isArray(questions) || !questions.length || questions.length > 20)
    return 'questions: must be a list of 1 to 20';
  const seen = new Set();
  let wrong: string | undefined;
  // not by entries(): Prototype.js has one of its own
  questions.forEach((question, at) => {
    if (wrong) return;
    const [place, why] =
      wrongIn(question) ?? (seen.size < seen.add(question.id).size ? [] : ['.id', `"${question.id}" is used twice`]);
    if (why) wrong = `questions[${at}]${place}: ${why}`;
  });
  return wrong;
};
