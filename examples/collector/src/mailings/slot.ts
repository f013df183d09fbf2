import { addDays, type Day, type Period } from '../metrics/calendar';
import { localDay } from '../metrics/local-day';
import type { Digest } from './choices';

/** By the clocks of the project. */
export const DIGEST_HOUR = 8;
/** Of more days than that a digest does not tell, however long nothing could be sent. */
const MOST_DAYS = 31;

const formatters = new Map<string, Intl.DateTimeFormat>();

const localHour = (atMs: number, timeZone: string): number => {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-u-nu-latn', { timeZone, hour: 'numeric', hourCycle: 'h23' });
    formatters.set(timeZone, formatter);
  }
  return Number(formatter.format(atMs));
};

/** The last day whose eight o'clock has come. */
export const slotDay = (atMs: number, timeZone: string): Day => {
  const day = localDay(atMs, timeZone);
  return localHour(atMs, timeZone) >= DIGEST_HOUR ? day : addDays(day, -1);
};

/** From 1, a Monday, to 7. */
const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

export interface Chosen {
  digest: Digest;
  weekday: number;
  changedAtMs: number;
}

/**
 * The day of the digest that is due now or was due last; undefined: none since it was chosen. Of several that were
 * missed it is the last: one mail tells of all their days.
 */
export const dueDay = ({ digest, weekday, changedAtMs }: Chosen, nowMs: number, timeZone: string): Day | undefined => {
  if (digest === 'none') return undefined;
  const last = slotDay(nowMs, timeZone);
  const day = digest === 'daily' ? last : addDays(last, -((weekdayOf(last) - weekday + 7) % 7));
  return day > slotDay(changedAtMs, timeZone) ? day : undefined;
};

/** The days that it tells of: those since the one before it, else a day or a week. All are over. */
export const toldDays = (day: Day, digest: Digest, before: Day | undefined): Period => {
  const usual = addDays(day, digest === 'daily' ? -1 : -7);
  const earliest = addDays(day, -MOST_DAYS);
  const first = before === undefined || before < earliest || before >= day ? usual : before;
  return { first, last: addDays(day, -1) };
};
