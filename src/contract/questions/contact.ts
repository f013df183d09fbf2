import { z } from 'zod';
import { condition } from '../condition';
import { id, prompt, required } from '../words';

export const contactQuestion = z.object({
  id,
  type: z.literal('contact'),
  prompt,
  fields: z
    .array(z.enum(['email', 'name']))
    .min(1)
    .max(2)
    .refine((fields) => new Set(fields).size === fields.length, 'must name each field once')
    .optional(),
  required,
  when: condition.optional(),
});
