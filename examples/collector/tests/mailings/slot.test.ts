import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueDay, slotDay, toldDays } from '../../src/mailings/slot';
import { addDays, daysBetween } from '../../src/metrics/calendar';

const HOUR_MS = 3_600_000;
const zone = fc.constantFrom(
  'UTC',
  'Asia/Seoul',
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Kiritimati',
  'Asia/Kolkata',
);
const at = (text: string) => Date.parse(text);

describe('a digest is due at eight in the morning of its project', () => {
  it.each([
    ['2026-11-22T22:59:59Z', 'Asia/Seoul', '2026-11-22'],
    ['2026-11-22T23:00:00Z', 'Asia/Seoul', '2026-11-23'],
    ['2026-03-29T05:59:59Z', 'Europe/Berlin', '2026-03-28'],
    ['2026-03-29T06:00:00Z', 'Europe/Berlin', '2026-03-29'],
    ['2026-03-30T06:00:00Z', 'Europe/Berlin', '2026-03-30'],
    ['2026-11-22T02:29:00Z', 'Asia/Kolkata', '2026-11-21'],
    ['2026-11-22T02:30:00Z', 'Asia/Kolkata', '2026-11-22'],
  ])('at %s in %s it is that of %s', (moment, timeZone, day) => {
    expect(slotDay(at(moment), timeZone)).toBe(day);
  });

  it('daily: not before the next eight o’clock after it was chosen; weekly: on its day', () => {
    const chosen = { weekday: 1, changedAtMs: at('2026-11-18T09:00:00Z') }; // a Wednesday
    const due = (digest: 'none' | 'daily' | 'weekly', moment: string) =>
      dueDay({ ...chosen, digest }, at(moment), 'UTC');
    expect(due('daily', '2026-11-18T23:00:00Z')).toBeUndefined();
    expect(due('daily', '2026-11-19T08:00:00Z')).toBe('2026-11-19');
    expect(due('weekly', '2026-11-23T07:59:59Z')).toBeUndefined();
    expect(due('weekly', '2026-11-23T08:00:00Z')).toBe('2026-11-23');
    expect(due('weekly', '2026-11-29T23:00:00Z')).toBe('2026-11-23');
    expect(due('none', '2026-11-29T23:00:00Z')).toBeUndefined();
  });
});

it('whenever collectors happen to look, days are told of once each, in order and without a gap of less than a month', () => {
  const looks = fc.array(fc.integer({ min: 1, max: 40 * 24 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(
      zone,
      fc.constantFrom('daily' as const, 'weekly' as const),
      fc.integer({ min: 1, max: 7 }),
      looks,
      (timeZone, digest, weekday, hours) => {
        const changedAtMs = at('2026-02-10T12:00:00Z');
        let nowMs = changedAtMs;
        let last: string | undefined;
        let told: string | undefined;
        for (const more of hours) {
          nowMs += more * HOUR_MS;
          const day = dueDay({ digest, weekday, changedAtMs }, nowMs, timeZone);
          if (day === undefined || (last !== undefined && last >= day)) continue;
          const period = toldDays(day, digest, last);
          expect(period.last).toBe(addDays(day, -1));
          expect(period.first <= period.last).toBe(true);
          expect(daysBetween(period.first, day)).toBeLessThanOrEqual(31);
          if (told !== undefined && daysBetween(told, day) <= 31) expect(period.first).toBe(addDays(told, 1));
          if (told !== undefined) expect(period.first > told).toBe(true);
          last = day;
          told = period.last;
        }
      },
    ),
  );
});
