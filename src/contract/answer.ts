import { z } from 'zod';
import { isDate } from './date';
import { duration, map, text, token } from './fields';
import { LIMITS } from './limits';
import { metric, scaleMeaning } from './scale';
import type { Answer, QuestionType } from './types';

const isItems = (value: Answer['value']): value is string[] => Array.isArray(value);

/** For each question type: what its value must be, in words, as a check, and in JSON Schema. */
const shapes: {
  [type in QuestionType]: { must: string; fits(value: Answer['value']): boolean; json: object };
} = {
  scale: {
    must: 'a whole number',
    fits: (value) => Number.isInteger(value),
    json: { type: 'integer' },
  },
  text: { must: 'text', fits: (value) => typeof value === 'string', json: { type: 'string' } },
  choice: { must: 'a list of option ids', fits: isItems, json: { type: 'array' } },
  boolean: { must: 'true or false', fits: (value) => typeof value === 'boolean', json: { type: 'boolean' } },
  number: { must: 'a number', fits: (value) => typeof value === 'number', json: { type: 'number' } },
  date: {
    must: 'a date, for example "2026-01-31"',
    fits: (value) => typeof value === 'string' && isDate(value),
    json: { type: 'string', format: 'date', pattern: '^\\d{4}-\\d\\d-\\d\\d$' },
  },
  ranking: { must: 'a list of option ids in order', fits: isItems, json: { type: 'array' } },
  matrix: {
    must: 'an object of row id and column id',
    fits: (value) => typeof value === 'object' && !isItems(value),
    json: { type: 'object' },
  },
  file: { must: 'a list of attachment ids', fits: isItems, json: { type: 'array' } },
};

const types = Object.keys(shapes) as [QuestionType, ...QuestionType[]];
const item = token(LIMITS.itemText);

const WORDING = new RegExp(`^[0-9a-z]{1,${LIMITS.wording}}$`);

/** Only figures need it: what does not fit is dropped like an unknown field, and costs nobody their words. */
const wording = z
  .unknown()
  .transform((value) => (typeof value === 'string' && WORDING.test(value) ? value : undefined))
  .optional()
  .meta({ description: `Text that matches ${WORDING.source}. Anything else is read as if it were not there.` });

export const answer = z
  .object({
    question: token(LIMITS.id, 1),
    type: z.enum(types),
    metric: metric.optional(),
    value: z.union([
      z.number(),
      text(LIMITS.text),
      z.boolean(),
      z.array(item).max(LIMITS.items),
      map(LIMITS.id, LIMITS.items, item),
    ]),
    scale: scaleMeaning.optional(),
    prompt: text(LIMITS.prompt),
    label: text(LIMITS.label).optional(),
    wording,
    ms: duration.optional(),
  })
  .superRefine(({ type, value, scale }, context) => {
    const fail = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (!shapes[type].fits(value)) fail('value', `must be ${shapes[type].must} for type "${type}"`);
    else if (type === 'scale' && !scale) fail('scale', 'is missing: a scale answer says what its scale means');
    else if (type === 'scale' && scale && ((value as number) < scale.min || (value as number) > scale.max))
      fail('value', `must be within ${scale.min} and ${scale.max}`);
  })
  .meta({
    allOf: types.map((type) => ({
      if: { properties: { type: { const: type } }, required: ['type'] },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word, never awaited
      then: { properties: { value: shapes[type].json }, ...(type === 'scale' && { required: ['scale'] }) },
    })),
  });
