import { z } from 'zod';
import { condition } from '../condition';
import { id, label, prompt, required } from '../words';

export const booleanQuestion = z.object({
  id,
  type: z.literal('boolean'),
  prompt,
  labels: z.tuple([label, label]).optional(),
  required,
  when: condition.optional(),
});
