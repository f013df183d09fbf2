import { randomBytes } from 'node:crypto';

/** A UUIDv7 (RFC 9562): 48 bits of time, then chance. */
export const uuid7 = (): string => {
  const hex = Date.now().toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
  return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, '$1-$2-7$3-8$4-$5');
};

/** A record as the widget makes one, marked as a test. */
export const record = (change: object = {}): { id: string; [field: string]: unknown } => {
  const now = new Date().toISOString();
  return {
    id: uuid7(),
    v: 1,
    kind: 'submission',
    test: true,
    mode: 'always_on',
    trigger: 'api',
    channel: 'other',
    survey: { id: 'conformance', version: '1' },
    locale: 'en',
    answers: [{ question: 'comment', type: 'text', value: 'A word of the conformance test.', prompt: 'What is it?' }],
    context: {
      url: 'https://example.org/',
      referrer: '',
      viewport: { w: 390, h: 844 },
      dpr: 3,
      tz: 'UTC',
      online: true,
    },
    consent: { state: 'pending', contact: false },
    time: { startedAt: now, createdAt: now, tzOffsetMin: 0, durationMs: 0 },
    ...change,
  };
};
