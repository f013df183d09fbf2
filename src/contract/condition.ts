import { z } from 'zod';
import { token } from './fields';
import { LIMITS } from './limits';
import type { Condition } from './types';
import { id, itemId } from './words';

export const CONTEXT_NAMES = [
  'url',
  'referrer',
  'title',
  'release',
  'locale',
  'touchpoint',
  'segment',
  'channel',
  'device.type',
  'device.os',
  'device.browser',
  'viewport.width',
  'online',
  'returning',
] as const;

/** What a condition is about, or how conditions are joined: one of them, exactly. */
const SUBJECTS = ['answer', 'context', 'data', 'trait', 'all', 'any', 'not'] as const;
const COMPARISONS = ['eq', 'in', 'lt', 'gte', 'contains', 'answered'] as const;

const value = z.union([token(LIMITS.dataValue), z.number(), z.boolean()]);
const bound = z.union([z.number(), token(LIMITS.dataValue, 1)]).optional();
const name = token(LIMITS.dataKey, 1).optional();

/**
 * A condition says nothing that is not read: an unknown word in it, a comparison without a subject or a second subject
 * would be a branch that nobody meant, so each is refused.
 */
export const condition: z.ZodType<Condition> = z
  .strictObject({
    answer: id.optional(),
    row: itemId.optional(),
    context: z.enum(CONTEXT_NAMES).optional(),
    data: name,
    trait: name,
    eq: value.optional(),
    in: z.array(value).min(1).max(LIMITS.items).optional(),
    lt: bound,
    gte: bound,
    contains: token(LIMITS.dataValue, 1).optional(),
    answered: z.boolean().optional(),
    get all() {
      return z.array(condition).min(1).max(LIMITS.conditions).optional();
    },
    get any() {
      return z.array(condition).min(1).max(LIMITS.conditions).optional();
    },
    get not() {
      return condition.optional();
    },
  })
  .superRefine((given, context) => {
    const fail = (message: string, path: string[] = []) => context.addIssue({ code: 'custom', path, message });
    const subjects = SUBJECTS.filter((subject) => given[subject] !== undefined);
    if (subjects.length !== 1) {
      fail(`must have one of ${SUBJECTS.join(', ')}${subjects.length ? `, not ${subjects.join(' and ')}` : ''}`);
      return;
    }
    const compared = COMPARISONS.filter((comparison) => given[comparison] !== undefined);
    const joins = given.all || given.any || given.not;
    if (joins && compared.length)
      fail(`cannot compare: "${compared[0]}" belongs beside answer, context, data or trait`);
    if (!joins && !compared.length) fail(`must have one of ${COMPARISONS.join(', ')}`);
    if (given.row !== undefined && given.answer === undefined) fail('belongs beside "answer"', ['row']);
  })
  .meta({ id: 'Condition', description: 'One subject (answer, context, data, trait) compared, or all, any, not.' });
