import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JITTER, MAX_RETRY_AFTER_MS, nextWaitMs, retryAfterMs, WAITS_MS } from '../../src/webhooks/retry';
import { judge } from '../../src/webhooks/verdict';

const NOW_MS = Date.parse('2026-11-27T12:00:00Z');
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the waits between attempts', () => {
  it('are those of Standard Webhooks: ten attempts over three days', () => {
    expect(WAITS_MS.map((ms) => ms / 1_000)).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect(nextWaitMs(1, 0.5)).toBe(5_000);
    expect(nextWaitMs(10, 0.5)).toBeUndefined();
  });

  it('vary by a fifth and no more, and end after the tenth attempt', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), random, (attempts, chance) => {
        const waitMs = nextWaitMs(attempts, chance);
        const middleMs = WAITS_MS[attempts - 1];
        expect(waitMs === undefined).toBe(middleMs === undefined);
        if (middleMs !== undefined) expect(Math.abs(waitMs! - middleMs)).toBeLessThanOrEqual(middleMs * JITTER + 1);
      }),
    );
    expect(nextWaitMs(3, 0)).not.toBe(nextWaitMs(3, 0.9));
  });

  it('are never shorter than what the receiver asks for, nor longer than a day on its word', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        random,
        fc.nat(10 * MAX_RETRY_AFTER_MS),
        (attempts, chance, askedMs) => {
          const waitMs = nextWaitMs(attempts, chance, askedMs)!;
          const plainMs = nextWaitMs(attempts, chance)!;
          expect(waitMs).toBeGreaterThanOrEqual(Math.min(askedMs, MAX_RETRY_AFTER_MS));
          expect(waitMs).toBe(Math.max(plainMs, Math.min(askedMs, MAX_RETRY_AFTER_MS)));
        },
      ),
    );
  });
});

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    [' 7 ', 7_000],
    ['Fri, 27 Nov 2026 12:01:00 GMT', 60_000],
    ['Fri, 27 Nov 2026 11:00:00 GMT', 0],
    ['99999999', MAX_RETRY_AFTER_MS],
    ['Fri, 27 Nov 2036 12:01:00 GMT', MAX_RETRY_AFTER_MS],
    ['-5', 0],
    ['soon', 0],
    ['Soon', 0],
    ['', 0],
    [undefined, 0],
  ])('%j asks for %i ms', (header, ms) => {
    expect(retryAfterMs(header, NOW_MS)).toBe(ms);
  });

  it('is read as a time that is bounded, whatever it says', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const ms = retryAfterMs(header, NOW_MS);
        expect(ms >= 0 && ms <= MAX_RETRY_AFTER_MS).toBe(true);
      }),
    );
  });
});

describe('an answer', () => {
  it.each([
    [200, 'delivered', ''],
    [204, 'delivered', ''],
    [299, 'delivered', ''],
    [300, 'failed', 'redirected'],
    [302, 'failed', 'redirected'],
    [308, 'failed', 'redirected'],
    [400, 'failed', 'refused'],
    [404, 'failed', 'refused'],
    [410, 'gone', 'gone'],
    [429, 'failed', 'overloaded'],
    [500, 'failed', 'refused'],
    [502, 'failed', 'overloaded'],
    [503, 'failed', 'overloaded'],
    [504, 'failed', 'overloaded'],
  ])('%i is %s %s', (status, outcome, code) => {
    expect(judge({ status }, NOW_MS)).toEqual({ outcome, status, code, pauseMs: 0 });
  });

  it('asks for a pause only where it says that there is too much', () => {
    expect(judge({ status: 429, retryAfter: '30' }, NOW_MS).pauseMs).toBe(30_000);
    expect(judge({ status: 503, retryAfter: '30' }, NOW_MS).pauseMs).toBe(30_000);
    expect(judge({ status: 404, retryAfter: '30' }, NOW_MS).pauseMs).toBe(0);
    expect(judge({ failed: 'timeout' }, NOW_MS)).toEqual({ outcome: 'failed', code: 'timeout', pauseMs: 0 });
  });
});
