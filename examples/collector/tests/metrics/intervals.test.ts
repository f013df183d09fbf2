import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanInterval, moments, welch } from '../../src/metrics/mean';
import { npsDifference, npsInterval, npsScore } from '../../src/metrics/nps';
import { newcombe, wilson } from '../../src/metrics/proportion';
import { studentT } from '../../src/metrics/student-t';

const percent = ({ low, high }: { low: number; high: number }, factor = 100) =>
  [low, high].map((end) => Number((end * factor).toFixed(1)));
const nps = (promoters: number, passives: number, detractors: number) => ({ promoters, passives, detractors });

describe('the test vectors of the measurement page', () => {
  it.each([
    [0, 10, [0, 27.8]],
    [7, 10, [39.7, 89.2]],
    [21, 30, [52.1, 83.3]],
    [70, 100, [60.4, 78.1]],
  ])('Wilson: %i of %i lies in %j %%', (hits, n, expected) => {
    expect(percent(wilson(hits, n))).toEqual(expected);
  });

  it.each([
    [nps(50, 30, 20), 30, [14.1, 44.2]],
    [nps(5, 3, 2), 30, [-19.1, 65.2]],
    [nps(0, 0, 5), -100, [-100, -17.5]],
  ])('NPS: %j is %i within %j', (counts, score, expected) => {
    expect(npsScore(counts)).toBeCloseTo(score, 10);
    expect(percent(npsInterval(counts), 1)).toEqual(expected);
  });

  it.each([
    [56, 70, 48, 80, [5.2, 33.4]],
    [70, 100, 55, 100, [1.6, 27.7]],
  ])('Newcombe: %i/%i minus %i/%i lies in %j points', (a, na, b, nb, expected) => {
    expect(percent(newcombe(a, na, b, nb))).toEqual(expected);
  });

  it.each([
    [nps(50, 30, 20), nps(40, 30, 30), [-2.6, 41.4]],
    [nps(250, 150, 100), nps(200, 150, 150), [9.9, 29.8]],
  ])('NPS difference: %j minus %j lies in %j', (a, b, expected) => {
    expect(percent(npsDifference(a, b), 1)).toEqual(expected);
  });

  it('CES counts 1, 1, 2, 3, 6, 10, 7 have the mean 5.33 within 4.75 and 5.92', () => {
    const spread = moments([1, 1, 2, 3, 6, 10, 7].map((count, index) => ({ value: index + 1, count })));
    expect(spread.mean.toFixed(2)).toBe('5.33');
    const { low, high } = meanInterval(spread, 1, 7)!;
    expect([low.toFixed(2), high.toFixed(2)]).toEqual(['4.75', '5.92']);
  });
});

describe('Student t', () => {
  // Two-sided 95 % points as printed in tables of the t distribution (e.g. NIST/SEMATECH e-Handbook, 1.3.6.7.2).
  it.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [5, 2.571],
    [9, 2.262],
    [29, 2.045],
    [60, 2.0],
    [100, 1.984],
  ])('with %i degrees of freedom is %f', (df, expected) => {
    expect(studentT(df)).toBeCloseTo(expected, 3);
  });

  it('is exact where a closed form exists', () => {
    expect(studentT(1, 0.05)).toBeCloseTo(Math.tan(Math.PI * 0.475), 9);
    expect(studentT(2, 0.05)).toBeCloseTo(0.95 * Math.sqrt(2 / (1 - 0.95 ** 2)), 9);
  });

  it('comes to the normal point with many degrees of freedom and never goes below it', () => {
    expect(studentT(1e6)).toBeCloseTo(1.959964, 5);
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 5_000, noNaN: true }),
        (df) => studentT(df) > 1.9599 && studentT(df) < 12.71,
      ),
      { numRuns: 200 },
    );
  });
});

describe('Welch', () => {
  const of = (values: number[]) => moments(values.map((value) => ({ value, count: 1 })));

  it("gives the interval that R prints for Student's sleep data: -3.3654832 to 0.2054832", () => {
    const first = of([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
    const second = of([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
    const { low, high } = welch(first, second)!;
    expect(low).toBeCloseTo(-3.3654832, 6);
    expect(high).toBeCloseTo(0.2054832, 6);
  });

  it('needs two answers on each side, and calls no spread no spread', () => {
    expect(welch(of([1]), of([1, 2]))).toBeUndefined();
    expect(welch(of([3, 3]), of([1, 1]))).toEqual({ low: 2, high: 2 });
  });
});

describe('every interval', () => {
  const sample = fc
    .integer({ min: 1, max: 2_000 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
  const bands = fc
    .tuple(fc.nat(500), fc.nat(500), fc.nat(500))
    .filter(([a, b, c]) => a + b + c > 0)
    .map(([a, b, c]) => nps(a, b, c));

  it('Wilson holds the raw share and stays within 0 and 1', () => {
    fc.assert(
      fc.property(sample, ([hits, n]) => {
        const { low, high } = wilson(hits, n);
        const share = hits / n;
        return low >= 0 && high <= 1 && low <= share + 1e-12 && share <= high + 1e-12;
      }),
    );
  });

  it('Wilson mirrors: the interval of the misses is one minus that of the hits', () => {
    fc.assert(
      fc.property(sample, ([hits, n]) => {
        const [a, b] = [wilson(hits, n), wilson(n - hits, n)];
        expect(a.low).toBeCloseTo(1 - b.high, 12);
        expect(a.high).toBeCloseTo(1 - b.low, 12);
      }),
    );
  });

  it('narrows when the same answers come four times as often', () => {
    fc.assert(
      fc.property(sample, ([hits, n]) => {
        const width = (x: { low: number; high: number }) => x.high - x.low;
        return width(wilson(4 * hits, 4 * n)) < width(wilson(hits, n));
      }),
    );
  });

  it('NPS stays within ±100, and swapping promoters and detractors turns its sign', () => {
    fc.assert(
      fc.property(bands, (counts) => {
        const { low, high } = npsInterval(counts);
        const swapped = npsInterval({ ...counts, promoters: counts.detractors, detractors: counts.promoters });
        expect(low).toBeGreaterThanOrEqual(-100);
        expect(high).toBeLessThanOrEqual(100);
        expect(swapped.low).toBeCloseTo(-high, 9);
        expect(swapped.high).toBeCloseTo(-low, 9);
      }),
    );
  });

  it('a difference of a sample with itself holds 0 in its middle', () => {
    fc.assert(
      fc.property(sample, bands, ([hits, n], counts) => {
        const shares = newcombe(hits, n, hits, n);
        const scores = npsDifference(counts, counts);
        expect(shares.low).toBeCloseTo(-shares.high, 9);
        expect(scores.low).toBeCloseTo(-scores.high, 9);
        expect(shares.low).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('of a mean stays on the scale and holds the mean', () => {
    const counts = fc
      .array(fc.nat(50), { minLength: 7, maxLength: 7 })
      .filter((list) => list.reduce((a, b) => a + b) >= 2)
      .map((list) => list.map((count, index) => ({ value: index + 1, count })));
    fc.assert(
      fc.property(counts, (list) => {
        const spread = moments(list);
        const { low, high } = meanInterval(spread, 1, 7)!;
        return low >= 1 && high <= 7 && low <= spread.mean + 1e-9 && high >= spread.mean - 1e-9;
      }),
    );
  });
});
