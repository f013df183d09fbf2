import type { Count } from './counts';
import { clampInterval, type Interval } from './interval';
import { studentBeyond, studentT } from './student-t';

/** Size, mean and sample variance (divided by n - 1) of a set of answers. */
export interface Moments {
  n: number;
  mean: number;
  /** NaN below two answers. */
  variance: number;
}

/** From a distribution: how often each value was given. */
export const moments = (counts: { value: number; count: number }[]): Moments => {
  const n = counts.reduce((sum, { count }) => sum + count, 0);
  const mean = counts.reduce((sum, { value, count }) => sum + value * count, 0) / n;
  const squares = counts.reduce((sum, { value, count }) => sum + count * (value - mean) ** 2, 0);
  return { n, mean, variance: squares / (n - 1) };
};

/** Student t interval of a mean, clamped to the scale. Undefined below two answers. */
export const meanInterval = ({ n, mean, variance }: Moments, least: number, most: number): Interval | undefined => {
  if (n < 2) return undefined;
  const half = studentT(n - 1) * Math.sqrt(variance / n);
  return clampInterval({ low: mean - half, high: mean + half }, least, most);
};

/** Of answers on a scale, whose values are numbers as text. */
export const momentsOfCounts = (counts: Count[]): Moments =>
  moments(counts.map(({ value, count }) => ({ value: Number(value), count })));

const squaredErrors = (a: Moments, b: Moments): [number, number] => [a.variance / a.n, b.variance / b.n];

/** Degrees of freedom by Welch and Satterthwaite (B. L. Welch, Biometrika 34 (1947)). */
const freedom = (a: Moments, b: Moments): number => {
  const [va, vb] = squaredErrors(a, b);
  return (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
};

/** Welch's interval of mean a minus mean b, without assuming equal variances. Undefined below two answers on a side. */
export const welch = (a: Moments, b: Moments): Interval | undefined => {
  if (a.n < 2 || b.n < 2) return undefined;
  const [va, vb] = squaredErrors(a, b);
  const difference = a.mean - b.mean;
  // Nobody on either side differed from the others: there is no spread to measure.
  if (va + vb === 0) return { low: difference, high: difference };
  const half = studentT(freedom(a, b)) * Math.sqrt(va + vb);
  return { low: difference - half, high: difference + half };
};

/**
 * Two-sided p of the same: the largest level at which Welch's interval excludes 0. Undefined below two answers on a side.
 * Without any spread it is 0 or 1, as the interval is a point.
 */
export const welchP = (a: Moments, b: Moments): number | undefined => {
  if (a.n < 2 || b.n < 2) return undefined;
  const [va, vb] = squaredErrors(a, b);
  if (va + vb === 0) return a.mean === b.mean ? 1 : 0;
  return studentBeyond((a.mean - b.mean) / Math.sqrt(va + vb), freedom(a, b));
};
