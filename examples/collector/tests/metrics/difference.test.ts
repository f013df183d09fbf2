import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../../src/metrics/difference';
import { npsDifference } from '../../src/metrics/nps';
import { permutationP } from '../../src/metrics/permutation';
import { newcombe } from '../../src/metrics/proportion';
import { bands, ces1, csat, from, hits, nps, success } from './figures';

const five = fc.array(fc.nat(40), { minLength: 5, maxLength: 5 });
const eleven = fc.array(fc.nat(20), { minLength: 11, maxLength: 11 });
const big = (list: number[]) => list.reduce((a, b) => a + b) >= 10;

describe('the differences of the measurement page', () => {
  it.each([
    [56, 70, 48, 80, 20, [5.2, 33.4]],
    [70, 100, 55, 100, 15, [1.6, 27.7]],
  ])('%i/%i − %i/%i is %i within %j', (a, na, b, nb, value, ends) => {
    const found = difference(...csat, hits(a, na), hits(b, nb))!;
    expect(found.kind).toBe('share');
    expect(found.value).toBeCloseTo(value, 9);
    expect([found.interval.low, found.interval.high].map((end) => Number(end.toFixed(1)))).toEqual(ends);
  });

  it.each([
    [bands(50, 30, 20), bands(40, 30, 30), 20, [-2.6, 41.4]],
    [bands(250, 150, 100), bands(200, 150, 150), 20, [9.9, 29.8]],
  ])('NPS %j − %j is %i within %j', (a, b, value, ends) => {
    const found = difference(...nps, a, b)!;
    expect(found.kind).toBe('nps');
    expect(found.value).toBeCloseTo(value, 9);
    expect([found.interval.low, found.interval.high].map((end) => Number(end.toFixed(1)))).toEqual(ends);
  });

  it('CES 1.0 has a mean, and is compared by Welch', () => {
    const found = difference(...ces1, from(1, [20, 10, 5, 3, 2]), from(1, [5, 8, 10, 9, 6]))!;
    expect(found).toMatchObject({ kind: 'mean' });
    expect(found.value).toBeCloseTo(-1.1539473684210526, 12);
    expect(found.interval.low).toBeCloseTo(-1.7115158988356143, 9);
    expect(found.p).toBeCloseTo(9.583437952942494e-5, 12);
  });
});

describe('p and interval never say different things', () => {
  const sides = fc.oneof(
    fc.tuple(fc.constant(csat), five, five, fc.constant(1)),
    fc.tuple(fc.constant(ces1), five, five, fc.constant(1)),
    fc.tuple(fc.constant(nps), eleven, eleven, fc.constant(0)),
  );

  it('p is at most 0.05 exactly where the 95 % interval excludes 0; swapping the sides turns the sign and keeps p', () => {
    fc.assert(
      fc.property(sides, ([figure, first, second, least]) => {
        fc.pre(big(first) && big(second));
        const [a, b] = [from(least, first), from(least, second)];
        const [found, swapped] = [difference(...figure, a, b)!, difference(...figure, b, a)!];
        const { low, high } = found.interval;
        expect(found.p <= 0.05).toBe(low > 0 || high < 0);
        expect(found.p).toBeGreaterThanOrEqual(0);
        expect(found.p).toBeLessThanOrEqual(1);
        expect(swapped.p).toBeCloseTo(found.p, 9);
        expect(swapped.value).toBeCloseTo(-found.value, 9);
        expect(swapped.interval.low).toBeCloseTo(-high, 9);
      }),
      { numRuns: 300 },
    );
  });

  it('p is the level of the widest interval without 0: wider by a little it holds 0, narrower it does not', () => {
    // Points of the normal distribution as tables print them: beyond z lies p.
    const table = [
      [1.2815516, 0.2],
      [1.6448536, 0.1],
      [2.3263479, 0.02],
      [2.5758293, 0.01],
      [3.2905267, 0.001],
    ] as const;
    const holdsZero = ({ low, high }: { low: number; high: number }) => low <= 0 && high >= 0;
    const n = fc.integer({ min: 10, max: 300 });
    const sample = n.chain((size) => fc.tuple(fc.nat(size), fc.constant(size)));
    fc.assert(
      fc.property(sample, sample, fc.constantFrom(...table), ([a, na], [b, nb], [z, level]) => {
        const shares = difference(...csat, hits(a, na), hits(b, nb))!.p;
        fc.pre(Math.abs(shares / level - 1) > 1e-6);
        expect(holdsZero(newcombe(a, na, b, nb, z))).toBe(shares > level);
        const score = (hit: number, size: number) => ({ promoters: hit, passives: 0, detractors: size - hit });
        const points = difference(...nps, bands(a, 0, na - a), bands(b, 0, nb - b))!.p;
        fc.pre(Math.abs(points / level - 1) > 1e-6);
        expect(holdsZero(npsDifference(score(a, na), score(b, nb), z))).toBe(points > level);
      }),
      { numRuns: 300 },
    );
  });

  it('chance deals what the headline counts: hits and misses, promoters and detractors, or points of the scale', () => {
    const scores = (list: [number, number][]) => list.map(([score, count]) => ({ score, count }));
    const [a, b] = [from(1, [1, 2, 3, 10, 14]), from(1, [9, 5, 5, 3, 8])];
    const shares = permutationP(
      scores([
        [1, 24],
        [0, 6],
      ]),
      scores([
        [1, 11],
        [0, 19],
      ]),
    );
    expect(difference(...csat, a, b)!.permutationP).toBeCloseTo(shares, 12);
    const means = permutationP(
      scores([
        [1, 1],
        [2, 2],
        [3, 3],
        [4, 10],
        [5, 14],
      ]),
      scores([
        [1, 9],
        [2, 5],
        [3, 5],
        [4, 3],
        [5, 8],
      ]),
    );
    expect(difference(...ces1, a, b)!.permutationP).toBeCloseTo(means, 12);
    const [x, y] = [from(0, [0, 0, 0, 0, 0, 0, 4, 6, 5, 9, 16]), from(0, [3, 0, 0, 0, 0, 1, 9, 8, 7, 5, 7])];
    const points = permutationP(
      scores([
        [1, 25],
        [0, 11],
        [-1, 4],
      ]),
      scores([
        [1, 12],
        [0, 15],
        [-1, 13],
      ]),
    );
    expect(difference(...nps, x, y)!.permutationP).toBeCloseTo(points, 12);
  });

  it('grows smaller as the same answers come more often', () => {
    const p = (times: number) => difference(...csat, hits(14 * times, 20 * times), hits(11 * times, 20 * times))!.p;
    expect([p(1), p(2), p(8), p(40)].map((it) => it > 0.05)).toEqual([true, true, false, false]);
    expect(p(4000)).toBeLessThan(1e-30);
  });
});

describe('what cannot be compared is not', () => {
  it('below 10 answers on either side there is no difference', () => {
    expect(difference(...csat, hits(9, 9), hits(5, 100))).toBeUndefined();
    expect(difference(...csat, hits(5, 100), hits(9, 9))).toBeUndefined();
    expect(difference(...csat, hits(10, 10), hits(5, 10))).toBeDefined();
    expect(difference(...csat, [], [])).toBeUndefined();
  });

  it('choices other than yes and no have no headline to compare', () => {
    const blue = [{ value: 'blue', count: 40 }];
    expect(difference(...success, blue, [{ value: 'yes', count: 40 }])).toBeUndefined();
  });

  it('a side with one choice only is read as both are: 1 against 0 is yes against no', () => {
    const found = difference(
      ...success,
      [{ value: '1', count: 20 }],
      [
        { value: '1', count: 5 },
        { value: '0', count: 15 },
      ],
    )!;
    expect(found.value).toBeCloseTo(75, 9);
  });
});
