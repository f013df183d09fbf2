import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holm } from '../../src/metrics/holm';

const ps = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.01, 0.5, 1)), {
  maxLength: 7,
});

/** Closed testing: a hypothesis falls where every set of hypotheses that holds it falls, each by Bonferroni. */
const byClosure = (list: number[]): number[] =>
  list.map((_, index) => {
    let worst = 0;
    for (let set = 0; set < 2 ** list.length; set++) {
      if (!(set & (2 ** index))) continue;
      const inSet = list.filter((_, member) => set & (2 ** member));
      worst = Math.max(worst, Math.min(1, inSet.length * Math.min(...inSet)));
    }
    return worst;
  });

describe("Holm's adjustment", () => {
  it('gives what is worked out by hand: 0.01, 0.04, 0.03, 0.005 become 0.03, 0.06, 0.06, 0.02', () => {
    const { k, adjusted } = holm([0.01, 0.04, 0.03, 0.005]);
    expect(k).toBe(4);
    expect(adjusted.map((p) => Number(p.toFixed(12)))).toEqual([0.03, 0.06, 0.06, 0.02]);
  });

  it('is the closed test over every set of hypotheses', () => {
    fc.assert(
      fc.property(ps, (list) => {
        const right = byClosure(list);
        holm(list).adjusted.forEach((p, index) => {
          expect(p).toBeCloseTo(right[index]!, 12);
        });
      }),
    );
  });

  it('keeps the order, gives ties the same, never goes below p nor above 1, and leaves a single comparison alone', () => {
    fc.assert(
      fc.property(ps, (list) => {
        const { k, adjusted } = holm(list);
        expect(k).toBe(list.length);
        list.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          list.forEach((q, j) => {
            if (p === q) expect(adjusted[i]).toBe(adjusted[j]);
            if (p < q) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!);
          });
        });
      }),
    );
    expect(holm([0.04]).adjusted).toEqual([0.04]);
    expect(holm([]).adjusted).toEqual([]);
  });

  it('finds a false difference in at most 5 of 100 families, by every outcome of three comparisons', () => {
    const levels = Array.from({ length: 40 }, (_, index) => (index + 1) / 40);
    const errors = (isTrue: [boolean, boolean, boolean]) => {
      let [wrong, all] = [0, 0];
      // Where a difference is real its p is tiny; where there is none, every p is as likely as any other.
      const of = (real: boolean) => (real ? [0.0001] : levels);
      for (const a of of(isTrue[0]))
        for (const b of of(isTrue[1]))
          for (const c of of(isTrue[2])) {
            all++;
            if (holm([a, b, c]).adjusted.some((p, index) => p <= 0.05 && !isTrue[index])) wrong++;
          }
      return wrong / all;
    };
    expect(errors([false, false, false])).toBeLessThanOrEqual(0.05);
    expect(errors([true, false, false])).toBeLessThanOrEqual(0.05);
    // With one left the whole level is spent on it, as it should be.
    expect(errors([true, true, false])).toBeCloseTo(0.05, 12);
  });
});
