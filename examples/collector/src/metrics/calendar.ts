/** A day of the calendar as `YYYY-MM-DD`, without a time zone. Such days sort as text. */
export type Day = string;

/** Both days included. */
export interface Period {
  first: Day;
  last: Day;
}

const DAY_MS = 86_400_000;

/** Counted in UTC, where every day has 24 hours. */
const toMs = (day: Day): number => Date.parse(`${day}T00:00:00Z`);

const [EARLIEST_MS, LATEST_MS] = [toMs('0001-01-01'), toMs('9999-12-31')];

/** Days that no longer sort as text, and that a database may not know, become the nearest that do. */
const toDay = (ms: number): Day => new Date(Math.min(LATEST_MS, Math.max(EARLIEST_MS, ms))).toISOString().slice(0, 10);

/** Whether this text is a day that exists, from 1970 on: 2028-02-29 is, 2026-02-29 is not. */
export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1970') return false;
  const ms = toMs(text);
  // Date.parse takes the 31st of every month and means the 1st of the next.
  return !Number.isNaN(ms) && toDay(ms) === text;
};

export const addDays = (day: Day, days: number): Day => toDay(toMs(day) + days * DAY_MS);

/** The same day of another month, or the last one there: a month after 31 January is 28 or 29 February. */
export const addMonths = (day: Day, months: number): Day => {
  const [year, month, dayOfMonth] = day.split('-').map(Number) as [number, number, number];
  const lastThere = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return toDay(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, lastThere)));
};

/** How many days from one to the other: 1 from a day to the next, below 0 backwards. */
export const daysBetween = (from: Day, to: Day): number => (toMs(to) - toMs(from)) / DAY_MS;

export const lengthDays = ({ first, last }: Period): number => daysBetween(first, last) + 1;

/** The days right before, as many of them. */
export const periodBefore = (period: Period): Period => ({
  first: addDays(period.first, -lengthDays(period)),
  last: addDays(period.first, -1),
});
