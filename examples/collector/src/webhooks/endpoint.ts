import type { EndpointLog } from './endpoint-log';
import { payloadOf, projectPayload } from './payload';
import type { Post } from './post';
import type { Claimed, Place, Queue } from './queue';
import { nextWaitMs } from './retry';
import { signedHeaders } from './sign';
import { judge, type Verdict } from './verdict';
import { PROJECT_EVENTS, type Webhook } from './webhook';

/** `failed`: an attempt that is made again. `dropped`: there was nothing to tell of any more. */
export type Outcome = 'delivered' | 'failed' | 'dead' | 'dropped';

export interface EndpointOptions {
  place: Place;
  webhook: Webhook;
  keys: Buffer[];
  queue: Queue;
  post: Post;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** From 0 up to 1. */
  random: () => number;
  log: EndpointLog;
  count: (outcome: Outcome) => void;
}

/** Deliveries to one webhook at the same time, by one process. Each has its own: one that hangs costs no other. */
export const MAX_AT_ONCE = 8;

/** Sends what is due for one webhook. */
export const createEndpoint = (options: EndpointOptions) => {
  const { place, webhook, keys, queue, post, clock, random, log, count } = options;
  const sending = new Set<Promise<void>>();
  const cutting = new AbortController();
  let stopped = false;
  let claiming: Promise<void> | undefined;
  /** Whether more may be due than there was room for. */
  let more = false;
  /** Whether somebody asked while a claim was made, which may not have seen what they ask for. */
  let asked = false;
  let disabled = false;
  let pausedUntilMs = 0;

  const send = async (message: { id: string; body: string }): Promise<Verdict> => {
    const { url, allowPrivate = false } = webhook;
    const headers = signedHeaders(message, keys, clock());
    const answer = await post({ url, headers, body: message.body, allowPrivate, signal: cutting.signal });
    return judge(answer, clock());
  };

  const settle = async (one: Claimed, verdict: Verdict) => {
    const { outcome, code, pauseMs } = verdict;
    const nowMs = clock();
    if (code === 'stopped') return queue.release(one, nowMs);
    if (outcome === 'delivered') {
      count('delivered');
      log.delivered();
      return queue.delivered(one, verdict, nowMs);
    }
    if (outcome === 'gone') disabled = true;
    pausedUntilMs = Math.max(pausedUntilMs, nowMs + pauseMs);
    const waitMs = outcome === 'gone' ? undefined : nextWaitMs(one.attempts + 1, random(), pauseMs);
    count(waitMs === undefined ? 'dead' : 'failed');
    log.failed(verdict, waitMs === undefined);
    return queue.failed(one, verdict, nowMs, waitMs);
  };

  const deliver = async (one: Claimed) => {
    try {
      if (PROJECT_EVENTS.includes(one.event))
        return await settle(one, await send({ id: one.id, body: projectPayload(one.project, one) }));
      if (one.stored) {
        const body = payloadOf({ ...one, stored: one.stored }, webhook.payload);
        return await settle(one, await send({ id: one.id, body }));
      }
      count('dropped');
      await queue.drop(one);
    } catch (error) {
      // Its lease ends, and it is sent again: at least once.
      log.database(error);
    }
  };

  const start = (one: Claimed) => {
    const run = deliver(one).finally(() => {
      sending.delete(run);
      if (more) void wake();
    });
    sending.add(run);
  };

  const isOpen = () => !stopped && !disabled && clock() >= pausedUntilMs;

  const claim = async () => {
    do {
      asked = false;
      const free = MAX_AT_ONCE - sending.size;
      more = free === 0; // whoever ends makes room, and asks again
      if (more) return;
      const claimed = await queue.claim(place, free, clock());
      claimed.forEach(start);
      more = claimed.length === free;
    } while (isOpen() && (more || asked));
  };

  /** Sends what is due as far as there is room. Resolves when it is on its way, not when it has arrived. */
  const wake = async (): Promise<void> => {
    if (!isOpen()) return;
    asked = true;
    claiming ??= claim()
      .catch(log.database)
      .finally(() => {
        claiming = undefined;
      });
    return claiming;
  };

  return {
    place,
    webhook,
    wake,
    /** Sends `body` now, waiting or not, enabled or not, and keeps nothing of it. */
    try: send,
    isDisabled: () => disabled,
    /** Milliseconds since 1970; 0 where it is not paused. */
    pausedUntilMs: () => (pausedUntilMs > clock() ? pausedUntilMs : 0),
    /** Resolves when nothing is on its way. */
    async idle() {
      while (claiming || sending.size) await Promise.all([claiming, ...sending]);
    },
    /** Takes nothing more. */
    stop() {
      stopped = true;
    },
    /** Cuts off what is on its way and gives it back to the outbox. */
    cut: () => cutting.abort(),
  };
};

export type Endpoint = ReturnType<typeof createEndpoint>;
