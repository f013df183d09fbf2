import { z } from 'zod';
import { condition } from '../condition';
import { id, label, prompt, required } from '../words';

export const numberQuestion = z
  .object({
    id,
    type: z.literal('number'),
    prompt,
    min: z.number().optional(),
    max: z.number().optional(),
    step: z.union([z.number().positive(), z.literal('any')]).optional(),
    unit: label.optional(),
    required,
    when: condition.optional(),
  })
  .refine(({ min, max }) => min === undefined || max === undefined || min < max, {
    path: ['max'],
    error: 'must be greater than min',
  });
