import { z } from 'zod';
import { condition } from '../condition';
import { LIMITS } from '../limits';
import { UNSAFE } from '../unsafe';
import { differ, id, itemId, label, prompt, required } from '../words';

/** Row ids are keys of the answer, so they are as long as keys may be. */
const rows = z
  .array(z.object({ id, label }))
  .min(1)
  .max(LIMITS.rows)
  .superRefine(differ)
  .refine((items) => !items.some((item) => UNSAFE.has(item.id)), `must not be called ${[...UNSAFE].join(', ')}`);

export const matrixQuestion = z.object({
  id,
  type: z.literal('matrix'),
  prompt,
  rows,
  columns: z
    .array(z.object({ id: itemId, label }))
    .min(2)
    .max(LIMITS.rows)
    .superRefine(differ),
  required,
  when: condition.optional(),
});
