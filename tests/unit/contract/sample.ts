import type { Answer, FeedbackRecord, Survey } from '../../../src/contract';

const scale = { min: 1, max: 7, direction: 'higher_better', positive: [5, 7] } as const;

/** One rating of the `ces` preset. */
export const rating: Answer = {
  question: 'effort',
  type: 'scale',
  metric: 'ces2',
  value: 6,
  scale: { ...scale, positive: [5, 7] },
  prompt: 'How much do you agree?',
  label: 'Agree',
};

/** The comment below it. */
export const comment: Answer = { question: 'why', type: 'text', value: 'Quick!', prompt: 'What worked well?' };

/** A whole record as the widget sends it. */
export const sample: FeedbackRecord = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  v: 1,
  kind: 'submission',
  test: false,
  mode: 'journey',
  trigger: 'prompt',
  channel: 'web',
  survey: { id: 'ces', version: '1' },
  locale: 'en',
  answers: [rating, comment],
  context: {
    url: 'https://shop.example/thanks',
    referrer: '',
    viewport: { w: 1280, h: 720 },
    dpr: 2,
    tz: 'Asia/Seoul',
    online: true,
  },
  consent: { state: 'pending', contact: false },
  time: {
    startedAt: '2026-01-31T12:00:00.000Z',
    createdAt: '2026-01-31T12:00:09.500Z',
    tzOffsetMin: 540,
    durationMs: 9500,
  },
};

/** A survey with every question type that a panel draws. */
export const survey: Survey = {
  id: 'checkout',
  version: '1',
  mode: 'journey',
  title: { en: 'Your order', ko: '주문' },
  questions: [
    {
      id: 'effort',
      type: 'scale',
      metric: 'ces2',
      scale: { ...scale, positive: [5, 7] },
      look: 'list',
      prompt: 'How much do you agree?',
      labels: ['1', '2', '3', '4', '5', '6', '7'],
      bands: [3, 4],
    },
    {
      id: 'about',
      type: 'choice',
      prompt: 'About',
      options: [
        { id: 'a', label: 'A' },
        { id: 'b', label: 'B' },
      ],
    },
    { id: 'why', type: 'text', prompt: 'Why?', promptByBand: { by: 'effort', low: 'l', mid: 'm', high: 'h' } },
  ],
};
