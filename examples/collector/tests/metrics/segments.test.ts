import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Count } from '../../src/metrics/counts';
import { difference } from '../../src/metrics/difference';
import { segments } from '../../src/metrics/segments';
import { ces1, csat, from, hits, success } from './figures';
import { draw, seeded } from './seeded';

const counted = (scores: number[]): Count[] =>
  from(
    1,
    [1, 2, 3, 4, 5].map((value) => scores.filter((score) => score === value).length),
  );

describe('the parts of a figure', () => {
  const parts = fc.array(
    fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 40 }).map((scores) => scores),
    { maxLength: 6 },
  );

  it('are each compared with all others put together, answer by answer', () => {
    fc.assert(
      fc.property(parts, (lists) => {
        const found = segments(
          ...csat,
          lists.map((scores, key) => ({ key: String(key), counts: counted(scores) })),
        );
        expect(found.segments.map(({ key }) => key)).toEqual(lists.map((_, key) => String(key)));
        lists.forEach((scores, index) => {
          const rest = counted(lists.filter((_, other) => other !== index).flat());
          const segment = found.segments[index]!;
          expect(segment.n).toBe(scores.length);
          expect(segment.summary.n).toBe(scores.length);
          expect(segment.difference?.value).toEqual(difference(...csat, counted(scores), rest)?.value);
          expect(segment.difference?.interval).toEqual(difference(...csat, counted(scores), rest)?.interval);
          expect(segment.difference === undefined).toBe(scores.length < 10 || lists.flat().length - scores.length < 10);
          expect(segment.standsOut).toBe(segment.adjusted !== undefined && segment.adjusted <= 0.05);
          if (segment.standsOut) expect(segment.difference!.p).toBeLessThanOrEqual(0.05);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('count as many comparisons as were made, and adjust for them', () => {
    const found = segments(...csat, [
      { key: 'a', counts: hits(46, 50) },
      { key: 'b', counts: hits(33, 50) },
      { key: 'c', counts: hits(34, 50) },
      { key: 'few', counts: hits(9, 9) },
    ]);
    expect(found.k).toBe(3);
    const [a] = found.segments;
    expect(a!.adjusted).toBeCloseTo(3 * Math.max(a!.difference!.p, a!.difference!.permutationP), 12);
    expect(found.segments.map(({ standsOut }) => standsOut)).toEqual([true, false, false, false]);
    expect(found.segments[3]).toMatchObject({ n: 9, difference: undefined, adjusted: undefined });
  });

  it('that are two and all there is are one comparison: each is the rest of the other', () => {
    const two = [
      { key: 'a', counts: hits(37, 50) },
      { key: 'b', counts: hits(25, 50) },
    ];
    const { k, segments: found } = segments(...csat, two);
    expect(k).toBe(1);
    expect(found[0]!.adjusted).toBeCloseTo(found[1]!.adjusted!, 6);
    expect(found[0]!.difference!.value).toBeCloseTo(-found[1]!.difference!.value, 12);
    // With a third, too small for a comparison of its own, the rest of each is another: two comparisons.
    expect(segments(...csat, [...two, { key: 'c', counts: hits(2, 4) }]).k).toBe(2);
    expect(segments(...csat, [...two, { key: 'none', counts: [] }]).k).toBe(1);
    // Two tags that overlap are not each other's rest, though together they are as many as all.
    expect(segments(...csat, two, hits(70, 100)).k).toBe(2);
    expect(segments(...csat, [...two, { key: 'tag', counts: hits(2, 4) }], hits(62, 100)).k).toBe(2);
  });

  it('may overlap, or leave some out, where the whole is given', () => {
    const whole = hits(60, 100);
    const found = segments(...csat, [{ key: 'tag', counts: hits(30, 40) }], whole);
    expect(found.k).toBe(1);
    expect(found.segments[0]!.difference!.value).toBeCloseTo(75 - 50, 12);
    // The part was read after the whole: no rest is below 0.
    expect(segments(...csat, [{ key: 'tag', counts: hits(61, 101) }], whole).segments[0]!.difference).toBeUndefined();
  });

  it('are read as the whole is: a part with one choice only still has its share', () => {
    const of = (yes: number, no: number) => [
      { value: '1', count: yes },
      { value: '0', count: no },
    ];
    const found = segments(...success, [
      { key: 'all yes', counts: of(20, 0) },
      { key: 'mixed', counts: of(10, 10) },
    ]);
    expect(found.segments[0]!.summary.headline!.value).toBe(100);
    const blue = segments(...success, [
      { key: 'a', counts: [{ value: 'yes', count: 20 }] },
      { key: 'b', counts: [{ value: 'blue', count: 20 }] },
    ]);
    expect(blue).toMatchObject({ k: 0, segments: [{ summary: { headline: undefined } }, { difference: undefined }] });
    expect(segments(...csat, [])).toEqual({ k: 0, segments: [] });
  });

  it.each([
    ['a share that is high', csat, [2, 3, 5, 20, 70], Array<number>(12).fill(15)],
    ['a mean of scores that are nearly all alike', ces1, [75, 17, 4, 2, 2], Array<number>(12).fill(15)],
    ['a mean of parts large and small', ces1, [75, 17, 4, 2, 2], [12, 15, 20, 30, 60, 100, 500]],
  ])('without any relation stand out in at most 5 of 100 figures: %s', (_, figure, weights, sizes) => {
    let seen = 0;
    for (let seed = 0; seed < 100; seed++) {
      const random = seeded(seed);
      const parts = sizes.map((size, key) => ({
        key: String(key),
        counts: counted(Array.from({ length: size }, () => draw(random, weights) + 1)),
      }));
      if (segments(...figure, parts).segments.some(({ standsOut }) => standsOut)) seen++;
    }
    expect(seen).toBeLessThanOrEqual(5);
  });
});
