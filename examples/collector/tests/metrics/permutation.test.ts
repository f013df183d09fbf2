import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permutationP, type ScoreCount } from '../../src/metrics/permutation';

const of = (counts: number[], first = 1): ScoreCount[] =>
  counts.map((count, index) => ({ score: first + index, count }));
const sizeOf = (group: ScoreCount[]) => group.reduce((sum, { count }) => sum + count, 0);
const sumOf = (group: ScoreCount[]) => group.reduce((sum, { score, count }) => sum + score * count, 0);

const choose = (n: number, k: number): number => {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
};

/** Every way to deal the pooled answers: how many give each size and sum of the first group. */
const exact = (a: ScoreCount[], b: ScoreCount[]): number => {
  const pool = new Map<number, number>();
  for (const { score, count } of [...a, ...b]) pool.set(score, (pool.get(score) ?? 0) + count);
  let ways = [new Map([[0, 1]])];
  for (const [score, count] of pool) {
    const next: Map<number, number>[] = [];
    ways.forEach((sums, size) => {
      for (let taken = 0; taken <= count && size + taken <= sizeOf(a); taken++) {
        const row = (next[size + taken] ??= new Map());
        for (const [sum, number] of sums)
          row.set(sum + taken * score, (row.get(sum + taken * score) ?? 0) + number * choose(count, taken));
      }
    });
    ways = next;
  }
  const dealt = [...ways[sizeOf(a)]!];
  const number = (passes: (sum: number) => boolean) =>
    dealt.reduce((total, [sum, count]) => (passes(sum) ? total + count : total), 0);
  const tail = Math.min(
    number((sum) => sum >= sumOf(a)),
    number((sum) => sum <= sumOf(a)),
  );
  return Math.min(1, (2 * tail) / number(() => true));
};

describe('p by permutation', () => {
  it("is Fisher's where there are two scores: the lady who tasted all eight cups (1 in 70, both sides)", () => {
    expect(exact(of([4, 0]), of([0, 4]))).toBeCloseTo(2 / 70, 12);
    expect(permutationP(of([4, 0]), of([0, 4]))).toBeCloseTo(2 / 70, 2);
  });

  it('agrees with every way of dealing the answers, counted', () => {
    const group = fc
      .array(fc.oneof(fc.nat(2), fc.nat(12)), { minLength: 5, maxLength: 5 })
      .filter((list) => list.reduce((a, b) => a + b) >= 10);
    const ratios: number[] = [];
    // The same groups in every run: how near a saddlepoint comes is measured, not proven.
    fc.assert(
      fc.property(group, group, (first, second) => {
        const [a, b] = [of(first), of(second)];
        const [found, right] = [permutationP(a, b), exact(a, b)];
        ratios.push(Math.abs(Math.log(found / right)));
        // Far out only its size matters: whether one in a million or in three, chance is no explanation.
        expect(Math.abs(Math.log(found / right))).toBeLessThan(right < 1e-4 ? Math.log(8) : Math.log(3));
        expect(permutationP(b, a)).toBeCloseTo(found, 4);
      }),
      { numRuns: 250, seed: 5 },
    );
    expect(ratios.sort((x, y) => x - y)[125]).toBeLessThan(0.01);
  });

  it('keeps its digits where nearly all answers are alike, far out, and with scores that are far apart', () => {
    const cases: [number[], number[]][] = [
      [
        [3, 0, 0, 0, 27],
        [17, 0, 0, 0, 953],
      ],
      [
        [5, 0, 0, 0, 25],
        [15, 0, 0, 0, 955],
      ],
      [
        [0, 0, 0, 0, 40],
        [30, 0, 0, 0, 1],
      ],
    ];
    for (const [a, b] of cases) expect(permutationP(of(a), of(b)) / exact(of(a), of(b))).toBeCloseTo(1, 0);
  });

  it('does not call thirty that are all 5 a difference, where nearly all are', () => {
    expect(permutationP(of([0, 0, 0, 0, 30]), of([10, 0, 0, 0, 960]))).toBe(1);
  });

  it('moves with neither the place nor the width of the scale, and holds for millions', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 10 }), fc.integer({ min: 1, max: 4 }), (shift, factor) => {
        const moved = (list: ScoreCount[]) =>
          list.map(({ score, count }) => ({ score: score * factor + shift, count }));
        const [a, b] = [of([9, 4, 3, 2, 2]), of([2, 3, 4, 4, 9])];
        expect(permutationP(moved(a), moved(b))).toBeCloseTo(permutationP(a, b), 12);
      }),
    );
    const many = permutationP(of([2e5, 2e5, 2e5, 2e5, 2.01e5]), of([2e6, 2e6, 2e6, 2e6, 2e6]));
    expect(many).toBeGreaterThan(0);
    expect(many).toBeLessThan(0.7);
  });

  it('is 1 where there is nothing to tell apart', () => {
    expect(permutationP(of([0, 0, 30]), of([0, 0, 9]))).toBe(1);
    expect(permutationP([], of([3, 4]))).toBe(1);
    expect(permutationP(of([3, 4]), of([0, 0]))).toBe(1);
    expect(permutationP([], [])).toBe(1);
  });
});
