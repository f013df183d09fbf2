import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, daysBetween, isDay, lengthDays, periodBefore } from '../../src/metrics/calendar';
import { nextStart, startOf, UNITS } from '../../src/metrics/calendar-unit';

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengthOf = (year: number, month: number) => (month === 2 && isLeap(year) ? 29 : LENGTHS[month - 1]!);
const written = (year: number, month: number, day: number) =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** Every day from 1999 on, by counting on fingers. */
const DAYS: string[] = [];
for (let year = 1999; year <= 2032; year++)
  for (let month = 1; month <= 12; month++)
    for (let day = 1; day <= lengthOf(year, month); day++) DAYS.push(written(year, month, day));
const index = fc.integer({ min: 1_000, max: DAYS.length - 1_001 });

describe('days', () => {
  it('are counted as a calendar on the wall has them', () => {
    fc.assert(
      fc.property(index, fc.integer({ min: -1_000, max: 1_000 }), (at, days) => {
        expect(addDays(DAYS[at]!, days)).toBe(DAYS[at + days]);
        expect(daysBetween(DAYS[at]!, DAYS[at + days]!)).toBe(days);
      }),
    );
  });

  it('exist or do not: only what the calendar has, written in one way, is a day', () => {
    expect(DAYS.every(isDay)).toBe(true);
    const near = fc
      .tuple(fc.integer({ min: 1999, max: 2032 }), fc.nat(14), fc.nat(33))
      .map(([year, month, day]) => written(year, month, day));
    const all = new Set(DAYS);
    fc.assert(fc.property(fc.oneof(near, fc.string()), (text) => isDay(text) === all.has(text)));
    for (const text of ['2026-2-3', '2026-02-30', '2026-02-03T00:00', '02026-01-01', '1969-12-31', '']) {
      expect(isDay(text)).toBe(false);
    }
  });

  it('a month later are the same day, or the last one there', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2026-11-15', 2)).toBe('2027-01-15');
    fc.assert(
      fc.property(index, fc.integer({ min: -30, max: 30 }), (at, months) => {
        const [year, month, day] = DAYS[at]!.split('-').map(Number) as [number, number, number];
        const counted = year * 12 + month - 1 + months;
        const [toYear, toMonth] = [Math.floor(counted / 12), (counted % 12) + 1];
        expect(addMonths(DAYS[at]!, months)).toBe(written(toYear, toMonth, Math.min(day, lengthOf(toYear, toMonth))));
      }),
    );
  });

  it('stay days at the ends of what can be written', () => {
    expect(addDays('9999-12-31', 1)).toBe('9999-12-31');
    expect(periodBefore({ first: '1970-01-01', last: '9999-12-31' }).first).toBe('0001-01-01');
  });
});

describe('a period', () => {
  it('is preceded by as many days, without a gap', () => {
    expect(periodBefore({ first: '2026-03-01', last: '2026-03-31' })).toEqual({
      first: '2026-01-29',
      last: '2026-02-28',
    });
    fc.assert(
      fc.property(index, fc.nat(900), (at, more) => {
        const period = { first: DAYS[at]!, last: DAYS[at + more]! };
        const before = periodBefore(period);
        expect(lengthDays(period)).toBe(more + 1);
        expect(lengthDays(before)).toBe(more + 1);
        expect(addDays(before.last, 1)).toBe(period.first);
      }),
    );
  });
});

describe('units of the calendar', () => {
  it('follow each other without gap, and every day is in exactly the one that begins last before it', () => {
    fc.assert(
      fc.property(index, fc.constantFrom(...UNITS), (at, unit) => {
        const day = DAYS[at]!;
        const start = startOf(unit, day);
        expect(start <= day && day < nextStart(unit, start)).toBe(true);
        expect(startOf(unit, start)).toBe(start);
        expect(startOf(unit, nextStart(unit, start))).toBe(nextStart(unit, start));
        expect(startOf(unit, addDays(nextStart(unit, start), -1))).toBe(start);
      }),
    );
  });

  it('are Monday weeks and the months, quarters and years that everybody knows', () => {
    expect(UNITS.map((unit) => startOf(unit, '2026-05-17'))).toEqual([
      '2026-05-17',
      '2026-05-11',
      '2026-05-01',
      '2026-04-01',
      '2026-01-01',
    ]);
    for (const day of ['2026-05-11', '1999-12-27', '2023-12-25']) expect(startOf('week', day)).toBe(day);
  });
});
