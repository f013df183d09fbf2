import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Metric, ScaleMeaning } from '../../src/contract';
import { type Count, summarise } from '../../src/metrics/summary';

const counts = (first: number, ...list: number[]): Count[] =>
  list.map((count, index) => ({ value: String(first + index), count }));
const scale = (
  min: number,
  max: number,
  lo: number,
  hi: number,
  direction: ScaleMeaning['direction'],
): ScaleMeaning => ({
  min,
  max,
  direction,
  positive: [lo, hi],
});
const ces2 = scale(1, 7, 5, 7, 'higher_better');

describe('a figure says what its metric means', () => {
  it('CES 2.0 is the share of 5 to 7, with its mean beside it', () => {
    const { headline, mean, n } = summarise('ces2', ces2, counts(1, 1, 1, 2, 3, 6, 10, 7));
    expect(n).toBe(30);
    expect(headline).toMatchObject({ kind: 'share', of: '5–7' });
    expect(headline!.value).toBeCloseTo((100 * 23) / 30, 9);
    expect(mean!.value).toBeCloseTo(5.3333, 3);
  });

  it('CES 1.0 is a mean, and counts low effort as good: 1 and 2, never the top of the scale', () => {
    const { headline, share } = summarise('ces1', scale(1, 5, 1, 2, 'lower_better'), counts(1, 20, 10, 5, 3, 2));
    expect(headline).toMatchObject({ kind: 'mean', of: '1–5, lower is better' });
    expect(headline!.value).toBeCloseTo(1.925, 9);
    expect(share!.of).toBe('1–2');
    expect(share!.value).toBeCloseTo((100 * 30) / 40, 9);
  });

  it('CSAT is the share of 4 and 5', () => {
    const { headline } = summarise('csat', scale(1, 5, 4, 5, 'higher_better'), counts(1, 1, 2, 3, 10, 24));
    expect(headline!.value).toBeCloseTo(85, 9);
  });

  it('NPS is promoters minus detractors, and starts at 0', () => {
    const { headline } = summarise(
      'nps',
      scale(0, 10, 9, 10, 'higher_better'),
      counts(0, 5, 0, 0, 0, 0, 0, 15, 10, 20, 20, 30),
    );
    expect(headline).toMatchObject({ kind: 'nps' });
    expect(headline!.value).toBeCloseTo(30, 9);
  });

  it('success shows yes, with partly apart', () => {
    const answers = [
      { value: 'yes', count: 30 },
      { value: 'partly', count: 6 },
      { value: 'no', count: 4 },
    ];
    const { headline, partly } = summarise('success', undefined, answers);
    expect(headline!.value).toBeCloseTo(75, 9);
    expect(partly!.value).toBeCloseTo(15, 9);
    // Wilson of 6 in 40, as for every share.
    expect(partly!.interval!.low).toBeCloseTo(7.06, 2);
    expect(partly!.interval!.high).toBeCloseTo(29.07, 2);
  });

  it('helpful reads booleans and choices alike', () => {
    const yes = (value: string, no: string) =>
      summarise('helpful', undefined, [
        { value, count: 9 },
        { value: no, count: 3 },
      ]);
    expect(yes('true', 'false').headline!.value).toBe(75);
    expect(yes('yes', 'no').headline!.value).toBe(75);
    expect(yes('1', '0').headline!.value).toBe(75);
  });

  it('choices that are not yes and no have counts and no share: nobody said whether "blue" is good', () => {
    const given = fc.array(
      fc.tuple(fc.constantFrom('yes', 'partly', 'no', 'blue', 'red', 'up', '1', '2'), fc.nat(40)),
      {
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(fc.constantFrom<Metric>('custom', 'thumbs', 'success', 'csat'), given, (metric, list) => {
        const counts = [...new Map(list)].map(([value, count]) => ({ value, count }));
        const foreign = counts.some(({ value, count }) => count && !['yes', 'partly', 'no'].includes(value));
        const { headline, partly, n } = summarise(metric, undefined, counts);
        expect(n).toBe(counts.reduce((sum, { count }) => sum + count, 0));
        if (foreign || n < 10) expect([headline, partly]).toEqual([undefined, undefined]);
        else expect(headline!.value).toBeCloseTo((100 * (counts.find(({ value }) => value === 'yes')?.count ?? 0)) / n);
      }),
    );
  });
});

describe('small numbers are not dressed up', () => {
  const of = (n: number, metric: Metric = 'ces2') => summarise(metric, ces2, [{ value: '6', count: n }]);

  it('below 10 answers there are counts only', () => {
    expect(of(9)).toMatchObject({ caution: 'counts_only', headline: undefined, mean: undefined });
  });

  it('10 to 29 answers are directional', () => {
    expect(of(10).caution).toBe('directional');
    expect(of(29).caution).toBe('directional');
  });

  it('30 answers stand by themselves', () => {
    expect(of(30)).toMatchObject({ caution: 'none', headline: { value: 100 } });
  });

  it('no answers are no figure and no NaN', () => {
    expect(summarise('nps', scale(0, 10, 9, 10, 'higher_better'), [])).toMatchObject({ n: 0, headline: undefined });
  });
});
