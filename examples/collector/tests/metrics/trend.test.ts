import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../src/metrics/calendar';
import { UNITS } from '../../src/metrics/calendar-unit';
import { change } from '../../src/metrics/change';
import { addCounts, sizeOf } from '../../src/metrics/counts';
import { difference } from '../../src/metrics/difference';
import { summarise } from '../../src/metrics/summary';
import { type DayCounts, trend } from '../../src/metrics/trend';
import { csat, hits, success } from './figures';

const TODAY = '2026-05-20';
const daily = (first: string, sizes: number[]): DayCounts[] =>
  sizes.map((n, index) => ({ day: addDays(first, index), counts: hits(Math.floor(n / 2), n) }));
const steady = (first: string, days: number, n: number) => daily(first, Array<number>(days).fill(n));
const spring = { first: '2026-03-01', last: '2026-05-19' };

const sizes = fc.oneof(
  fc.array(fc.nat(30), { maxLength: 120 }),
  fc.array(fc.nat(4), { maxLength: 400 }),
  fc.array(fc.constantFrom(0, 0, 0, 1, 12), { maxLength: 120 }),
);

describe('a trend', () => {
  it('has days where every day has ten answers', () => {
    const { unit, kind, buckets } = trend(...csat, steady('2026-05-01', 19, 10), spring, TODAY);
    expect([unit, kind, buckets.length]).toEqual(['day', 'figures', 19]);
    expect(buckets[0]).toMatchObject({ first: '2026-05-01', last: '2026-05-01', state: 'whole' });
    expect(buckets[0]!.summary.headline!.interval).toBeDefined();
  });

  it('widens to weeks and months until they have ten', () => {
    const units = [12, 9, 2, 1].map((n) => trend(...csat, steady('2026-03-02', 79, n), spring, '2026-06-01').unit);
    expect(units).toEqual(['week', 'week', 'week', 'month']);
  });

  it('one whole day with nine answers is enough to widen, a day without any is not', () => {
    expect(trend(...csat, daily('2026-05-01', [20, 20, 9, 20]), spring, TODAY).unit).toBe('week');
    const gap = trend(...csat, daily('2026-05-16', [20, 20, 0, 20]), spring, TODAY);
    expect(gap.unit).toBe('day');
    expect(gap.buckets.map(({ summary }) => summary.n)).toEqual([20, 20, 0, 20]);
  });

  it('needs answers in at least half of its buckets', () => {
    const unitOf = (list: number[]) =>
      trend(...csat, daily('2026-05-04', list), { ...spring, last: '2026-05-17' }, TODAY);
    expect(unitOf([12, 0, 0, 12, 12, 0, 0, 12, 0, 12, 0, 12, 12, 12]).unit).toBe('day');
    expect(unitOf([12, 0, 0, 12, 12, 0, 0, 0, 0, 0, 0, 12, 12, 12]).unit).toBe('week');
  });

  it('marks the bucket that is not over, and does not widen for it', () => {
    const running = trend(...csat, steady('2026-05-01', 20, 10), { first: '2026-05-01', last: '2026-05-31' }, TODAY);
    expect(running.buckets.at(-1)).toMatchObject({ first: TODAY, state: 'unfinished' });
    const few = daily('2026-05-17', [20, 20, 20, 3]);
    const withFew = trend(...csat, few, { first: '2026-05-17', last: TODAY }, TODAY);
    expect(withFew).toMatchObject({ unit: 'day', kind: 'figures' });
    expect(withFew.buckets.at(-1)!.summary).toMatchObject({ n: 3, headline: undefined });
  });

  it('marks the bucket that the period cuts', () => {
    const period = { first: '2026-03-04', last: '2026-05-14' };
    const { unit, buckets } = trend(...csat, steady('2026-03-01', 80, 3), period, TODAY);
    expect(unit).toBe('week');
    expect(buckets.map(({ state }) => state)).toEqual(['cut', ...Array<string>(9).fill('whole'), 'cut']);
    expect(buckets[0]).toMatchObject({ first: '2026-03-02', last: '2026-03-08' });
    expect(buckets[0]!.summary.n).toBe(15);
  });

  it('begins with the first answer: the months before anybody was asked are no gap', () => {
    const year = { first: '2025-06-01', last: '2026-05-19' };
    const { unit, buckets } = trend(...csat, steady('2026-05-01', 19, 10), year, TODAY);
    expect([unit, buckets[0]!.first]).toEqual(['day', '2026-05-01']);
  });

  it('is counts only where answers are too sparse, or make a single point', () => {
    const sparse = daily('2026-03-01', [12, ...Array<number>(60).fill(0), 12]);
    expect(trend(...csat, sparse, { first: '2026-03-01', last: '2026-05-01' }, '2027-01-01')).toMatchObject({
      kind: 'figures',
      unit: 'month',
    });
    expect(trend(...csat, daily('2026-03-01', [1, 0, 0, 0, 2]), spring, TODAY).kind).toBe('counts_only');
    const once = trend(...csat, daily('2026-05-05', [100]), spring, TODAY);
    expect(once.kind).toBe('counts_only');
    expect(once.buckets.every(({ summary }) => !summary.headline)).toBe(true);
    expect(once.buckets[0]!.summary).toMatchObject({ n: 100, caution: 'none' });
    expect(trend(...csat, [], spring, TODAY)).toEqual({ unit: 'day', kind: 'counts_only', buckets: [] });
  });

  it('has counts only of choices of which nobody said which is good', () => {
    const blue = steady('2026-05-01', 19, 10).map(({ day }) => ({ day, counts: [{ value: 'blue', count: 20 }] }));
    expect(trend(...success, blue, spring, TODAY)).toMatchObject({ kind: 'counts_only', unit: 'day' });
  });

  it('holds its rules whatever comes in, and the narrowest unit that does so', () => {
    fc.assert(
      fc.property(sizes, fc.nat(60), fc.integer({ min: 1, max: 400 }), fc.nat(300), (list, skip, length, until) => {
        const period = { first: addDays('2026-01-01', skip), last: addDays('2026-01-01', skip + length) };
        const today = addDays('2026-01-15', until);
        const days = daily('2026-01-01', list);
        const { unit, kind, buckets } = trend(...csat, days, period, today);
        const inside = days.filter(({ day }) => day >= period.first && day <= period.last && day <= today);
        const asked = (first: string, last: string) =>
          inside.filter(({ day }) => day >= first && day <= last).reduce((sum, { counts }) => sum + sizeOf(counts), 0);

        // Every answer is in exactly one bucket, and the buckets are a calendar without gap.
        expect(buckets.reduce((sum, { summary }) => sum + summary.n, 0)).toBe(asked('2026', '2029'));
        buckets.forEach(({ first, last, state, summary }, index) => {
          expect(summary.n).toBe(asked(first, last));
          if (index) expect(addDays(buckets[index - 1]!.last, 1)).toBe(first);
          expect(state === 'unfinished').toBe(last >= today);
          if (state !== 'unfinished')
            expect(state).toBe(first >= period.first && last <= period.last ? 'whole' : 'cut');
          if (kind === 'figures' && state === 'whole') expect(summary.n === 0 || summary.n >= 10).toBe(true);
          expect(summary.headline !== undefined).toBe(kind === 'figures' && summary.n >= 10);
        });
        expect(buckets.length).toBeLessThanOrEqual(62);
        if (buckets.length) expect(buckets[0]!.summary.n).toBeGreaterThan(0);
        if (kind === 'figures')
          expect(buckets.filter(({ summary }) => summary.n).length * 2).toBeGreaterThanOrEqual(buckets.length);

        // Nothing narrower would have done: days are checked, as they need no calendar.
        const filled = inside.filter(({ counts }) => sizeOf(counts));
        const end = [period.last, today].sort()[0]!;
        const span = filled.length ? daysBetween(filled[0]!.day, end) + 1 : 0;
        const daysDo =
          span <= 62 &&
          filled.length * 2 >= span &&
          filled.every(({ day, counts }) => sizeOf(counts) >= 10 || day === today) &&
          filled.filter(({ counts }) => sizeOf(counts) >= 10).length >= 2;
        expect(kind === 'figures' && unit === 'day').toBe(daysDo);
        expect(UNITS).toContain(unit);
      }),
      { numRuns: 200 },
    );
  });

  it('gives a bucket the figure of its own answers, in whatever order the days come in', () => {
    const days = steady('2026-03-02', 79, 3);
    const { buckets } = trend(...csat, days, spring, TODAY);
    const second = addCounts(...days.slice(7, 14).map(({ counts }) => counts));
    expect(buckets[1]!.summary).toEqual(summarise(...csat, second));
    expect(trend(...csat, [...days].reverse(), spring, TODAY)).toEqual(trend(...csat, days, spring, TODAY));
  });
});

describe('a change', () => {
  it('is this period against the one before it, of as many days', () => {
    const days = [
      ...daily('2026-03-01', Array<number>(10).fill(8)),
      { day: '2026-03-11', counts: hits(90, 100) },
      { day: '2026-03-21', counts: hits(1, 1) },
    ];
    const found = change(...csat, days, { first: '2026-03-11', last: '2026-03-20' }, TODAY);
    expect(found.now).toMatchObject({ period: { first: '2026-03-11', last: '2026-03-20' }, summary: { n: 100 } });
    expect(found.before).toMatchObject({ period: { first: '2026-03-01', last: '2026-03-10' }, summary: { n: 80 } });
    expect(found.difference).toEqual(difference(...csat, hits(90, 100), hits(40, 80)));
  });

  it('compares only the days that have come of a period that is not over', () => {
    const found = change(...csat, [], { first: '2026-05-01', last: '2026-05-31' }, TODAY);
    expect(found.now.period).toEqual({ first: '2026-05-01', last: TODAY });
    expect(found.before.period).toEqual({ first: '2026-04-11', last: '2026-04-30' });
    expect(found).toMatchObject({ difference: undefined, now: { summary: { n: 0 } } });
    const ahead = { first: '2026-06-01', last: '2026-06-30' };
    expect(change(...csat, [], ahead, TODAY).now.period).toEqual(ahead);
  });
});
