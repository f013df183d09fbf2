import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/delivery/judge';
import { backoffMs, due, freshEndpoint, MAX_BATCH, nextEndpoint } from '../../../src/delivery/retry';
import { MORE_DEFAULTS } from '../../../src/extras/more-options';

const timing = MORE_DEFAULTS.timing;
const NOW = 1_800_000_000_000;
const answer = (status: number, more: object = {}) => judge({ status, ...more }, ['a'], 'results', NOW);
/** The answer to an attempt that was made as soon as it might be. */
const step = (state = freshEndpoint('u'), status = 500, sent = 20, random = 1, more: object = {}) =>
  nextEndpoint(state, answer(status, more), sent, Math.max(NOW, state.until), random, timing);

describe("the endpoint's state", () => {
  it('backs off with full jitter, doubled each time, at most an hour (Q8)', () => {
    expect(backoffMs(0, 1, timing)).toBe(2000);
    expect(backoffMs(3, 1, timing)).toBe(16_000);
    expect(backoffMs(30, 1, timing)).toBe(3_600_000);
    expect(backoffMs(3, 0, timing)).toBe(0);
    fc.assert(
      fc.property(fc.nat(2000), fc.double({ min: 0, max: 1, noNaN: true }), (fails, random) => {
        const wait = backoffMs(fails, random, timing);
        expect(wait >= 0 && wait <= timing.backoffMaxMs).toBe(true);
      }),
    );
  });

  it('never goes below Retry-After, and believes at most a day (Q8)', () => {
    expect(step(undefined, 429, 1, 0, { retryAfter: '30' }).hard).toBe(NOW + 30_000);
    expect(step(undefined, 429, 1, 0, { retryAfter: '9999999' }).hard).toBe(NOW + timing.retryAfterMaxMs);
  });

  it('halves the next batch after two failures of any kind, down to one (Q9)', () => {
    let state = step();
    expect(state.size).toBe(MAX_BATCH);
    const sizes = [];
    for (let sent = 20; sent > 1; sent = state.size) sizes.push((state = step(state, 0, sent)).size);
    expect(sizes).toEqual([10, 5, 2, 1]);
  });

  it('counts attempts that fail together as one, however many tabs made them (Q8)', () => {
    let state = step();
    for (let tab = 0; tab < 49; tab++) state = nextEndpoint(state, answer(0), 1, NOW + tab, 1, timing);
    expect(state.fails).toBe(1);
    expect(state.until).toBeLessThan(NOW + 2 * timing.backoffBaseMs);
  });

  it('forgets its failures when a record was acked', () => {
    const failed = step(step());
    const verdict = judge({ status: 200, json: { results: [{ id: 'a', status: 'accepted' }] } }, ['a'], 'results', NOW);
    expect(nextEndpoint(failed, verdict, 1, NOW, 1, timing)).toEqual({ ...freshEndpoint('u'), okAt: NOW });
  });

  it.each([405, 404, 403, 415])('pauses an hour on %i, which speaks of the endpoint (Q7)', (status) => {
    expect(step(undefined, status, 20, 0).until).toBe(NOW + timing.pauseMs);
  });

  it('pauses a day on 410 (Q7)', () => {
    expect(step(undefined, 410, 20, 0).until).toBe(NOW + timing.goneMs);
  });

  it('pauses after two lone refusals in a row without an acceptance (Q7)', () => {
    const once = step(undefined, 422, 1, 0, { json: {} });
    expect(once.until).toBe(NOW);
    expect(step(once, 422, 1, 0, { json: {} }).until).toBe(NOW + timing.pauseMs);
  });

  it('a network failure after a pause is a step of the backoff, not one more pause (Q7, Q8)', () => {
    const paused = step(step(undefined, 422, 1, 0, { json: {} }), 422, 1, 0, { json: {} });
    const failed = nextEndpoint({ ...paused, fails: 1 }, answer(0), 1, paused.until, 1, timing);
    expect(failed.until).toBe(paused.until + 2 * timing.backoffBaseMs);
    expect(step(failed, 422, 1, 0, { json: {} }).until).toBe(failed.until + timing.pauseMs);
  });

  it('no later answer ends a Retry-After or shortens a pause; an ack ends our own wait (Q7, Q8)', () => {
    const reply = fc.oneof(
      fc.record({
        status: fc.constantFrom(0, 200, 403, 410, 413, 422, 429, 500, 503),
        retryAfter: fc.constantFrom(null, '0', '-5', 'soon', '1', '30', '600', '7200', '99999999'),
        json: fc.constantFrom(undefined, {}),
      }),
      fc.constantFrom('accepted', 'duplicate', 'rejected', 'retry').map((status) => ({
        status: 200,
        retryAfter: null,
        json: { results: [{ id: 'a', status }] },
      })),
    );
    const answers = fc.array(
      fc.record({ reply, afterMs: fc.nat(120_000), random: fc.double({ min: 0, max: 1, noNaN: true }) }),
    );
    fc.assert(
      fc.property(answers, (all) => {
        let now = NOW;
        let state = freshEndpoint('u');
        /** What the server and we ourselves have said so far, in a model of one line each. */
        let asked = 0;
        let own = 0;
        for (const { reply: given, afterMs, random } of all) {
          now += afterMs;
          const verdict = judge(given, ['a'], 'results', now);
          state = nextEndpoint(state, verdict, 1, now, random, timing);
          if (verdict.retryAfterMs)
            asked = Math.max(asked, now + Math.min(verdict.retryAfterMs, timing.retryAfterMaxMs));
          expect(due(state.hard, now, timing.retryAfterMaxMs)).toBe(asked > now ? asked : 0);
          if (verdict.settledSome) own = 0;
          expect(state.until).toBeGreaterThanOrEqual(own);
          own = state.until;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('waits for a time only while it is ahead and not absurdly far (fault 22)', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), fc.nat(1e9), (offset, most) => {
        const wait = due(NOW + offset, NOW, most);
        expect(wait === 0 || (wait > NOW && wait - NOW <= most + 1000)).toBe(true);
      }),
    );
  });
});

it('the default times are those of the delivery rules', () => {
  expect(timing).toEqual({
    requestTimeoutMs: 15_000,
    leaseMs: 30_000,
    backoffBaseMs: 2000,
    backoffMaxMs: 3_600_000,
    retryAfterMaxMs: 86_400_000,
    pauseMs: 3_600_000,
    goneMs: 86_400_000,
    storageTimeoutMs: 2000,
    onlineJitterMs: 500,
    settleMs: 800,
    draftMs: 300,
  });
});
