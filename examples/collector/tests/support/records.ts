import { randomBytes } from 'node:crypto';
import type { Answer, FeedbackRecord } from '../../src/contract';

/** A new UUIDv7. */
export const newId = (): string => {
  const hex = Date.now().toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const ces = (value: number, more: Partial<Answer> = {}): Answer => ({
  question: 'ces',
  type: 'scale',
  metric: 'ces2',
  value,
  scale: { min: 1, max: 7, direction: 'higher_better', positive: [5, 7] },
  prompt: 'How much do you agree?',
  ...more,
});

export const words = (value: string): Answer => ({
  question: 'why',
  type: 'text',
  value,
  prompt: 'What could be better?',
});

/** A valid submission; `more` replaces whole fields. */
export const record = (more: Partial<FeedbackRecord> = {}): FeedbackRecord => ({
  id: newId(),
  v: 1,
  kind: 'submission',
  test: false,
  mode: 'journey',
  trigger: 'prompt',
  channel: 'web',
  survey: { id: 'ces', version: '1' },
  locale: 'en',
  answers: [ces(6), words('Quick and clear.')],
  context: {
    url: 'https://shop.example/checkout',
    referrer: '',
    viewport: { w: 1280, h: 800 },
    dpr: 2,
    tz: 'Asia/Seoul',
    online: true,
  },
  consent: { state: 'pending', contact: false },
  time: {
    startedAt: '2026-11-22T10:00:00.000Z',
    createdAt: '2026-11-22T10:00:09.000Z',
    tzOffsetMin: 540,
    durationMs: 9_000,
  },
  ...more,
});

export const batch = (records: unknown[], more: object = {}) => ({
  v: 1,
  project: 'shop',
  sdk: { name: 'earshot', version: '0.1.0' },
  sentAt: new Date().toISOString(),
  attempts: {},
  records,
  ...more,
});
