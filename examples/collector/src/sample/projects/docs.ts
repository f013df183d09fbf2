import { isNpsSeason } from '../calendar';
import type { Person } from '../people';
import type { Random } from '../random';
import { docsSentences } from '../sentences/docs';
import type { Place, Project } from './project';

const GUIDES = ['install', 'webhooks', 'single-sign-on', 'rate-limits', 'pagination', 'retries'];
const API = ['orders', 'customers', 'events', 'files', 'tokens'];
const data = (_: Random, person: Person) => ({ plan: person.traits['plan']! });

const page = (touchpoint: string, path: Place['path'], title: string, themes: Place['themes']): Place => ({
  touchpoint,
  path,
  title,
  themes,
  data,
});

/** The pages that explain a tool to developers. What a reader of its report can find: those who pay would recommend it. */
export const docs: Project = {
  site: 'Kilnbase',
  subjects: {},
  origin: 'https://docs.example',
  utcOffsetHours: 0,
  hours: [3, 3, 3, 3, 3, 3, 5, 8, 11, 12, 12, 11, 10, 12, 13, 13, 12, 11, 9, 8, 7, 6, 5, 4],
  weightOf: ({ weekday, month, date }) =>
    [0.35, 1.2, 1.3, 1.3, 1.25, 1.05, 0.35][weekday]! * (month === 12 && date > 20 ? 0.4 : 1),
  population: {
    languages: { en: 62, de: 13, ja: 10, es: 8, ko: 7 },
    devices: { desktop: 88, phone: 10, tablet: 2 },
    segments: { developer: 78, manager: 22 },
    consents: { granted: 55, pending: 30, denied: 15 },
    acquisitions: { organic: 52, direct: 30, referral: 14, social: 4 },
    signedIn: 0.5,
    traits: (random) => ({ plan: random.weighted({ free: 62, pro: 38 }), seats: random.whole(1, 40) }),
  },
  sentences: docsSentences,
  places: {
    guide: page('guide', (random) => `/guides/${random.pick(GUIDES)}`, 'Guide', { examples: 5, outdated: 3, plans: 2 }),
    reference: page('reference', (random) => `/api/${random.pick(API)}`, 'Reference', {
      examples: 6,
      outdated: 3,
      search: 1,
    }),
    changelog: page('changelog', (random) => `/changelog/${random.whole(2, 9)}-${random.whole(0, 14)}`, 'Changelog', {
      outdated: 6,
      search: 2,
    }),
    home: {
      path: () => '/',
      title: 'Kilnbase documentation',
      themes: { search: 3, plans: 4, examples: 2, outdated: 2 },
      data,
    },
  },
  occasions: [
    {
      survey: 'helpful',
      mode: 'interaction',
      trigger: 'visitor',
      channels: { web: 1 },
      weight: () => 72,
      places: { guide: 56, reference: 36, changelog: 8 },
      writes: { low: 0.5, mid: 0.3, high: 0.08 },
    },
    {
      survey: 'feedback',
      mode: 'always_on',
      trigger: 'visitor',
      channels: { web: 1 },
      weight: () => 12,
      places: { guide: 45, reference: 35, home: 20 },
      writes: { low: 0.9, mid: 0.85, high: 0.75 },
    },
    {
      survey: 'nps',
      mode: 'relationship',
      trigger: 'prompt',
      channels: { web: 1 },
      weight: (day) => (isNpsSeason(day) ? 80 : 0),
      places: { home: 1 },
      answered: 0.36,
      writes: { low: 0.5, mid: 0.4, high: 0.3 },
    },
  ],
  promptsWithConsentOnly: false,
  major: 2,
  hasBadRelease: false,
  shift({ place, survey, person }) {
    let shift = { changelog: -0.3, reference: -0.15 }[place] ?? 0;
    if (survey === 'nps') shift += person.traits['plan'] === 'pro' ? 0.35 : -0.6;
    return shift;
  },
  signals: () => ({ dead_click: 0.006, error: 0.004 }),
};
