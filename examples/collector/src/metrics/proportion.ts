import { type Interval, Z } from './interval';

/**
 * Wilson score interval of `hits` of `n`, as shares from 0 to 1.
 * E. B. Wilson, JASA 22 (1927); the form without continuity correction.
 */
export const wilson = (hits: number, n: number, z = Z): Interval => {
  const share = hits / n;
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  // At the ends the exact bound is 0 or 1; rounding must not leave a sliver beyond it.
  return {
    low: hits === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: hits === n ? 1 : Math.min(1, (centre + half) / scale),
  };
};

/** Newcombe's hybrid score interval of share a minus share b (Statistics in Medicine 17 (1998), method 10), from -1 to 1. */
export const newcombe = (hitsA: number, nA: number, hitsB: number, nB: number, z = Z): Interval => {
  const [a, b] = [hitsA / nA, hitsB / nB];
  const [ia, ib] = [wilson(hitsA, nA, z), wilson(hitsB, nB, z)];
  return {
    low: a - b - Math.hypot(a - ia.low, ib.high - b),
    high: a - b + Math.hypot(ia.high - a, b - ib.low),
  };
};
