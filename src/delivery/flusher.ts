import type { Timing } from '../options';
import { judge, type Verdict } from './judge';
import type { Claim, Force, Outcome, Queue } from './queue';
import { envelope, type Reply, type Transport } from './send';

export interface FlusherSettings {
  project: string;
  ack: 'results' | 'status';
  timing: Timing;
  now(): number;
  random(): number;
  transport: Transport;
  /** Hears that a record is on its way. */
  sending(id: string): void;
  /** Hears each record that left the queue or must wait. */
  heard(outcome: Outcome): void;
  /** Hears that the drain comes to rest, and why is not said: rows wait, another tab has the lock, the disk failed. */
  waits?(): void;
  /** Hears what a developer should know. */
  report(code: NonNullable<Verdict['code']> | 'storage' | 'corrupt', detail?: unknown): void;
}

/**
 * Runs `job` where no other tab flushes. The lock only saves wasted wakes: the lease is what keeps tabs apart, so
 * without locks the job just runs. It is let go on `pagehide`, since a held lock costs the back/forward cache (Q5).
 */
const alone = async (name: string, job: () => Promise<void>): Promise<boolean> => {
  let ran = true;
  let started: Promise<void> | undefined;
  const over = new AbortController();
  try {
    await navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (!lock) return (ran = false);
      started = job();
      const leaving = new Promise((resolve) =>
        addEventListener('pagehide', resolve, { once: true, signal: over.signal }),
      );
      return Promise.race([started, leaving]);
    });
  } catch {
    started ??= job();
  }
  over.abort();
  await started;
  return ran;
};

/** The one drain loop, over the durable queue and the one in memory. */
export const createFlusher = (queues: Queue[], settings: FlusherSettings) => {
  const { now, random, timing } = settings;
  let running: Promise<void> | undefined;
  let again: Force | undefined;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let timerAt = Infinity;

  const wakeAt = (time: number) => {
    if (stopped || time >= timerAt) return;
    settings.waits?.();
    clearTimeout(timer);
    timerAt = time;
    timer = setTimeout(
      () => {
        timerAt = Infinity;
        flush();
      },
      Math.min(time - now(), 36e5),
    );
  };

  type Sent = Pick<Claim, 'claimed' | 'attempt'>;

  const verdictOn = ({ claimed }: Sent, reply: Reply) =>
    judge(
      reply,
      claimed.map(({ id }) => id),
      settings.ack,
      now(),
    );

  const apply = async (queue: Queue, claim: Sent, verdict: Verdict) => {
    await queue.settle(claim, verdict, settings.heard);
    if (verdict.code) settings.report(verdict.code);
  };

  const isAllAcked = ({ claimed }: Sent, { results }: Verdict) =>
    claimed.every(({ id }) => /^[ad]/.test(results[id]?.status as string));

  /** Until when the server wants nothing, as far as the disk knows: what is in memory waits too (Q8). */
  let held = 0;
  let broken = false;
  /** How often in a row another tab had the lock. */
  let refused = 0;

  const drain = async (queue: Queue, force: Force) => {
    const take = () => queue.claim(`${random()}`, force, queue.store.durable ? 0 : held);
    let coming: Promise<Claim> | undefined;
    let settling: Promise<void> | undefined;
    while (coming || !stopped) {
      const claim = await (coming ?? take());
      coming = undefined;
      if (queue.store.durable) {
        held = claim.hard;
        refused = 0;
      }
      for (const key of claim.setAside) settings.report('corrupt', key);
      if (!claim.claimed.length) {
        if (!settling) return wakeAt(claim.wakeAt);
        // the last batch was still under its lease: look once more when it is gone
        await settling;
        settling = undefined;
        continue;
      }
      for (const { id } of claim.claimed) settings.sending(id);
      const reply = await settings.transport(envelope(claim.claimed, settings.project, now()));
      await settling;
      settling = undefined;
      const verdict = verdictOn(claim, reply);
      if (isAllAcked(claim, verdict)) {
        // Nothing in this answer changes what comes next, so the next batch travels while this one is taken out.
        if (!stopped) coming = take();
        settling = apply(queue, claim, verdict);
        settling.catch(() => {}); // it is awaited above; until then it is nobody's unhandled rejection
      } else {
        await apply(queue, claim, verdict);
        // an impatient flush tries once, then waits like everybody else
        if (!verdict.settledSome) force = 0;
      }
    }
    await settling;
  };

  const pass = async (force: Force) => {
    for (const queue of queues) {
      try {
        const job = () => drain(queue, force);
        // Who has had the lock for as long as a lease may be frozen with it: the leases keep tabs apart without it (Q6).
        const needless = !queue.store.durable || refused * timing.onlineJitterMs > timing.leaseMs;
        if ((await (needless ? job() : alone(`earshot:${settings.project}`, job))) === false) {
          // another tab is at it: look again soon, it may have read past a new record
          refused++;
          wakeAt(now() + timing.onlineJitterMs * (1 + random()));
        }
      } catch (error) {
        // said once: where the disk is out of reach it stays so, and this is tried again for as long as the page is open
        if (queue.store.durable && !broken) settings.report('storage', error);
        broken ||= queue.store.durable;
        wakeAt(now() + timing.leaseMs);
      }
    }
  };

  /** Sends what waits; `force` ignores our own backoff, never the server's (Q8). Calls while it runs lead to one more pass. */
  const flush = (force: Force = 0): Promise<void> => {
    if (running) {
      again = again! > force ? again : force;
      return running;
    }
    running = pass(force).then(() => {
      running = undefined;
      const more = again;
      again = undefined;
      return more === undefined || stopped ? undefined : flush(more);
    });
    return running;
  };

  return {
    flush,
    settle: (queue: Queue, claim: Sent, reply: Reply) => apply(queue, claim, verdictOn(claim, reply)),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
