import type { Outbox } from './outbox';

const TIMEOUT_MS = 15_000;
const LATER_S = 60;
/** A collector that asks for more is asked again nevertheless. */
const MOST_S = 3600;

/**
 * Brings what waits in the outbox to the collector, one record after the other, while the app runs. Call what it gives
 * back at the start, when the app comes to the front, and when something was kept.
 */
export const createForwarder = (outbox: Outbox, collector: string): (() => Promise<void>) => {
  let isWanted = false;
  let isDraining = false;
  /** The collector said "later": until then nothing is sent, whatever is kept meanwhile. */
  let notBeforeMs = 0;
  let wake: ReturnType<typeof setTimeout> | undefined;

  const drain = async (): Promise<void> => {
    isWanted = true;
    if (isDraining) return; // what came meanwhile has its turn in the loop below
    isDraining = true;
    try {
      while (isWanted) {
        isWanted = false;
        const heldMs = notBeforeMs - Date.now();
        // A clock that was set back holds nothing for longer than was asked.
        if (heldMs > 0 && heldMs <= MOST_S * 1000) return again(heldMs);
        const waitS = await sendAll();
        if (waitS !== undefined) return again(waitS * 1000);
      }
    } finally {
      isDraining = false;
    }
  };

  const again = (afterMs: number): void => {
    clearTimeout(wake);
    wake = setTimeout(() => void drain(), afterMs);
  };

  /** Seconds to wait where the collector is out of reach or says "later"; nothing where all had their turn. */
  const sendAll = async (): Promise<number | undefined> => {
    // Each record travels alone: one that the collector refuses holds back no other.
    for (const waiting of outbox.waiting()) {
      const answer = await post(waiting.batch).catch(() => undefined);
      if (!answer) return LATER_S;
      const { status, retryAfterS, body } = answer;
      if (status >= 500 || [408, 425, 429].includes(status)) {
        const waitS = Math.min(Math.max(retryAfterS, 1), MOST_S);
        notBeforeMs = Date.now() + waitS * 1000;
        return waitS;
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
      const retryAfterS = secondsIn(response.headers.get('Retry-After') ?? '');
      return { status: response.status, retryAfterS, body: await response.text() };
    } finally {
      clearTimeout(timer);
    }
  };
  return drain;
};

/** `Retry-After` is a number of seconds, or a date. */
const secondsIn = (retryAfter: string): number => {
  const asked = retryAfter.trim();
  if (/^\d+$/.test(asked)) return Number(asked);
  const untilMs = Date.parse(asked);
  return Number.isNaN(untilMs) ? LATER_S : Math.ceil((untilMs - Date.now()) / 1000);
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
