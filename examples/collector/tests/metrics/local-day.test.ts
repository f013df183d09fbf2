import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/metrics/calendar';
import { localDay, startOfLocalDay } from '../../src/metrics/local-day';

const ZONES = [
  'Asia/Seoul',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Cairo',
  'America/Havana',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Europe/Berlin',
  'UTC',
];
const HOUR = 3_600_000;
const zone = fc.constantFrom(...ZONES);
const time = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) });

const clocks = new Map<string, Intl.DateTimeFormat>();

/** By the offset that the zone has at that moment, added to the time: not by its calendar. */
const byOffset = (atMs: number, timeZone: string): string => {
  const known = clocks.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  clocks.set(timeZone, known);
  const name = known.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')!.value;
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name)!;
  const offset = sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
  return new Date(atMs + offset * 60_000).toISOString().slice(0, 10);
};

/** By what a Swede would write, made anew each time. */
const asWritten = (atMs: number, timeZone: string) => new Date(atMs).toLocaleDateString('sv-SE', { timeZone });

describe('the local day of an instant', () => {
  it('is what the clocks of the zone show, summer and winter, on whole hours and between', () => {
    fc.assert(
      fc.property(time, zone, (atMs, timeZone) => {
        expect(localDay(atMs, timeZone)).toBe(byOffset(atMs, timeZone));
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(time, zone, (atMs, timeZone) => {
        expect(localDay(atMs, timeZone)).toBe(asWritten(atMs, timeZone));
      }),
      { numRuns: 60 },
    );
  });

  it('is right in every quarter of an hour around the change of the clocks', () => {
    const changes: [string, number][] = [
      ['America/New_York', Date.UTC(2026, 2, 8, 7)],
      ['America/New_York', Date.UTC(2026, 10, 1, 6)],
      ['America/New_York', Date.UTC(2027, 2, 14, 7)],
      ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 15)],
      ['Australia/Lord_Howe', Date.UTC(2026, 9, 3, 15, 30)],
      ['America/Havana', Date.UTC(2026, 2, 8, 5)],
      ['Africa/Cairo', Date.UTC(2026, 3, 23, 22)],
    ];
    for (const [timeZone, change] of changes)
      for (let atMs = change - 30 * HOUR; atMs <= change + 30 * HOUR; atMs += HOUR / 4)
        expect(localDay(atMs, timeZone)).toBe(byOffset(atMs, timeZone));
  });

  it('changes in the same millisecond as the clocks do', () => {
    expect(localDay(Date.UTC(2026, 6, 1, 14, 59, 59, 999), 'Asia/Seoul')).toBe('2026-07-01');
    expect(localDay(Date.UTC(2026, 6, 1, 15), 'Asia/Seoul')).toBe('2026-07-02');
    expect(localDay(Date.UTC(2026, 6, 1, 3, 59, 59, 999), 'America/New_York')).toBe('2026-06-30');
    expect(localDay(Date.UTC(2026, 0, 1, 4, 59, 59, 999), 'America/New_York')).toBe('2025-12-31');
  });

  it('has a start: from there to the start of the next day every instant is on it', () => {
    fc.assert(
      fc.property(time, zone, fc.double({ min: 0, max: 1, noNaN: true }), (atMs, timeZone, along) => {
        const day = localDay(atMs, timeZone);
        const [start, end] = [startOfLocalDay(day, timeZone), startOfLocalDay(addDays(day, 1), timeZone)];
        expect(start <= atMs && atMs < end).toBe(true);
        expect(byOffset(start, timeZone)).toBe(day);
        expect(byOffset(start - 1, timeZone) < day).toBe(true);
        expect(byOffset(Math.floor(start + along * (end - 1 - start)), timeZone)).toBe(day);
      }),
      { numRuns: 150 },
    );
  });

  it('is 23, 24 or 25 hours long, on Lord Howe half an hour more or less, and begins at 1 where there is no midnight', () => {
    const hours = (day: string, timeZone: string) =>
      (startOfLocalDay(addDays(day, 1), timeZone) - startOfLocalDay(day, timeZone)) / HOUR;
    expect(hours('2026-03-08', 'America/New_York')).toBe(23);
    expect(hours('2026-11-01', 'America/New_York')).toBe(25);
    expect(hours('2026-10-04', 'Australia/Lord_Howe')).toBe(23.5);
    expect(hours('2026-04-05', 'Australia/Lord_Howe')).toBe(24.5);
    expect(hours('2026-07-01', 'Asia/Seoul')).toBe(24);
    expect(startOfLocalDay('2026-04-24', 'Africa/Cairo')).toBe(Date.UTC(2026, 3, 23, 22));
    expect(startOfLocalDay('2026-07-01', 'Pacific/Kiritimati')).toBe(Date.UTC(2026, 5, 30, 10));
  });

  it('says which time zone it does not know, and what to write instead', () => {
    expect(() => localDay(0, 'Berlin')).toThrow(/Unknown time zone "Berlin".*Europe\/Berlin/);
    expect(() => startOfLocalDay('2026-01-01', '')).toThrow(RangeError);
  });
});
