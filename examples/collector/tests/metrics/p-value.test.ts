import { describe, expect, it } from 'vitest';
import { twoSidedZ } from '../../src/metrics/normal';
import { agreeing, pOfIntervals } from '../../src/metrics/p-value';

/** The plainest of intervals: a normal variable with its error. */
const around = (value: number, error: number) => (z: number) => ({ low: value - z * error, high: value + z * error });

describe('the p of a method of intervals', () => {
  it('is that of the normal distribution where the interval is', () => {
    for (const p of [0.9, 0.3, 0.06, 0.04, 1e-3, 1e-9, 1e-100]) {
      const z = twoSidedZ(p);
      expect(pOfIntervals(around(3 * z, 3)) / p).toBeCloseTo(1, 9);
      expect(pOfIntervals(around(-3 * z, 3)) / p).toBeCloseTo(1, 9);
    }
  });

  it('is 1 for no difference and 0 where no interval reaches 0', () => {
    expect(pOfIntervals(around(0, 1))).toBe(1);
    expect(pOfIntervals(around(1, 0))).toBe(0);
  });

  it('agrees with the interval also between the 1.959964 that is used and the full number', () => {
    const edge = 1.9599639;
    for (let step = 0; step <= 20; step++) {
      const intervalAt = around(edge + step * 1e-8, 1);
      const { low } = intervalAt(1.959964);
      expect(pOfIntervals(intervalAt) <= 0.05).toBe(low > 0);
    }
  });

  it('is at most 0.05 beside an interval without 0, and above it beside one that holds it, an end on it too', () => {
    expect(agreeing(0.0500001, { low: 1e-9, high: 1 })).toBe(0.05);
    expect(agreeing(0.02, { low: 1, high: 2 })).toBe(0.02);
    expect(agreeing(0.05, { low: 0, high: 1 })).toBeGreaterThan(0.05);
    expect(agreeing(0.2, { low: -1, high: 1 })).toBe(0.2);
  });
});
