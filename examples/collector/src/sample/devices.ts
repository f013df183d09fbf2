import type { Device } from '../contract';
import { DAY_MS } from './calendar';
import type { Random, Weights } from './random';

export type DeviceType = 'phone' | 'desktop' | 'tablet';
/** What somebody has; which version is on it depends on when. */
export interface Machine {
  type: DeviceType;
  os: string;
  browser: string;
  viewport: { w: number; h: number };
  dpr: number;
}

const COMMON: { [type in DeviceType]: Weights } = {
  phone: { 'iOS Safari': 46, 'Android Chrome': 36, 'Android Samsung': 13, 'iOS Chrome': 5 },
  desktop: {
    'Windows Chrome': 44,
    'Windows Edge': 18,
    'macOS Safari': 14,
    'macOS Chrome': 14,
    'Windows Firefox': 7,
    'Linux Firefox': 3,
  },
  tablet: { 'iOS Safari': 74, 'Android Chrome': 26 },
};
const VIEWPORTS: { [type in DeviceType]: [w: number, h: number, dpr: number][] } = {
  phone: [
    [390, 844, 3],
    [393, 852, 3],
    [360, 800, 3],
    [412, 915, 2.625],
    [375, 812, 3],
  ],
  desktop: [
    [1440, 900, 2],
    [1920, 1080, 1],
    [1536, 864, 1.25],
    [1280, 720, 1.5],
    [2560, 1440, 1],
  ],
  tablet: [
    [820, 1180, 2],
    [768, 1024, 2],
    [800, 1280, 1.5],
  ],
};

export const machine = (random: Random, type: DeviceType): Machine => {
  const [os, browser] = random.weighted(COMMON[type]).split(' ') as [string, string];
  const [w, h, dpr] = random.pick(VIEWPORTS[type]);
  return { type, os, browser, viewport: { w, h }, dpr };
};

/** A version that was current on a day, and days from one to the next. */
const VERSIONS: { [browser: string]: [day: string, major: number, everyDays: number] } = {
  Chrome: ['2023-12-05', 120, 28],
  Edge: ['2023-12-07', 120, 28],
  Firefox: ['2023-12-19', 121, 28],
  Samsung: ['2023-10-20', 23, 120],
  Safari: ['2025-09-15', 26, 365],
};
/** Safari 18 was followed by 26. */
const SAFARI_LEFT_OUT = 7;

/** @param behind versions that its owner lags behind. */
export const deviceAt = ({ type, os, browser }: Machine, atMs: number, behind: number): Device => {
  const [day, first, everyDays] = VERSIONS[browser]!;
  const since = Math.floor((atMs - Date.parse(day)) / (everyDays * DAY_MS));
  const major = first + since - behind;
  return { type, os, browser, major: browser === 'Safari' && major < first ? major - SAFARI_LEFT_OUT : major };
};
