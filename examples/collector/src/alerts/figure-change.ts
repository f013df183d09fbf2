import type { Metric, ScaleMeaning } from '../contract';
import { addDays, type Day, type Period } from '../metrics/calendar';
import { addCounts, sizeOf } from '../metrics/counts';
import { type Difference, difference } from '../metrics/difference';
import { holm } from '../metrics/holm';
import { type Summary, summarise } from '../metrics/summary';
import type { DayCounts } from '../metrics/trend';

/** The days that are looked at, and those that they are held against. */
export const WINDOW_DAYS = { now: 7, before: 28 };
/** Answers without which nothing is said: a directional figure is no reason to wake anybody. */
export const LEAST_ANSWERS = { now: 30, before: 60 };
/**
 * How improbable a change must be, over all figures of a project that are looked at (Holm). A look each day for a quarter
 * is ninety looks at windows that overlap; at one in a thousand each, fewer than 5 of 100 projects without any change get
 * an alert in a quarter (simulated, `tests/alerts/false-alarms.test.ts`).
 */
export const ALPHA = 0.001;
/** Until both windows lie behind a change it would be told again and again: then a figure has been told of once. */
export const QUIET_DAYS = WINDOW_DAYS.now + WINDOW_DAYS.before;

export interface Looked {
  /** What is the same figure tomorrow. */
  key: string;
  metric: Metric;
  scale: ScaleMeaning | undefined;
  days: DayCounts[];
}

export interface FigureChange<T extends Looked = Looked> {
  figure: T;
  now: Summary;
  before: Summary;
  difference: Difference;
  /** Adjusted for all that were looked at. */
  p: number;
  /** How many were looked at. */
  k: number;
}

/** The windows of a look on the morning of a day: whole days, the last one yesterday. */
export const windowsOf = (day: Day): { now: Period; before: Period } => {
  const first = addDays(day, -WINDOW_DAYS.now);
  return {
    now: { first, last: addDays(day, -1) },
    before: { first: addDays(first, -WINDOW_DAYS.before), last: addDays(first, -1) },
  };
};

/**
 * Which figures changed by more than noise: the last 7 days against the 28 before. Those of `quiet` were told of lately; they are
 * looked at as well, so that what is said of others does not depend on them.
 */
export const figureChanges = <T extends Looked>(figures: T[], day: Day, quiet: Set<string>): FigureChange<T>[] => {
  const windows = windowsOf(day);
  const within = ({ days }: T, { first, last }: Period) =>
    addCounts(...days.filter((one) => one.day >= first && one.day <= last).map(({ counts }) => counts));
  const compared = figures.flatMap((figure) => {
    const [now, before] = [within(figure, windows.now), within(figure, windows.before)];
    if (sizeOf(now) < LEAST_ANSWERS.now || sizeOf(before) < LEAST_ANSWERS.before) return [];
    const { metric, scale } = figure;
    const whole = addCounts(now, before);
    const found = difference(metric, scale, now, before, whole);
    return found
      ? [
          {
            figure,
            now: summarise(metric, scale, now, whole),
            before: summarise(metric, scale, before, whole),
            difference: found,
          },
        ]
      : [];
  });
  const { k, adjusted } = holm(compared.map(({ difference: { p, permutationP } }) => Math.max(p, permutationP)));
  return compared
    .map((one, index) => ({ ...one, p: adjusted[index]!, k }))
    .filter(({ figure, p }) => p <= ALPHA && !quiet.has(figure.key));
};
