import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RatedPair, spearman } from '../../src/metrics/spearman';
import { seeded } from './seeded';

const table = (rows: number[][]): RatedPair[] =>
  rows.flatMap((row, factor) => row.map((count, score) => ({ factor: factor + 1, score: score + 1, count })));

/** Answer by answer: a rank is how many are below, plus half of those alike and itself. */
const naive = (pairs: RatedPair[]): number => {
  const answers = pairs.flatMap(({ factor, score, count }) => Array<[number, number]>(count).fill([factor, score]));
  const ranks = (side: 0 | 1) =>
    answers.map(
      (one) =>
        answers.filter((other) => other[side] < one[side]).length +
        (answers.filter((other) => other[side] === one[side]).length + 1) / 2,
    );
  const [x, y] = [ranks(0), ranks(1)];
  const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  const [mx, my] = [mean(x), mean(y)];
  const sum = (of: (index: number) => number) => x.reduce((total, _, index) => total + of(index), 0);
  return (
    sum((i) => (x[i]! - mx) * (y[i]! - my)) / Math.sqrt(sum((i) => (x[i]! - mx) ** 2) * sum((i) => (y[i]! - my) ** 2))
  );
};

describe("Spearman's rank correlation", () => {
  it('of a table of ratings is what scipy 1.17.1 gives (spearmanr), with the interval of Bonett and Wright', () => {
    const found = spearman(
      table([
        [8, 5, 2, 1, 0],
        [4, 9, 6, 3, 1],
        [2, 5, 12, 8, 4],
        [1, 3, 7, 14, 9],
        [0, 1, 4, 9, 16],
      ]),
    );
    expect(found.n).toBe(134);
    expect(found.rho).toBeCloseTo(0.6354464673365268, 12);
    expect(found.interval!.low).toBeCloseTo(0.5100250065323108, 9);
    expect(found.interval!.high).toBeCloseTo(0.73440987823215, 9);
  });

  it('without ties is 1 − 6Σd²/(n(n² − 1)): IQ and hours of television, −29/165 (Wikipedia)', () => {
    const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    const found = spearman(iq.map((factor, index) => ({ factor, score: hours[index]!, count: 1 })));
    expect(found.rho).toBeCloseTo(-29 / 165, 12);
  });

  const pairs = fc
    .array(fc.array(fc.nat(4), { minLength: 5, maxLength: 5 }), { minLength: 5, maxLength: 5 })
    .map(table);

  it('agrees with ranks counted answer by answer, ties and all', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const { n, rho, interval } = spearman(list);
        fc.pre(n >= 10 && rho !== undefined);
        expect(rho).toBeCloseTo(naive(list), 10);
        fc.pre(interval !== undefined);
        expect(interval!.low).toBeLessThan(rho!);
        expect(interval!.high).toBeGreaterThan(rho!);
        expect(interval!.low).toBeGreaterThanOrEqual(-1);
        expect(interval!.high).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  it('depends on the order of ratings only, turns with one of them, and takes either side for the other', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const of = (change: (pair: RatedPair) => RatedPair) => spearman(list.map(change)).rho ?? 0;
        const rho = spearman(list).rho ?? 0;
        expect(of((pair) => ({ ...pair, factor: pair.factor ** 3 }))).toBeCloseTo(rho, 12);
        expect(of((pair) => ({ ...pair, factor: -pair.factor }))).toBeCloseTo(-rho, 12);
        expect(of(({ factor, score, count }) => ({ factor: score, score: factor, count }))).toBeCloseTo(rho, 12);
      }),
    );
  });

  it('has none below ten answers and where all rated alike, and no interval at ±1', () => {
    expect(spearman(table([[4, 2], [3]]))).toEqual({ n: 9, rho: undefined, interval: undefined });
    expect(spearman(table([[10, 5]]))).toMatchObject({ n: 15, rho: undefined });
    expect(spearman(table([[10], [0, 5]]))).toEqual({ n: 15, rho: 1, interval: undefined });
    expect(spearman([])).toMatchObject({ n: 0, rho: undefined });
  });

  it('covers the correlation of the population about 95 times in 100', () => {
    const random = seeded(11);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    for (const r of [0, 0.4, 0.8]) {
      // Of two normal variables, Pearson 1907.
      const right = (6 / Math.PI) * Math.asin(r / 2);
      let covered = 0;
      for (let run = 0; run < 500; run++) {
        const list = Array.from({ length: 50 }, (): RatedPair => {
          const factor = normal();
          return { factor, score: r * factor + Math.sqrt(1 - r * r) * normal(), count: 1 };
        });
        const { low, high } = spearman(list).interval!;
        if (low <= right && right <= high) covered++;
      }
      expect(covered / 500).toBeGreaterThan(0.92);
      expect(covered / 500).toBeLessThan(0.98);
    }
  });
});
