import { z } from 'zod';
import { condition } from '../condition';
import { id, link, prompt, required } from '../words';

export const consentQuestion = z.object({
  id,
  type: z.literal('consent'),
  prompt,
  link: link.optional(),
  required,
  when: condition.optional(),
});
