import { z } from 'zod';
import { condition } from '../condition';
import { LIMITS } from '../limits';
import { differ, id, itemId, label, prompt, required } from '../words';

export const rankingQuestion = z.object({
  id,
  type: z.literal('ranking'),
  prompt,
  options: z
    .array(z.object({ id: itemId, label }))
    .min(2)
    .max(LIMITS.rows)
    .superRefine(differ),
  order: z.enum(['kept', 'shuffled']).optional(),
  required,
  when: condition.optional(),
});
