import { z } from 'zod';
import { answer } from './answer';
import { cut, duration, key, locale, map, scalar, text, time, token, uuid7 } from './fields';
import { LIMITS } from './limits';

export const mode = z.enum(['always_on', 'interaction', 'journey', 'relationship', 'passive']);
export const journey = z.object({ id: key, stage: key.optional() });

const size = z.number().min(0).max(1_000_000);

const context = z.object({
  url: token(LIMITS.url),
  referrer: token(LIMITS.url),
  title: cut(LIMITS.cutTitle).optional(),
  release: cut(LIMITS.cutRelease).optional(),
  device: z
    .object({
      type: z.enum(['desktop', 'tablet', 'phone', 'other']),
      os: cut(LIMITS.cutName),
      browser: cut(LIMITS.cutName),
      major: z.int().min(0).max(100_000),
    })
    .optional(),
  acquisition: z.enum(['direct', 'referral', 'organic', 'paid', 'social', 'mail', 'display']).optional(),
  viewport: z.object({ w: size, h: size }),
  dpr: z.number().min(0).max(1000),
  tz: cut(LIMITS.cutName),
  online: z.boolean(),
  perf: z.object({ lcpMs: duration.optional(), loadMs: duration.optional() }).optional(),
});

const respondent = z.object({
  anonId: token(LIMITS.id, 1).optional(),
  userKey: token(LIMITS.userKey, 1).optional(),
  segment: token(LIMITS.segment).optional(),
  traits: map(LIMITS.dataKey, LIMITS.traitEntries, scalar).optional(),
  contact: z
    .object({
      // Not checked as an address: a mistyped one must not cost the words beside it.
      email: text(LIMITS.contactEmail).optional(),
      name: text(LIMITS.contactName).optional(),
      wantsReply: z.boolean(),
    })
    .optional(),
});

const pixels = z.int().min(0).max(1_000_000);
export const attachment = z.object({
  id: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 . _ -'),
  type: token(LIMITS.mime, 1),
  bytes: z.int().min(0),
  width: pixels.optional(),
  height: pixels.optional(),
});

/** One record on the wire, as it should be sent: DESIGN "Wire format v1". `MENDS` says how a worse one is read. */
export const record = z
  .object({
    id: uuid7,
    v: z.literal(1),
    kind: z.enum(['submission', 'impression', 'dismissal', 'signal']),
    receipt: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/, 'must be 43 characters of base64url: the SHA-256 of the secret')
      .optional(),
    test: z.boolean(),
    mode,
    trigger: z.enum(['visitor', 'prompt', 'api', 'import']),
    channel: z.enum(['web', 'webview', 'link', 'employee', 'other']),
    touchpoint: key.optional(),
    journey: journey.optional(),
    survey: z.object({ id: token(LIMITS.id, 1), version: token(LIMITS.id, 1) }),
    locale,
    answers: z.array(answer).max(LIMITS.answers),
    context,
    respondent: respondent.optional(),
    consent: z.object({
      state: z.enum(['pending', 'granted', 'denied']),
      contact: z.boolean(),
      textVersion: token(LIMITS.id).optional(),
      at: time.optional(),
    }),
    data: map(LIMITS.dataKey, LIMITS.dataEntries, scalar).optional(),
    time: z.object({
      startedAt: time,
      createdAt: time,
      tzOffsetMin: z.int().min(-1440).max(1440),
      durationMs: duration,
    }),
    attachments: z.array(attachment).max(LIMITS.attachments).optional(),
  })
  .meta({
    description:
      'What a sender should send. Readers refuse a record only for its id, v, kind and answers (their number, and the question, type and value of each); whatever else is malformed they mend or leave out, and the record is accepted.',
  });
