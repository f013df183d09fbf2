import { addDays, type Day, type Period } from './calendar';
import { nextStart, startOf } from './calendar-unit';

/**
 * The first day of the week part that holds a day: the days that share both their week and their month. Every week,
 * month, quarter and year is made of whole ones, so that sums by week part serve them all; there are 63 in a year or so.
 */
export const weekPartOf = (day: Day): Day => {
  return [startOf('week', day), startOf('month', day)].sort()[1]!;
};

/** The first day of the week part after the one that begins on `start`. */
export const nextWeekPart = (start: Day): Day => {
  const week = nextStart('week', startOf('week', start));
  const month = nextStart('month', startOf('month', start));
  return [week, month].sort()[0]!;
};

/** A period as the whole week parts in it, and the days at its edges that are in none: at most six on either side. */
export interface Parted {
  /** From the first day of the first to the first day of the last; undefined where it holds no whole one. */
  parts: Period | undefined;
  days: Period[];
}

export const inWeekParts = ({ first, last }: Period): Parted => {
  const start = weekPartOf(first) === first ? first : nextWeekPart(weekPartOf(first));
  const end = weekPartOf(addDays(last, 1));
  if (start >= end) return { parts: undefined, days: [{ first, last }] };
  const days: Period[] = [];
  if (first < start) days.push({ first, last: addDays(start, -1) });
  if (end <= last) days.push({ first: end, last });
  return { parts: { first: start, last: weekPartOf(addDays(end, -1)) }, days };
};
