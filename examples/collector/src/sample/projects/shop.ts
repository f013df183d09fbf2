import { isBeforeHolidays, isNpsSeason } from '../calendar';
import { shopSentences } from '../sentences/shop';
import type { Project } from './project';

const purchase = (stage: string) => ({ id: 'purchase', stage });
const web = { web: 1 };

/**
 * A pottery that sells all over the world. What a reader of its report can find: a release that broke paying on phones, a
 * season, a touchpoint that is far worse than the others, a segment that would not recommend it, phones behind desktops,
 * and a label that was changed without a new version.
 */
export const shop: Project = {
  site: 'Maru Pottery',
  subjects: {
    support: { en: 'our support', ko: '고객 상담', de: 'unserem Support', ja: 'サポート', es: 'nuestro soporte' },
  },
  origin: 'https://shop.example',
  utcOffsetHours: 0,
  hours: [3, 2, 2, 2, 2, 3, 4, 5, 6, 7, 8, 8, 9, 9, 9, 9, 9, 10, 11, 12, 12, 10, 7, 5],
  weightOf({ month, date, weekday }) {
    const week = [1.25, 1.05, 0.95, 0.92, 0.9, 0.95, 1.15][weekday]!;
    if (month === 12 && date <= 24) return week * (1.5 + date / 30);
    if (month === 11 && date >= 20) return week * 1.4;
    return week * (month === 1 || month === 2 ? 0.85 : 1);
  },
  population: {
    languages: { en: 54, de: 15, es: 11, ko: 12, ja: 8 },
    devices: { phone: 60, desktop: 34, tablet: 6 },
    segments: { returning: 52, new: 33, business: 15 },
    consents: { granted: 64, pending: 27, denied: 9 },
    acquisitions: { organic: 30, direct: 26, social: 16, paid: 12, mail: 9, referral: 6, display: 1 },
    signedIn: 0.55,
    traits: (random, segment) => ({
      loyalty: segment === 'new' ? 'none' : random.weighted({ none: 4, silver: 4, gold: 2 }),
      memberSince: random.whole(2019, 2025),
    }),
  },
  sentences: shopSentences,
  places: {
    checkout: {
      touchpoint: 'checkout',
      journey: purchase('payment'),
      path: () => '/checkout/done',
      title: 'Thank you for your order',
      themes: { payment: 5, prices: 3, speed: 2 },
      data: (random) => ({ orderValue: random.whole(18, 420), items: random.whole(1, 6), coupon: random.chance(0.2) }),
    },
    delivery: {
      touchpoint: 'delivery',
      journey: purchase('delivery'),
      path: (random) => `/account/orders/${random.whole(40_000, 79_999)}`,
      title: 'Your order',
      themes: { delivery: 8, support: 1, prices: 1 },
      data: (random) => ({ carrier: random.weighted({ swiftpost: 5, roadrunner: 3, pickup: 2 }) }),
    },
    returns: {
      touchpoint: 'returns',
      journey: purchase('after-sales'),
      path: (random) => `/account/orders/${random.whole(40_000, 79_999)}/return`,
      title: 'Return an order',
      themes: { returns: 8, support: 1 },
    },
    search: {
      touchpoint: 'search',
      journey: purchase('discovery'),
      path: () => '/search',
      title: 'Search',
      themes: { search: 6, speed: 3, prices: 1 },
    },
    product: {
      touchpoint: 'product',
      journey: purchase('discovery'),
      path: (random) => `/product/${random.whole(1_000, 1_240)}`,
      title: 'Product',
      themes: { speed: 3, prices: 4, search: 2, delivery: 1 },
    },
    support: {
      touchpoint: 'support',
      journey: purchase('after-sales'),
      path: () => '/help/chat',
      title: 'Help',
      themes: { support: 7, delivery: 2, returns: 1 },
      data: (random) => ({ waitedMin: random.whole(0, 20) }),
    },
    account: {
      touchpoint: 'account',
      path: (random) => random.pick(['/account', '/account/addresses', '/account/orders']),
      title: 'Your account',
      themes: { speed: 4, support: 3, delivery: 3 },
    },
    home: {
      path: () => '/',
      title: 'Maru Pottery',
      themes: { prices: 4, delivery: 4, search: 2, speed: 2, returns: 2, support: 1 },
    },
  },
  occasions: [
    {
      survey: 'ces',
      mode: 'journey',
      trigger: 'prompt',
      channels: web,
      weight: () => 45,
      places: { checkout: 57, delivery: 18, returns: 10, search: 15 },
      answered: 0.4,
      writes: { low: 0.62, mid: 0.4, high: 0.2 },
    },
    {
      survey: 'csat',
      mode: 'interaction',
      trigger: 'prompt',
      channels: web,
      weight: () => 12,
      places: { support: 1 },
      answered: 0.48,
      writes: { low: 0.6, mid: 0.4, high: 0.25 },
    },
    {
      survey: 'interaction',
      mode: 'interaction',
      trigger: 'prompt',
      channels: web,
      weight: () => 8,
      places: { account: 1 },
      answered: 0.45,
      writes: { low: 0.5, mid: 0.3, high: 0.2 },
    },
    {
      survey: 'nps',
      mode: 'relationship',
      trigger: 'prompt',
      channels: web,
      weight: (day) => (isNpsSeason(day) ? 45 : 0),
      places: { home: 1 },
      answered: 0.42,
      writes: { low: 0.55, mid: 0.45, high: 0.4 },
    },
    {
      survey: 'feedback',
      mode: 'always_on',
      trigger: 'visitor',
      channels: { web: 95, employee: 5 },
      weight: () => 24,
      places: { product: 40, home: 18, checkout: 16, delivery: 12, search: 8, account: 6 },
      writes: { low: 0.9, mid: 0.85, high: 0.75 },
    },
  ],
  promptsWithConsentOnly: true,
  major: 4,
  hasBadRelease: true,
  shift({ day, person, device, place, survey, broken }) {
    let shift = { phone: -0.4, tablet: -0.1, desktop: 0.15 }[device];
    if (place === 'returns') shift -= 1.5;
    if (place === 'search') shift -= 0.2;
    if (place === 'checkout' && broken && device === 'phone') shift -= 2.4;
    if (place === 'delivery' && isBeforeHolidays(day)) shift -= 1.4;
    if (survey === 'nps') shift += person.segment === 'business' ? -0.8 : 0.25;
    // Whoever looks for the tab often has a reason to.
    if (survey === 'feedback') shift -= 0.35;
    return shift;
  },
  signals: ({ place, broken, device }) =>
    place === 'checkout' && broken && device === 'phone'
      ? { rage_click: 0.5, dead_click: 0.3 }
      : { rage_click: 0.006, dead_click: 0.006, error: 0.01, slow_page: 0.008 },
  themes({ day, place, broken, device }) {
    if (place === 'checkout' && broken && device === 'phone') return { payment: 1 };
    if (isBeforeHolidays(day) && !['checkout', 'returns', 'search'].includes(place))
      return { delivery: 4, prices: 1, support: 1 };
    return undefined;
  },
  reworded: {
    survey: 'csat',
    fromShare: 0.6,
    language: 'en',
    // What somebody thought to be no more than a shorter word for the same.
    change: (words) => ({ ...words, satisfied: words.satisfied.map((label, at) => (at === 2 ? 'Neutral' : label)) }),
  },
};
