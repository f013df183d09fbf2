import { describe, expect, it } from 'vitest';
import { difference } from '../../src/metrics/difference';
import { againstOne, pair, pairsOf } from '../../src/metrics/pairwise';
import { segments } from '../../src/metrics/segments';
import { from } from './figures';
import { draw, seeded } from './seeded';

const SCALE = { min: 1, max: 7, direction: 'higher_better' as const, positive: [5, 7] as [number, number] };
const part = (key: string, bad: number, good: number) => ({ key, counts: from(1, [0, bad, 0, 0, 0, good, 0]) });
const PARTS = [part('phone', 40, 60), part('desktop', 20, 80), part('tablet', 15, 25), part('watch', 4, 3)];
const WHOLE = from(1, [0, 79, 0, 0, 0, 168, 0]);

describe('two parts', () => {
  it('differ as two sets of answers do, and one comparison has one p', () => {
    const found = pair('ces2', SCALE, [PARTS[0]!, PARTS[1]!], WHOLE, pairsOf(3))!;
    const plain = difference('ces2', SCALE, PARTS[0]!.counts, PARTS[1]!.counts, WHOLE)!;
    expect(found.difference).toEqual(plain);
    expect(found.p).toBe(Math.max(plain.p, plain.permutationP));
    expect(found.choices).toBe(3);
    // Whoever picked the pair because it looked different has looked at all three.
    expect(found.afterLooking).toBeCloseTo(3 * found.p, 12);
    expect(pair('ces2', SCALE, [PARTS[2]!, PARTS[1]!], WHOLE, 400)!.afterLooking).toBe(1);
  });

  it('are not compared below 10 answers on a side', () => {
    expect(pair('ces2', SCALE, [PARTS[0]!, PARTS[3]!], WHOLE, 6)).toBeUndefined();
  });

  it('of k parts there are k (k − 1) / 2, and never less than one', () => {
    expect([0, 1, 2, 3, 6].map(pairsOf)).toEqual([1, 1, 1, 3, 15]);
  });

  it('picked from eight without any difference for being furthest apart, less than 6 of 100 pass after looking', () => {
    let [plain, honest] = [0, 0];
    for (let seed = 1; seed <= 100; seed++) {
      const random = seeded(seed * 31);
      const parts = Array.from({ length: 8 }, (_, at) => {
        const counts = [0, 0, 0, 0, 0, 0, 0];
        for (let i = 0; i < 80; i++) counts[draw(random, [2, 3, 5, 20, 25, 25, 20])]!++;
        return { key: String(at), counts: from(1, counts) };
      });
      const share = (at: number) =>
        parts[at]!.counts.reduce((sum, { value, count }) => sum + (Number(value) >= 5 ? count : 0), 0);
      const order = [...parts.keys()].sort((a, b) => share(a) - share(b));
      const whole = parts.flatMap(({ counts }) => counts);
      const found = pair('ces2', SCALE, [parts[order[7]!]!, parts[order[0]!]!], whole, pairsOf(8))!;
      if (found.p <= 0.05) plain++;
      if (found.afterLooking <= 0.05) honest++;
    }
    // What is said of a comparison that was chosen before would be wrong here in a third of all cases.
    expect(plain).toBeGreaterThan(25);
    expect(honest).toBeLessThan(6);
  });
});

describe('all parts against one of them', () => {
  it('are compared with it and not with the rest, by Holm over those that can be', () => {
    const found = againstOne('ces2', SCALE, PARTS, 'desktop', WHOLE);
    expect(found.k).toBe(2);
    const [phone, desktop, tablet, watch] = found.segments;
    expect(desktop).toMatchObject({ difference: undefined, adjusted: undefined, standsOut: false });
    expect(watch!.difference).toBeUndefined();
    expect(phone!.difference).toEqual(difference('ces2', SCALE, PARTS[0]!.counts, PARTS[1]!.counts, WHOLE));
    const ps = [phone!, tablet!].map(({ difference: one }) => Math.max(one!.p, one!.permutationP));
    const [least, most] = [Math.min(...ps), Math.max(...ps)];
    expect(Math.min(phone!.adjusted!, tablet!.adjusted!)).toBeCloseTo(Math.min(1, 2 * least), 12);
    expect(Math.max(phone!.adjusted!, tablet!.adjusted!)).toBeCloseTo(Math.max(2 * least, most), 12);
    expect(phone!.standsOut).toBe(true);
    // The rest is another question: the tablet is in it, too.
    const rest = segments('ces2', SCALE, PARTS, WHOLE).segments[0]!;
    expect(rest.difference!.value).not.toBeCloseTo(phone!.difference!.value, 3);
    expect(rest.summary).toEqual(phone!.summary);
  });

  it('with a part that is not there nothing is compared', () => {
    expect(againstOne('ces2', SCALE, PARTS, 'fridge', WHOLE)).toMatchObject({ k: 0 });
  });
});
