import { z } from 'zod';
import { map, time, token } from './fields';
import { LIMITS } from './limits';
import { record } from './record';

const head = {
  v: z.literal(1),
  project: z.string().regex(/^[a-zA-Z0-9._-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 . _ -'),
  sdk: z.object({ name: token(LIMITS.id, 1), version: token(LIMITS.id, 1) }),
  sentAt: time,
  attempts: map(LIMITS.id, LIMITS.recordsPerBatch, z.int().min(0)),
};

/** The batch with its records unread, so that one bad record never costs the others (rule Q9). */
export const envelope = z.object({
  ...head,
  records: z.array(z.unknown()).min(1).max(LIMITS.recordsPerBatch),
});

export const batch = z.object({ ...head, records: z.array(record).min(1).max(LIMITS.recordsPerBatch) });
