import { COUNTS_BELOW } from './caution';
import { type Interval, Z } from './interval';

/** How many rated a factor with the one and gave the other as their score. */
export interface RatedPair {
  factor: number;
  score: number;
  count: number;
}

export interface Association {
  n: number;
  /** Spearman's rank correlation, from -1 to 1. None below 10 answers, and where all rated or scored alike. */
  rho: number | undefined;
  /** None at ±1 either: there the formula knows no width. */
  interval: Interval | undefined;
}

/** The mean rank of every value: those that tie share the middle of their places. */
const ranksOf = (pairs: RatedPair[], side: 'factor' | 'score'): Map<number, number> => {
  const sizes = new Map<number, number>();
  for (const pair of pairs) sizes.set(pair[side], (sizes.get(pair[side]) ?? 0) + pair.count);
  const ranks = new Map<number, number>();
  let below = 0;
  for (const [value, size] of [...sizes].sort(([a], [b]) => a - b)) {
    ranks.set(value, below + (size + 1) / 2);
    below += size;
  }
  return ranks;
};

/** Pearson's correlation of the ranks, which is Spearman's with ties. */
const correlation = (pairs: RatedPair[], n: number): number => {
  const [factors, scores] = [ranksOf(pairs, 'factor'), ranksOf(pairs, 'score')];
  const middle = (n + 1) / 2;
  let [xx, yy, xy] = [0, 0, 0];
  for (const { factor, score, count } of pairs) {
    const [x, y] = [factors.get(factor)! - middle, scores.get(score)! - middle];
    xx += count * x * x;
    yy += count * y * y;
    xy += count * x * y;
  }
  return xy / Math.sqrt(xx * yy);
};

/**
 * How a rated factor goes with the score, for the drawing of impact by performance. The interval is Fisher's, with the
 * standard error √((1 + ρ²/2)/(n − 3)) of D. G. Bonett and T. A. Wright, Psychometrika 65 (2000), 23–28. There is no p:
 * where nearly all rate and score alike a few coincidences make one that means nothing.
 */
export const spearman = (pairs: RatedPair[]): Association => {
  const n = pairs.reduce((sum, { count }) => sum + count, 0);
  const none: Association = { n, rho: undefined, interval: undefined };
  if (n < COUNTS_BELOW) return none;
  const rho = Math.max(-1, Math.min(1, correlation(pairs, n)));
  if (Number.isNaN(rho)) return none;
  // Rounding may leave a perfect order a hair short of 1.
  if (Math.abs(rho) > 1 - 1e-12) return { n, rho: Math.sign(rho), interval: undefined };
  const [centre, error] = [Math.atanh(rho), Math.sqrt((1 + rho ** 2 / 2) / (n - 3))];
  const interval = { low: Math.tanh(centre - Z * error), high: Math.tanh(centre + Z * error) };
  return { n, rho, interval };
};
