import { z } from 'zod';
import { condition } from '../condition';
import { id, required } from '../words';

/** A question in the panel's own words. */
export const readyQuestion = z.strictObject({
  id,
  ready: z.enum([
    'ces',
    'csat',
    'nps',
    'emotion',
    'helpful',
    'expected',
    'effort',
    'success',
    'category',
    'goal',
    'comment',
  ]),
  by: id.optional(),
  look: z.enum(['list', 'numbers', 'faces', 'stars']).optional(),
  required,
  when: condition.optional(),
});
