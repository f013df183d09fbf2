import { z } from 'zod';
import { condition } from '../condition';
import { token } from '../fields';
import { LIMITS } from '../limits';
import { id, prompt, required } from '../words';

export const fileQuestion = z.object({
  id,
  type: z.literal('file'),
  prompt,
  accept: token(LIMITS.dataValue, 1).optional(),
  maxFiles: z.int().min(1).max(LIMITS.attachments).optional(),
  required,
  when: condition.optional(),
});
