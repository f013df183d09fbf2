import type { Metric, ScaleMeaning } from '../contract';
import { COUNTS_BELOW } from './caution';
import { type Count, countWhere, sizeOf } from './counts';
import { type Interval, inPercent } from './interval';
import { momentsOfCounts, welch, welchP } from './mean';
import { npsBands, npsDifference, npsScore } from './nps';
import { agreeing, pOfIntervals } from './p-value';
import { permutationP, type ScoreCount } from './permutation';
import { newcombe } from './proportion';
import { type Reading, readingOf } from './reading';

/** First minus second, in the unit of the figure's headline: percent points, NPS points, or points of the scale. */
export interface Difference {
  kind: Reading['kind'];
  value: number;
  interval: Interval;
  /** At most 0.05 exactly where the interval excludes 0. Not adjusted for other comparisons. */
  p: number;
  /**
   * How often chance alone deals as large a difference. Where many comparisons are made the larger of both counts:
   * small p-values of intervals are too small where a group is small and nearly all answers are alike.
   */
  permutationP: number;
}

const scored = (counts: Count[], scoreOf: (value: string) => number): ScoreCount[] =>
  counts.map(({ value, count }) => ({ score: scoreOf(value), count }));

/** Of two shares: `hits` of `n` each. */
export const shareDifference = (hitsA: number, na: number, hitsB: number, nb: number): Difference => {
  const scores = (hits: number, n: number): ScoreCount[] => [
    { score: 1, count: hits },
    { score: 0, count: n - hits },
  ];
  return {
    kind: 'share',
    value: 100 * (hitsA / na - hitsB / nb),
    interval: inPercent(newcombe(hitsA, na, hitsB, nb)),
    p: pOfIntervals((z) => newcombe(hitsA, na, hitsB, nb, z)),
    permutationP: permutationP(scores(hitsA, na), scores(hitsB, nb)),
  };
};

const ofShares = ({ isPositive }: Reading, a: Count[], b: Count[]): Difference =>
  shareDifference(countWhere(a, isPositive), sizeOf(a), countWhere(b, isPositive), sizeOf(b));

const ofNps = (a: Count[], b: Count[]): Difference => {
  const [x, y] = [npsBands(a), npsBands(b)];
  const scoreOf = (value: string) => (Number(value) >= 9 ? 1 : Number(value) >= 7 ? 0 : -1);
  return {
    kind: 'nps',
    value: npsScore(x) - npsScore(y),
    interval: npsDifference(x, y),
    p: pOfIntervals((z) => npsDifference(x, y, z)),
    permutationP: permutationP(scored(a, scoreOf), scored(b, scoreOf)),
  };
};

/** Of the means of two sets of answers on a scale, at least two on a side. */
export const meanDifference = (a: Count[], b: Count[]): Difference => {
  const [x, y] = [momentsOfCounts(a), momentsOfCounts(b)];
  const interval = welch(x, y)!;
  return {
    kind: 'mean',
    value: x.mean - y.mean,
    interval,
    p: agreeing(welchP(x, y)!, interval),
    permutationP: permutationP(scored(a, Number), scored(b, Number)),
  };
};

/**
 * Two sets of answers of one figure compared by its headline: Newcombe for shares, combined adjusted Wald for NPS, Welch
 * for means. The sets must not share answers; both are read as the `whole` is that they are parts of. Undefined below 10 answers on either side, and where the figure has no
 * headline.
 */
export const difference = (
  metric: Metric,
  scale: ScaleMeaning | undefined,
  a: Count[],
  b: Count[],
  whole: Count[] = [...a, ...b],
): Difference | undefined => {
  const reading = readingOf(metric, scale, whole);
  if (!reading || Math.min(sizeOf(a), sizeOf(b)) < COUNTS_BELOW) return undefined;
  if (reading.kind === 'share') return ofShares(reading, a, b);
  return reading.kind === 'nps' ? ofNps(a, b) : meanDifference(a, b);
};
