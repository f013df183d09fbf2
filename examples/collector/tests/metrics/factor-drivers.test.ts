import { describe, expect, it } from 'vitest';
import { factorDrivers, partedByRating } from '../../src/metrics/factor-drivers';
import { type RatedPair, spearman } from '../../src/metrics/spearman';
import { draw, seeded } from './seeded';

/** As many factors, each rated without looking at the score. */
const unrelated = (seed: number, n: number, scores: number[], ratings: number[][]) => {
  const random = seeded(seed);
  const given = Array.from({ length: n }, () => ({
    score: draw(random, scores) + 1,
    ratings: ratings.map((weights) => draw(random, weights) + 1),
  }));
  return ratings.map((_, at) => ({
    factor: `factor ${at}`,
    scale: { min: 1, max: 5 },
    pairs: given.map(({ score, ratings }): RatedPair => ({ score, factor: ratings[at]!, count: 1 })),
  }));
};

const EVEN = [1, 1, 1, 1, 1];
const MOST_LIKE_IT = [2, 2, 4, 17, 75];
const NEARLY_ALIKE = [1, 0, 0, 1, 98];
const LOVE_OR_HATE = [45, 5, 0, 5, 45];
const FIVE = [EVEN, MOST_LIKE_IT, LOVE_OR_HATE, [5, 10, 20, 40, 25], [1, 0, 0, 6, 93]];

describe('on data without relation', () => {
  it.each([
    ['300 answers all over the scale', 300, EVEN],
    ['600 answers as most surveys have them', 600, MOST_LIKE_IT],
    ['600 answers that are nearly all alike', 600, NEARLY_ALIKE],
    ['600 answers that love it or hate it', 600, LOVE_OR_HATE],
  ])('no rated factor shows in at least 94 of 100 seeds: %s', (_, n, scores) => {
    let [quiet, compared] = [0, 0];
    for (let seed = 0; seed < 100; seed++) {
      const found = factorDrivers(unrelated(seed * 7_919 + 1, n, scores, FIVE));
      if (found.drivers.every(({ state, importance }) => state !== 'shown' && !importance)) quiet++;
      if (found.k >= 4) compared++;
    }
    expect(quiet).toBeGreaterThanOrEqual(94);
    // Not because nothing was looked at.
    expect(compared).toBe(100);
  });
});

describe('a rated factor', () => {
  /** Speed moves the score, price does not. */
  const related = (seed: number, n: number) => {
    const random = seeded(seed);
    const speed: RatedPair[] = [];
    const price: RatedPair[] = [];
    for (let i = 0; i < n; i++) {
      const factor = draw(random, [10, 15, 25, 30, 20]) + 1;
      const score = Math.min(7, Math.max(1, factor + draw(random, [1, 2, 3, 2, 1]) - 1));
      speed.push({ factor, score, count: 1 });
      price.push({ factor: draw(random, [10, 15, 25, 30, 20]) + 1, score, count: 1 });
    }
    const scale = { min: 1, max: 5 };
    return [
      { factor: 'speed', pairs: speed, scale },
      { factor: 'price', pairs: price, scale },
    ];
  };

  it('shows where there is a relation, and only there, with the rank correlation and its interval', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const factors = related(seed, 300);
      const [speed, price] = factorDrivers(factors).drivers as [
        ReturnType<typeof factorDrivers>['drivers'][number],
        ReturnType<typeof factorDrivers>['drivers'][number],
      ];
      expect([speed.state, price.state]).toEqual(['shown', 'noise']);
      const { rho, interval } = spearman(factors[0]!.pairs);
      expect(speed.importance).toMatchObject({ rho, interval });
      expect(speed.importance!.adjusted).toBeLessThanOrEqual(0.01);
    }
  });

  it('is hidden unless 30 rated it higher and 30 lower, however clear it looks', () => {
    const of = (low: number, high: number) =>
      factorDrivers([
        {
          factor: 'a',
          scale: { min: 1, max: 5 },
          pairs: [
            { factor: 1, score: 1, count: low - 1 },
            { factor: 1, score: 4, count: 1 },
            { factor: 5, score: 5, count: high },
          ],
        },
      ]);
    expect(of(29, 500)).toMatchObject({ k: 0, drivers: [{ state: 'few', importance: undefined, n: 529 }] });
    expect(of(30, 500)).toMatchObject({ k: 1, drivers: [{ state: 'shown' }] });
  });

  it('shows also where the order is perfect, as a correlation of 1 without a width', () => {
    const pairs = [1, 2, 3, 4].map((value) => ({ factor: value, score: value, count: 30 }));
    expect(factorDrivers([{ factor: 'same', scale: undefined, pairs }]).drivers[0]).toMatchObject({
      state: 'shown',
      importance: { rho: 1, interval: { low: 1, high: 1 } },
      performance: { mean: 2.5 },
    });
  });

  it('says nothing where all rated or scored alike, and no mean below 10 ratings', () => {
    const alike = [{ factor: 3, score: 4, count: 200 }];
    expect(factorDrivers([{ factor: 'a', scale: undefined, pairs: alike }]).drivers[0]).toMatchObject({
      state: 'few',
      performance: { mean: 3 },
    });
    const nine = [{ factor: 3, score: 4, count: 9 }];
    expect(factorDrivers([{ factor: 'a', scale: undefined, pairs: nine }]).drivers[0]!.performance).toBeUndefined();
    expect(factorDrivers([]).k).toBe(0);
  });

  it('is parted by its ratings alone, where the smaller part is largest', () => {
    const pairs = [10, 20, 30, 25, 15].map((count, at) => ({ factor: at + 1, score: (at * 3) % 5, count }));
    const [high, low] = partedByRating(pairs);
    // 40 rated 4 or 5, and 60 lower; from 3 on it would be 70 and 30.
    expect(high.map(({ factor }) => factor)).toEqual([4, 5]);
    expect(low.map(({ factor }) => factor)).toEqual([1, 2, 3]);
  });
});
