import { z } from 'zod';
import { condition } from '../condition';
import { metric, scaleMeaning } from '../scale';
import { id, label, prompt, required } from '../words';

export const scaleQuestion = z
  .object({
    id,
    type: z.literal('scale'),
    metric,
    scale: scaleMeaning,
    look: z.enum(['list', 'numbers', 'faces', 'stars', 'thumbs']),
    prompt,
    statement: prompt.optional(),
    labels: z.array(label),
    bands: z.tuple([z.int(), z.int()]),
    required,
    when: condition.optional(),
  })
  .superRefine(({ scale: { min, max }, look, labels, bands: [low, mid] }, context) => {
    const fail = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const points = max - min + 1;
    if (labels.length !== points && labels.length !== 2)
      fail('labels', `must have ${points} labels, one a point, or 2 for the ends`);
    // Equal bounds leave the middle band empty, which two-point scales need.
    if (low > mid)
      fail('bands', 'must be in order: the upper value of the low band, then that of the middle one, as in [2, 3]');
    // where the scale itself is wrong, that is said
    else if (max > min && (low < min || mid > max))
      fail('bands', `must be the upper values of the low and the middle band, both from ${min} to ${max}`);
    if (look === 'thumbs' && points !== 2) fail('look', `"thumbs" are for 2 points, not ${points}`);
    if (look === 'stars' && (points < 3 || points > 10)) fail('look', `"stars" are for 3 to 10 points, not ${points}`);
    if (look === 'faces' && points !== 5) fail('look', `"faces" are for 5 points, not ${points}`);
    if (look === 'faces' && labels.length !== points) fail('labels', 'must be 5: every face has its text');
  });
