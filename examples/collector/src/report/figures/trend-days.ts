import { addDays, lengthDays, type Period } from '../../metrics/calendar';
import { MOST_BUCKETS } from '../../metrics/trend';
import { weekPartOf } from '../../metrics/week-part';
import type { Database } from '../../storage/database';
import { daysOf, hashesOf, type Reading } from './figure-reading';
import type { Figure } from './figures';
import { daySteps, stepsOf, type Which } from './steps';
import { type DayTally, readSteps } from './sums';

/** The first day of the period that a figure has an answer from, or of its week part. */
const firstOf = (figure: Figure, tallies: DayTally[], { first }: Period): string =>
  daysOf(figure, tallies).reduce((least, { day }) => (day >= first && day < least ? day : least), '~');

/**
 * What trend and change of these figures need, and no more rows than that: days where a trend may be by days, else week
 * parts under their first days, of which its weeks, months and years are made. The edges are read by days.
 */
export const readTrendDays = async (
  database: Database,
  project: string,
  figures: Figure[],
  { period, before }: Reading,
  part?: { dimension: string; key: string },
  which?: Which,
): Promise<DayTally[]> => {
  const earlier = before ? stepsOf(before) : [];
  const read = (hashes: string[], steps: ReturnType<typeof stepsOf>) =>
    readSteps(database, project, hashes, steps, part, which);
  const hashes = hashesOf(figures);
  if (lengthDays(period) <= MOST_BUCKETS) return read(hashes, [...earlier, ...daySteps([period])]);

  const tallies = await read(hashes, [...earlier, ...stepsOf(period)]);
  // A trend begins with the first answer of the period: one that begins late may be by days however long the period is.
  const start = weekPartOf(addDays(period.last, 1 - MOST_BUCKETS));
  const from = [start, period.first].sort()[1]!;
  const isLate = (first: string) => first >= from && first <= period.last;
  const late = new Set(hashesOf(figures.filter((figure) => isLate(firstOf(figure, tallies, period)))));
  if (!late.size) return tallies;
  const days = await read([...late], daySteps([{ first: from, last: period.last }]));
  return [...tallies.filter(({ figure, day }) => !late.has(figure) || day < from), ...days];
};
