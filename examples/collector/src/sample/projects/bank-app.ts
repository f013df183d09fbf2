import { isNpsSeason } from '../calendar';
import { bankSentences } from '../sentences/bank-app';
import type { Project } from './project';

const webview = { webview: 1 };

/** A bank's app in Korea. What a reader of its report can find: people are stopped at the door, by signing in. */
export const bankApp: Project = {
  site: '한누리뱅크',
  subjects: {
    transfer: { ko: '이체', en: 'transfers' },
    card: { ko: '카드 신청', en: 'card applications' },
    savings: { ko: '예적금', en: 'savings' },
  },
  origin: 'https://app.bank.example',
  utcOffsetHours: 9,
  hours: [2, 1, 1, 1, 1, 2, 4, 8, 11, 10, 9, 9, 12, 11, 9, 8, 8, 9, 10, 9, 8, 8, 7, 4],
  weightOf({ date, weekday }) {
    const week = [0.75, 1.15, 1.05, 1.05, 1.05, 1.15, 0.8][weekday]!;
    // Most are paid on the 25th.
    return week * (date === 25 ? 1.8 : date === 26 || date === 10 ? 1.3 : 1);
  },
  population: {
    languages: { ko: 91, en: 9 },
    devices: { phone: 94, tablet: 6 },
    segments: { personal: 72, young: 18, business: 10 },
    consents: { granted: 58, pending: 34, denied: 8 },
    acquisitions: { direct: 70, referral: 14, paid: 10, social: 6 },
    signedIn: 0.85,
    traits: (random) => ({ since: random.whole(2016, 2025), autopay: random.chance(0.6) }),
  },
  sentences: bankSentences,
  places: {
    login: {
      touchpoint: 'login',
      journey: { id: 'access', stage: 'login' },
      path: () => '/login',
      title: '로그인',
      themes: { login: 8, speed: 1, alerts: 1 },
    },
    transfer: {
      touchpoint: 'transfer',
      journey: { id: 'transfer', stage: 'confirm' },
      path: (random) => `/transfer/${random.whole(100_000, 999_999)}/done`,
      title: '이체 완료',
      themes: { transfer: 3, login: 3, speed: 2, fees: 2 },
      data: (random) => ({ amountBand: random.weighted({ small: 6, medium: 3, large: 1 }) }),
    },
    card: {
      touchpoint: 'card',
      journey: { id: 'card', stage: 'apply' },
      path: (random) => `/cards/${random.whole(10, 40)}/apply`,
      title: '카드 신청',
      themes: { fees: 3, login: 4, speed: 2, alerts: 1 },
    },
    savings: {
      touchpoint: 'savings',
      journey: { id: 'savings', stage: 'open' },
      path: (random) => `/savings/${random.whole(200, 260)}`,
      title: '예적금',
      themes: { login: 4, fees: 2, speed: 3, alerts: 1 },
    },
    home: {
      path: () => '/home',
      title: '홈',
      themes: { login: 42, speed: 18, transfer: 14, fees: 12, alerts: 14 },
    },
  },
  occasions: [
    {
      survey: 'csat',
      mode: 'interaction',
      trigger: 'prompt',
      channels: webview,
      weight: () => 34,
      places: { transfer: 60, card: 25, savings: 15 },
      answered: 0.42,
      writes: { low: 0.6, mid: 0.4, high: 0.25 },
    },
    {
      survey: 'ces',
      mode: 'journey',
      trigger: 'prompt',
      channels: webview,
      weight: () => 22,
      places: { card: 45, savings: 35, login: 20 },
      answered: 0.38,
      writes: { low: 0.6, mid: 0.4, high: 0.25 },
    },
    {
      survey: 'nps',
      mode: 'relationship',
      trigger: 'prompt',
      channels: webview,
      weight: (day) => (isNpsSeason(day) ? 50 : 0),
      places: { home: 1 },
      answered: 0.44,
      writes: { low: 0.55, mid: 0.4, high: 0.35 },
    },
    {
      survey: 'feedback',
      mode: 'always_on',
      trigger: 'visitor',
      channels: { webview: 96, employee: 4 },
      weight: () => 30,
      places: { home: 55, login: 20, transfer: 15, card: 5, savings: 5 },
      writes: { low: 0.9, mid: 0.85, high: 0.75 },
    },
  ],
  // Here some are asked who did not agree to be counted, so that nobody can say which share answers.
  promptsWithConsentOnly: false,
  major: 7,
  hasBadRelease: false,
  shift({ place, survey, person }) {
    let shift = person.segment === 'young' ? 0.15 : 0;
    if (place === 'login') shift -= 0.8;
    if (survey === 'feedback') shift -= 0.6;
    return shift;
  },
  signals: ({ place }) => ({ error: place === 'login' ? 0.04 : 0.01, slow_page: 0.02, rage_click: 0.006 }),
};
