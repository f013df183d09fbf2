import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Moments, meanInterval, moments, welch, welchP } from '../../src/metrics/mean';
import { npsDifference, npsInterval } from '../../src/metrics/nps';
import { newcombe, wilson } from '../../src/metrics/proportion';
import { studentBeyond } from '../../src/metrics/student-t';

const Z = 1.959964;
const sample = fc.integer({ min: 10, max: 800 }).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));

/** Where a continuous function crosses 0 between two points. */
const root = (f: (x: number) => number, from: number, to: number): number => {
  let [a, b] = [from, to];
  for (let step = 0; step < 100; step++) {
    const middle = (a + b) / 2;
    if (Math.sign(f(middle)) === Math.sign(f(a))) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
};

/** The shares that a score test does not reject, found by search instead of by Wilson's formula. */
const scoreTest = (hits: number, n: number): [number, number] => {
  const share = hits / n;
  const apart = (p: number) => (share - p) ** 2 - (Z * Z * p * (1 - p)) / n;
  // At the ends the share itself is a root: the search begins beside it.
  const [below, above] = [Math.min(share, 1 - 1e-12), Math.max(share, 1e-12)];
  return [share === 0 ? 0 : root(apart, 0, below), share === 1 ? 1 : root(apart, above, 1)];
};

/** Mean and variance of answers coded 1, 0 and -1, three answers added: the adjusted Wald interval by another way. */
const coded = (promoters: number, passives: number, detractors: number) => {
  const weights = [
    [1, promoters + 0.75],
    [0, passives + 1.5],
    [-1, detractors + 0.75],
  ] as const;
  const n = weights.reduce((sum, [, weight]) => sum + weight, 0);
  const mean = weights.reduce((sum, [value, weight]) => sum + value * weight, 0) / n;
  const squaredError = weights.reduce((sum, [value, weight]) => sum + weight * (value - mean) ** 2, 0) / n / n;
  return { mean, squaredError };
};

/** P(|T| > t) with df degrees of freedom: Simpson's rule after t = √df · tan φ, where the density is a power of a cosine. */
const integrated = (t: number, df: number): number => {
  const steps = 20_000;
  const area = (from: number) => {
    const width = (Math.PI / 2 - from) / steps;
    let sum = 0;
    for (let step = 0; step <= steps; step++)
      sum +=
        (step === 0 || step === steps ? 1 : step % 2 ? 4 : 2) * Math.max(0, Math.cos(from + step * width)) ** (df - 1);
    return (sum * width) / 3;
  };
  return area(Math.atan(Math.abs(t) / Math.sqrt(df))) / area(0);
};

describe('each formula agrees with a computation by another way', () => {
  it('Wilson: the shares that a score test does not reject', () => {
    fc.assert(
      fc.property(sample, ([hits, n]) => {
        const { low, high } = wilson(hits, n);
        const [from, to] = scoreTest(hits, n);
        expect(low).toBeCloseTo(from, 12);
        expect(high).toBeCloseTo(to, 12);
      }),
    );
  });

  it('Wilson covers the true share about 95 times in 100, by every outcome and its probability', () => {
    const coverage = (n: number, p: number) => {
      let covered = 0;
      let chance = (1 - p) ** n;
      for (let hits = 0; hits <= n; hits++) {
        const { low, high } = wilson(hits, n);
        if (low <= p && p <= high) covered += chance;
        chance *= ((n - hits) / (hits + 1)) * (p / (1 - p));
      }
      return covered;
    };
    for (const n of [10, 30, 100]) {
      const all = Array.from({ length: 99 }, (_, index) => coverage(n, (index + 1) / 100));
      expect(all.reduce((a, b) => a + b) / all.length).toBeGreaterThan(0.945);
      expect(all.reduce((a, b) => a + b) / all.length).toBeLessThan(0.965);
      expect(Math.min(...all)).toBeGreaterThan(0.83);
    }
  });

  it('Newcombe: the two score tests put together', () => {
    fc.assert(
      fc.property(sample, sample, ([a, na], [b, nb]) => {
        const [[la, ha], [lb, hb]] = [scoreTest(a, na), scoreTest(b, nb)];
        const [x, y] = [a / na, b / nb];
        const { low, high } = newcombe(a, na, b, nb);
        expect(low).toBeCloseTo(x - y - Math.sqrt((x - la) ** 2 + (hb - y) ** 2), 12);
        expect(high).toBeCloseTo(x - y + Math.sqrt((ha - x) ** 2 + (y - lb) ** 2), 12);
      }),
    );
  });

  it('NPS and its difference: mean and variance of answers coded 1, 0 and -1', () => {
    const answers = fc.tuple(fc.nat(300), fc.nat(300), fc.integer({ min: 1, max: 300 }));
    fc.assert(
      fc.property(answers, answers, (a, b) => {
        const [x, y] = [coded(...a), coded(...b)];
        const of = ([promoters, passives, detractors]: number[]) => ({ promoters, passives, detractors }) as never;
        const one = npsInterval(of(a));
        const both = npsDifference(of(a), of(b));
        expect(one.low).toBeCloseTo(Math.max(-100, 100 * (x.mean - Z * Math.sqrt(x.squaredError))), 9);
        expect(one.high).toBeCloseTo(Math.min(100, 100 * (x.mean + Z * Math.sqrt(x.squaredError))), 9);
        const half = Z * Math.sqrt(x.squaredError + y.squaredError);
        expect(both.low).toBeCloseTo(Math.max(-200, 100 * (x.mean - y.mean - half)), 9);
        expect(both.high).toBeCloseTo(Math.min(200, 100 * (x.mean - y.mean + half)), 9);
      }),
    );
  });

  it("Student's tails: numerical integration of the density", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 8, noNaN: true }), fc.double({ min: 2, max: 400, noNaN: true }), (t, df) => {
        expect(studentBeyond(t, df)).toBeCloseTo(integrated(t, df), 6);
      }),
      { numRuns: 40 },
    );
  });

  // 2 * scipy.stats.t.sf(t, df), scipy 1.17.1.
  it.each([
    [2.5, 1e5, 0.012420919192559051],
    [5, 1e5, 5.742701678641679e-7],
    [2, 1.1e6, 0.04550050930994854],
    [4, 1e8, 6.334252916852823e-5],
  ])("Student's tail beyond %d with %d degrees of freedom is %d", (t, df, p) => {
    expect(studentBeyond(t, df) / p).toBeCloseTo(1, 7);
  });

  const five = fc.array(fc.nat(60), { minLength: 5, maxLength: 5 }).filter((list) => list.filter(Boolean).length > 1);
  const spread = (list: number[]) => moments(list.map((count, index) => ({ value: index + 1, count })));
  const [width, tOf] = [
    ({ low, high }: { low: number; high: number }) => high - low,
    (a: Moments, b: Moments) => (a.mean - b.mean) / Math.sqrt(a.variance / a.n + b.variance / b.n),
  ];

  it('means: an end of the interval, put back into the tail of Student, leaves 5 %', () => {
    fc.assert(
      fc.property(five, (list) => {
        const answers = list.flatMap((count, index) => Array<number>(count).fill(index + 1));
        const n = answers.length;
        const mean = answers.reduce((a, b) => a + b) / n;
        const error = Math.sqrt(answers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1) / n);
        const { low } = meanInterval(spread(list), -1e9, 1e9)!;
        expect(studentBeyond((mean - low) / error, n - 1)).toBeCloseTo(0.05, 9);
      }),
    );
  });

  it('Welch: p and interval are of one tail, whose degrees of freedom lie between the smaller sample and both', () => {
    fc.assert(
      fc.property(five, five, (first, second) => {
        const [a, b] = [spread(first), spread(second)];
        const half = width(welch(a, b)!) / 2 / Math.sqrt(a.variance / a.n + b.variance / b.n);
        const [least, most] = [Math.min(a.n, b.n) - 1, a.n + b.n - 2];
        expect(studentBeyond(half, least)).toBeGreaterThan(0.05 - 1e-9);
        expect(studentBeyond(half, most)).toBeLessThan(0.05 + 1e-9);
        expect(welchP(a, b)!).toBeLessThanOrEqual(studentBeyond(tOf(a, b), least) + 1e-9);
        expect(welchP(a, b)!).toBeGreaterThanOrEqual(studentBeyond(tOf(a, b), most) - 1e-9);
      }),
    );
  });

  it("Welch gives the p that R prints for Student's sleep data (0.07939), and scipy's for counts", () => {
    const of = (values: number[]) => moments(values.map((value) => ({ value, count: 1 })));
    const first = of([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
    const second = of([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
    expect(welchP(first, second)).toBeCloseTo(0.0793941401873583, 12);
    // scipy.stats.ttest_ind(equal_var=False), scipy 1.17.1.
    const [a, b] = [spread([20, 10, 5, 3, 2]), spread([5, 8, 10, 9, 6])];
    expect(welchP(a, b)).toBeCloseTo(9.583437952942494e-5, 14);
    expect(welch(a, b)!.low).toBeCloseTo(-1.7115158988356143, 11);
    expect(welch(a, b)!.high).toBeCloseTo(-0.5963788380064909, 11);
    expect(welchP(of([1]), of([1, 2]))).toBeUndefined();
    expect(welchP(of([3, 3]), of([1, 1]))).toBe(0);
    expect(welchP(of([3, 3]), of([3, 3]))).toBe(1);
  });
});
