import { z } from 'zod';
import { condition } from '../condition';
import { LIMITS } from '../limits';
import { OTHER } from '../other';
import { metric } from '../scale';
import { differ, id, itemId, label, prompt, required } from '../words';

export const choiceQuestion = z
  .object({
    id,
    type: z.literal('choice'),
    metric: metric.optional(),
    prompt,
    options: z
      .array(z.object({ id: itemId, label, exclusive: z.boolean().optional() }))
      .min(2)
      .max(LIMITS.options)
      .superRefine(differ),
    multiple: z.boolean().optional(),
    other: z.union([z.boolean(), label]).optional(),
    order: z.enum(['kept', 'shuffled']).optional(),
    look: z.enum(['chips', 'menu']).optional(),
    required,
    when: condition.optional(),
  })
  .superRefine(({ options, multiple, other, look }, context) => {
    const fail = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const taken = other ? options.findIndex((option) => option.id === OTHER) : -1;
    if (taken >= 0) fail(['options', taken, 'id'], `"${OTHER}" is the id of the visitor's own words here`);
    const exclusive = multiple ? -1 : options.findIndex((option) => option.exclusive);
    if (exclusive >= 0) fail(['options', exclusive, 'exclusive'], 'is for a question with "multiple": true');
    if (multiple && look === 'menu') fail(['look'], '"menu" is for one option, not for "multiple": true');
  });
