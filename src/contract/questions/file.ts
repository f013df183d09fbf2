import { z } from 'zod';
import { condition } from '../condition';
import { token } from '../fields';
import { LIMITS } from '../limits';
import { id, prompt, required } from '../words';

/** As the attribute of the same name of a file input: endings and media types with commas between. */
const ACCEPT = /^\s*(\.[^\s,;*]+|[\w.+-]+\/(\*|[\w.+-]+))(\s*,\s*(\.[^\s,;*]+|[\w.+-]+\/(\*|[\w.+-]+)))*\s*$/;

export const fileQuestion = z.object({
  id,
  type: z.literal('file'),
  prompt,
  accept: token(LIMITS.dataValue, 1)
    .regex(ACCEPT, 'must be types and file endings with commas between: "image/*,.pdf"')
    .optional(),
  maxFiles: z.int().min(1).max(LIMITS.attachments).optional(),
  required,
  when: condition.optional(),
});
