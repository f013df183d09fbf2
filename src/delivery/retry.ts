import type { Timing } from '../options';
import type { Verdict } from './judge';

/**
 * What all tabs know about the endpoint; the row `meta:endpoint`, written in the same transaction as the records. How
 * long to wait also stands in `meta:total` (`hold`), which is all that a submit reads.
 */
export interface EndpointState {
  url: string;
  /** Failures in a row; attempts that fail together are one. */
  fails: number;
  /** Our own backoff or pause: not before this time, ms since the epoch. A host's flush() ends it, as coming online does. */
  until: number;
  /** The server's Retry-After: nobody may ignore it. */
  hard: number;
  /** Most records of the next batch. */
  size: number;
  /** Last acceptance. */
  okAt: number;
  /** Lone refusals in a row without an acceptance (Q7). */
  lone: number;
}

export const MAX_BATCH = 20;

export const freshEndpoint = (url: string): EndpointState => ({
  url,
  fails: 0,
  until: 0,
  hard: 0,
  size: MAX_BATCH,
  okAt: 0,
  lone: 0,
});

/** Full jitter: anything between nothing and the doubled step (Q8). */
export const backoffMs = (failures: number, random: number, timing: Timing): number =>
  random * Math.min(timing.backoffMaxMs, timing.backoffBaseMs * 2 ** failures);

/** A tab may read its clock, be held up, and only then read a lease that was made later: so much longer is not absurd yet. */
const SKEW_MS = 1000;

/** A time to wait for, or 0 when it is past, absurdly far (a clock jump never stalls the queue, fault 22) or none at all. */
export const due = (time: number, now: number, mostMs: number): number =>
  time > now && time <= now + mostMs + SKEW_MS ? time : 0;

/** It took a record within the hour: what it refuses now may be about a record, not about itself (Q7). */
export const tookLately = ({ okAt }: EndpointState, now: number): boolean => Math.abs(now - okAt) < 36e5;

/**
 * The endpoint's state after a batch of `sent` records was answered. Another answer may have come meanwhile: nothing but
 * its expiry ends the server's Retry-After, and no failure shortens our own wait (a forced claim has ended it before). One
 * that comes while we wait was under way already, and is no further step: tabs that fail together are one failure.
 */
export const nextEndpoint = (
  state: EndpointState,
  verdict: Verdict,
  sent: number,
  now: number,
  random: number,
  timing: Timing,
): EndpointState => {
  const hard = Math.max(
    due(state.hard, now, timing.retryAfterMaxMs),
    verdict.retryAfterMs && now + Math.min(verdict.retryAfterMs, timing.retryAfterMaxMs),
  );
  if (verdict.settledSome) return { ...freshEndpoint(state.url), okAt: verdict.accepted ? now : state.okAt, hard };

  const waiting = due(state.until, now, timing.goneMs);
  const fails = state.fails + +!waiting;
  const lone = verdict.finding === 'refused' && sent < 2 ? state.lone + (verdict.json ? 1 : 2) : state.lone;
  // one record in a batch can bring this on all of them: smaller batches tell which (Q9)
  const unsure = sent > 1 && tookLately(state, now);
  const pause =
    verdict.finding === 'gone'
      ? timing.goneMs
      : (verdict.finding === 'pause' && !unsure) || (verdict.finding === 'refused' && lone > 1)
        ? timing.pauseMs
        : 0;
  return {
    ...state,
    fails,
    hard,
    lone,
    until: Math.max(waiting, now + (pause || backoffMs(fails - 1, random, timing))),
    size: fails > 1 ? sent >> 1 || 1 : MAX_BATCH,
  };
};
