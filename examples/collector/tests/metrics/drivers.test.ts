import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChipAnswer, chipScores } from '../../src/metrics/chip-scores';
import { drivers } from '../../src/metrics/drivers';
import { moments, welch } from '../../src/metrics/mean';
import { from } from './figures';
import { draw, seeded } from './seeded';

/** Scores by weight, and chips that are chosen without looking at the score. */
const unrelated = (seed: number, n: number, weights: number[], chances: number[]): ChipAnswer[] => {
  const random = seeded(seed);
  return Array.from({ length: n }, () => ({
    score: draw(random, weights) + 1,
    chips: chances.flatMap((chance, chip) => (random() < chance ? [`chip ${chip}`] : [])),
  }));
};

const CHANCES = [0.04, 0.06, 0.1, 0.2, 0.3, 0.5];

describe('on data without relation', () => {
  it.each([
    ['300 answers all over the scale', 300, [1, 1, 1, 1, 1]],
    ['1,000 answers as most surveys have them', 1_000, [2, 2, 4, 17, 75]],
    ['1,000 answers that are nearly all alike', 1_000, [1, 0, 0, 1, 98]],
    ['1,000 answers that love it or hate it', 1_000, [45, 5, 0, 5, 45]],
    ['2,000 answers on seven points', 2_000, [2, 2, 3, 5, 15, 40, 33]],
  ])('no driver shows in at least 94 of 100 seeds: %s', (_, n, weights) => {
    let [quiet, compared] = [0, 0];
    for (let seed = 0; seed < 100; seed++) {
      const found = drivers(chipScores(unrelated(seed * 7_919, n, weights, CHANCES)));
      if (found.drivers.every(({ state, impact }) => state !== 'shown' && !impact)) quiet++;
      if (found.k >= 3) compared++;
    }
    expect(quiet).toBeGreaterThanOrEqual(94);
    // Not because nothing was looked at.
    expect(compared).toBe(100);
  });
});

describe('a driver', () => {
  /** Scores that are lower by one or two where the first chip was chosen. */
  const related = (seed: number, n: number) => {
    const random = seeded(seed);
    return Array.from({ length: n }, (): ChipAnswer => {
      const chips = [...(random() < 0.2 ? ['price'] : []), ...(random() < 0.3 ? ['speed'] : [])];
      const score = draw(random, chips.includes('price') ? [30, 30, 20, 10, 10] : [5, 5, 20, 40, 30]) + 1;
      return { score, chips };
    });
  };

  it('shows where there is a relation, and only there', () => {
    let shown = 0;
    for (let seed = 0; seed < 30; seed++) {
      const [price, speed] = ['price', 'speed'].map((chip) =>
        drivers(chipScores(related(seed, 600))).drivers.find((driver) => driver.chip === chip),
      );
      if (price!.state === 'shown') shown++;
      if (price!.impact) expect(price!.impact.interval.high).toBeLessThan(0);
      expect(speed!.state).toBe('noise');
    }
    expect(shown).toBe(30);
  });

  it('has the mean where chosen minus where not, and the interval of Welch, from the raw answers', () => {
    const answers = related(1, 500);
    const [chosen, not] = [true, false].map((wanted) =>
      answers.filter(({ chips }) => [...chips].includes('price') === wanted).map(({ score }) => score),
    ) as [number[], number[]];
    const mean = (list: number[]) => list.reduce((a, b) => a + b) / list.length;
    const raw = (list: number[]) => moments(list.map((value) => ({ value, count: 1 })));
    const price = drivers(chipScores(answers)).drivers.find(({ chip }) => chip === 'price')!;
    expect(price).toMatchObject({ chosen: chosen.length, notChosen: not.length, state: 'shown' });
    expect(price.frequency).toBeCloseTo((100 * chosen.length) / 500, 12);
    expect(price.impact!.value).toBeCloseTo(mean(chosen) - mean(not), 12);
    expect(price.impact!.interval.low).toBeCloseTo(welch(raw(chosen), raw(not))!.low, 12);
    expect(price.impact!.interval.high).toBeCloseTo(welch(raw(chosen), raw(not))!.high, 12);
  });

  it('is hidden unless both groups have 30, however far apart they are', () => {
    const of = (chosen: number, not: number) =>
      drivers([{ chip: 'a', chosen: from(1, [chosen]), notChosen: from(1, [1, 0, 0, 0, not - 1]) }]);
    expect(of(29, 500)).toMatchObject({ k: 0, drivers: [{ state: 'few', impact: undefined, chosen: 29 }] });
    expect(of(500, 29)).toMatchObject({ k: 0, drivers: [{ state: 'few', impact: undefined }] });
    expect(of(30, 30)).toMatchObject({ k: 1, drivers: [{ state: 'shown', frequency: 50 }] });
    expect(drivers([{ chip: 'a', chosen: [], notChosen: [] }]).drivers[0]).toMatchObject({
      frequency: 0,
      state: 'few',
    });
  });

  it('is adjusted for all chips that were compared, and for no other', () => {
    const one = { chosen: from(1, [10, 10, 10, 5, 5]), notChosen: from(1, [20, 30, 40, 60, 50]) };
    const few = { chip: 'few', chosen: from(1, [3]), notChosen: from(1, [200]) };
    const same = { chosen: from(1, [20, 20]), notChosen: from(1, [20, 20]) };
    const adjusted = (more: string[]) => {
      const rest = more.map((chip) => ({ chip, ...same }));
      const found = drivers([{ chip: 'a', ...one }, few, ...rest]);
      return [found.k, found.drivers[0]!.impact!.adjusted] as const;
    };
    const [k1, p1] = adjusted([]);
    const [k3, p3] = adjusted(['b', 'c']);
    expect([k1, k3]).toEqual([1, 3]);
    expect(p3).toBeCloseTo(3 * p1, 12);
  });
});

describe('the scores of chips, from raw answers', () => {
  const answer = fc.record({
    score: fc.integer({ min: 1, max: 5 }),
    chips: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }),
  });

  it('count every answer once for each chip: chosen or not', () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 60 }), fc.boolean(), (answers, asSet) => {
        const given = answers.map(({ score, chips }) => ({ score, chips: asSet ? new Set(chips) : chips }));
        const found = chipScores(given);
        expect(new Set(found.map(({ chip }) => chip))).toEqual(
          new Set(answers.flatMap(({ chips }): string[] => chips)),
        );
        for (const { chip, chosen, notChosen } of found)
          for (let score = 1; score <= 5; score++) {
            const count = (list: { value: string; count: number }[]) =>
              list.reduce((sum, it) => (it.value === String(score) ? sum + it.count : sum), 0);
            const of = (wanted: boolean) =>
              answers.filter((it) => it.score === score && new Set<string>(it.chips).has(chip) === wanted).length;
            expect(count(chosen)).toBe(of(true));
            expect(count(notChosen)).toBe(of(false));
          }
      }),
    );
  });

  it('hold the chips that were offered and nobody chose, in their order, and no other', () => {
    const found = chipScores([{ score: 3, chips: ['b', 'gone'] }], ['a', 'b']);
    expect(found.map(({ chip }) => chip)).toEqual(['a', 'b']);
    expect(found[0]).toMatchObject({ chosen: [], notChosen: [{ value: '3', count: 1 }] });
  });
});
