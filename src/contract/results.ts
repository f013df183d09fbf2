import { z } from 'zod';

/** What a collector answers. `id` is whatever the record, or the attachment, was sent with, so that even a malformed one is acked (rule Q4). */
export const results = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      status: z.enum(['accepted', 'duplicate', 'rejected', 'retry']),
      code: z.string().optional(),
    }),
  ),
  retryAfter: z.number().min(0).optional(),
});
