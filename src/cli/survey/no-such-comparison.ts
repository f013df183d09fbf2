import { isObject } from '../../contract/fields';
import { expanded } from '../../contract/ready';

type Fields = { [key: string]: unknown };

/** Comparisons that other languages have, by what they are here. */
const ABOVE = /^(gt|greater|above|>)$/;
const AT_MOST = /^(lte|le|atMost|max|<=)$/;
const NOT = /^(ne|neq|not_eq|notEq|not_equals|!=)$/;
const AT_LEAST = /^(ge|atLeast|min|>=)$/;
const BELOW = /^(less|below|<)$/;

const asJson = (value: unknown) => JSON.stringify(value);

/** The question that a condition asks, with its scale; takes any value. */
function askedBy({ answer }: Fields, survey: unknown): Fields | undefined {
  const questions = isObject(survey) && Array.isArray(survey['questions']) ? survey['questions'] : [];
  const found = questions.find((one) => isObject(one) && one['id'] === answer);
  return found === undefined ? undefined : (expanded(found) as unknown as Fields);
}

/** The whole number, or the day, after this one; undefined where there is no next. */
function after(value: unknown): number | string | undefined {
  if (Number.isInteger(value)) return (value as number) + 1;
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(Date.parse(value)))
    return undefined;
  return new Date(Date.parse(value) + 86_400_000).toISOString().slice(0, 10);
}

/**
 * What to write instead of a comparison that there is not, with the value that was given: `beside` is the condition that
 * it stands in. Undefined where the key means nothing of the kind.
 */
export function instead(key: string, beside: Fields, survey: unknown): string | undefined {
  const none = 'there is no such comparison';
  const value = beside[key];
  if (NOT.test(key)) {
    const { answer, row, context, data, trait } = beside;
    const inner = { answer, row, context, data, trait, eq: value };
    return `${none}: write { "not": ${asJson(inner)} }, which holds without an answer too`;
  }
  if (AT_LEAST.test(key)) return `${none}: write "gte": ${asJson(value)}`;
  if (BELOW.test(key)) return `${none}: write "lt": ${asJson(value)}`;
  if (!ABOVE.test(key) && !AT_MOST.test(key)) return undefined;
  const next = after(value);
  const question = askedBy(beside, survey);
  const scale = isObject(question?.['scale']) ? (question['scale'] as { min: number; max: number }) : undefined;
  if (scale && typeof value === 'number' && value >= scale.max)
    return ABOVE.test(key)
      ? `${none}, and nothing is above ${value}: answers go from ${scale.min} to ${scale.max}`
      : `${none}, and each answer is at most ${value}: write "answered": true`;
  const operator = ABOVE.test(key) ? 'gte' : 'lt';
  const words = ABOVE.test(key) ? 'above' : 'at most';
  return next === undefined
    ? `${none}: write "${operator}", of whole numbers with the one after`
    : `${none}: write "${operator}": ${asJson(next)}, which is ${words} ${asJson(value)}${scale || typeof next === 'string' ? '' : ' of whole numbers'}`;
}
