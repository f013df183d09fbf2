import type { Outbox } from './outbox';

const TIMEOUT_MS = 15_000;
const LATER_S = 60;

/**
 * Brings what waits in the outbox to the collector, one record after the other, while the app runs. Call what it gives
 * back at the start, when the app comes to the front, and when something was kept.
 */
export const createForwarder = (outbox: Outbox, collector: string): (() => Promise<void>) => {
  let isWanted = false;
  let isDraining = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  const drain = async (): Promise<void> => {
    isWanted = true;
    if (isDraining) return; // what came meanwhile has its turn in the loop below
    isDraining = true;
    try {
      while (isWanted) {
        isWanted = false;
        const waitS = await sendAll();
        if (waitS === undefined) continue;
        clearTimeout(again);
        again = setTimeout(() => void drain(), waitS * 1000);
        return;
      }
    } finally {
      isDraining = false;
    }
  };

  /** Seconds to wait where the collector is out of reach or says "later"; nothing where all had their turn. */
  const sendAll = async (): Promise<number | undefined> => {
    // Each record travels alone: one that the collector refuses holds back no other.
    for (const waiting of outbox.waiting()) {
      const answer = await post(waiting.batch).catch(() => undefined);
      if (!answer) return LATER_S;
      const { status, retryAfterS, body } = answer;
      if (status >= 500 || [408, 425, 429].includes(status)) {
        return Math.min(Math.max(retryAfterS || LATER_S, 1), 3600);
      }
      const said = status === 200 ? statusOf(waiting.id, body) : undefined;
      if (said === 'accepted' || said === 'duplicate') outbox.remove(waiting);
      else if (said === 'rejected') outbox.refuse(waiting);
      // `retry`, or not named: tried again at the next start
    }
    return undefined;
  };

  const post = async (batch: object) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
    try {
      const response = await fetch(collector, {
        method: 'POST',
        headers: { 'Content-Type': 'text/plain;charset=UTF-8' },
        // The collector compares sentAt with its own clock, so it is the time of sending, not of writing.
        body: JSON.stringify({ ...batch, sentAt: new Date().toISOString() }),
        signal: stop.signal,
      });
      const retryAfterS = Number(response.headers.get('Retry-After'));
      return { status: response.status, retryAfterS, body: await response.text() };
    } finally {
      clearTimeout(timer);
    }
  };
  return drain;
};

/** What the collector says of this record; nothing where it does not name it, or the answer is somebody else's. */
const statusOf = (id: string, body: string): unknown => {
  try {
    const { results } = JSON.parse(body) as { results: ({ id?: unknown; status?: unknown } | null)[] };
    return results.find((result) => result?.id === id)?.status;
  } catch {
    return undefined;
  }
};
