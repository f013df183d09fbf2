import { z } from 'zod';
import { condition } from '../condition';
import { id, link, prompt } from '../words';

export const statementQuestion = z.object({
  id,
  type: z.literal('statement'),
  prompt,
  text: prompt.optional(),
  link: link.optional(),
  when: condition.optional(),
});
