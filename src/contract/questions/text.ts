import { z } from 'zod';
import { condition } from '../condition';
import { LIMITS } from '../limits';
import { id, prompt, required } from '../words';

export const textQuestion = z.object({
  id,
  type: z.literal('text'),
  prompt,
  promptByBand: z.object({ by: id, low: prompt, mid: prompt, high: prompt }).optional(),
  size: z.enum(['short', 'long']).optional(),
  maxLength: z.int().min(1).max(LIMITS.text).optional(),
  required,
  when: condition.optional(),
});
