import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, type Period } from '../../src/metrics/calendar';
import { nextStart, startOf, UNITS } from '../../src/metrics/calendar-unit';
import { inWeekParts, nextWeekPart, weekPartOf } from '../../src/metrics/week-part';

const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1999-12-25', days));

const daysOf = ({ first, last }: Period): string[] =>
  Array.from({ length: daysBetween(first, last) + 1 }, (_, at) => addDays(first, at));

describe('week parts', () => {
  it.each([
    ['2026-11-22', '2026-11-16'],
    ['2026-12-01', '2026-12-01'],
    ['2026-12-06', '2026-12-01'],
    ['2026-11-30', '2026-11-30'],
    ['2027-01-01', '2027-01-01'],
    ['2026-12-31', '2026-12-28'],
    ['2028-02-29', '2028-02-28'],
  ])('%s is in the one that begins on %s', (one, start) => {
    expect(weekPartOf(one)).toBe(start);
  });

  it('follow each other without a gap, and weeks, months, quarters and years are made of whole ones', () => {
    fc.assert(
      fc.property(day, (one) => {
        const start = weekPartOf(one);
        expect(start <= one && one < nextWeekPart(start)).toBe(true);
        expect(weekPartOf(nextWeekPart(start))).toBe(nextWeekPart(start));
        for (const unit of UNITS.filter((unit) => unit !== 'day')) {
          const whole = startOf(unit, one);
          expect(startOf(unit, start)).toBe(whole);
          expect(nextWeekPart(start) <= nextStart(unit, whole)).toBe(true);
        }
      }),
    );
  });

  it('and the days at the edges are all of a period, each day once, with at most six at an edge', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 800 }), (first, length) => {
        const period = { first, last: addDays(first, length) };
        const { parts, days } = inWeekParts(period);
        const whole: string[] = [];
        if (parts)
          for (let start = parts.first; start <= parts.last; start = nextWeekPart(start)) {
            expect(weekPartOf(start)).toBe(start);
            whole.push(...daysOf({ first: start, last: addDays(nextWeekPart(start), -1) }));
          }
        expect([...whole, ...days.flatMap(daysOf)].sort()).toEqual(daysOf(period));
        if (parts) for (const edge of days) expect(daysOf(edge).length).toBeLessThanOrEqual(6);
      }),
    );
  });
});
