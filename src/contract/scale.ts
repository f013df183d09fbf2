import { z } from 'zod';
import { LIMITS } from './limits';

const point = z.int().min(LIMITS.scaleLowest).max(LIMITS.scaleHighest);

/** What a scale means; the same in a survey and in an answer, so that a figure can never be read upside down. */
export const scaleMeaning = z
  .object({
    min: z.int().min(LIMITS.scaleLowest).max(LIMITS.scaleSpan),
    max: point,
    direction: z.enum(['higher_better', 'lower_better']),
    positive: z.tuple([point, point]),
  })
  .superRefine(({ min, max, positive: [low, high] }, context) => {
    const fail = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (max <= min) fail('max', `must be above min: a scale has 2 to ${LIMITS.scaleSpan + 1} points`);
    else if (max - min > LIMITS.scaleSpan)
      fail(
        'max',
        `must be at most ${min + LIMITS.scaleSpan} where min is ${min}: a scale has 2 to ${LIMITS.scaleSpan + 1} points`,
      );
    else if (low > high || low < min || high > max) fail('positive', `must be [from, to] within ${min} and ${max}`);
  });

export const metric = z.enum([
  'ces2',
  'ces1',
  'csat',
  'nps',
  'success',
  'emotion',
  'helpful',
  'stars',
  'thumbs',
  'custom',
]);
