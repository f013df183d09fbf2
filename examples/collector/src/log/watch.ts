import type { Connection } from './connect';
import type { DeadLetters } from './dead-letters';
import { WRITER } from './stream';

/** What waits, over all collectors, as it was seen last. */
export interface Backlog {
  /** Records that no writer has taken yet. */
  waiting: number;
  /** Taken by a writer, and not yet known to be stored. */
  unacked: number;
  /** Of these, how many were taken more than once. */
  redelivered: number;
  /** Bytes of the stream. */
  bytes: number;
  /** Records that were set aside. */
  dead: number;
}

const EVERY_MS = 5_000;

/** Looks at the log now and then, so that `/metrics` asks nobody. */
export const createWatch = (
  { manager, isUp }: Connection,
  stream: string,
  deadLetters: () => DeadLetters | undefined,
) => {
  const backlog: Backlog = { waiting: 0, unacked: 0, redelivered: 0, bytes: 0, dead: 0 };

  const look = async () => {
    const [consumer, { state }] = await Promise.all([
      manager.consumers.info(stream, WRITER),
      manager.streams.info(stream),
    ]);
    backlog.waiting = consumer.num_pending;
    backlog.unacked = consumer.num_ack_pending;
    backlog.redelivered = consumer.num_redelivered;
    backlog.bytes = state.bytes;
    return { consumer, state };
  };
  const lookAtAll = async () => {
    // Each by itself: one may be away while the other is there.
    await look().catch(() => {});
    const dead = await deadLetters()
      ?.count()
      .catch(() => undefined);
    if (dead !== undefined) backlog.dead = dead;
  };
  const timer = setInterval(() => void lookAtAll(), EVERY_MS);
  timer.unref();

  return {
    backlog,
    lookAtAll,
    /** Whether the log takes records: its leader answers, and has a majority behind it as far as it knows. */
    async answers(): Promise<boolean> {
      if (!isUp()) return false;
      try {
        await manager.streams.info(stream);
        return true;
      } catch {
        return false;
      }
    },
    /** Resolves with whether all that is in the log now was written within `withinMs`. Rejects when the log does not answer. */
    async drained(withinMs: number): Promise<boolean> {
      const { state } = await look();
      for (const endMs = Date.now() + withinMs; ; ) {
        const { consumer, state: now } = await look();
        // Of a work queue, what is acked is gone.
        if (consumer.ack_floor.stream_seq >= state.last_seq || !now.messages || now.first_seq > state.last_seq)
          return true;
        if (Date.now() >= endMs) return false;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    stop: () => clearInterval(timer),
  };
};
