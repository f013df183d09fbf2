import { addEntry, type Claimed } from '../../../src/delivery/entry';
import { createFlusher } from '../../../src/delivery/flusher';
import { createQueue, type Force, type Outcome } from '../../../src/delivery/queue';
import { envelope, type Transport } from '../../../src/delivery/send';
import type { Store } from '../../../src/delivery/store';
import type { Timing } from '../../../src/options';

export interface TabSettings {
  store: Store;
  transport: Transport;
  timing: Timing;
  now(): number;
  random(): number;
  heard(outcome: Outcome): void;
}

/** A tab's delivery, put together as `feedback.ts` and `extras/delivery.ts` do it for a page. */
export function modelTab({ store, transport, timing, now, random, heard }: TabSettings) {
  const queue = createQueue(store, {
    url: 'u',
    maxRecords: 1000,
    maxBytes: 4e6,
    maxAgeMs: 30 * 864e5,
    timing,
    now,
    random,
  });
  const flusher = createFlusher([queue], {
    project: 'p',
    ack: 'results',
    timing,
    now,
    random,
    transport,
    sending() {},
    heard,
    report() {},
  });
  return {
    flush: (force: Force) => flusher.flush(force),
    /** Resolves when the record is kept; its first attempt follows. */
    async submit(id: string, body: string): Promise<void> {
      const at = now();
      const entry: Claimed = {
        id,
        v: 1,
        kind: 'submission',
        body,
        bytes: body.length,
        at,
        by: id,
        lease: at + timing.leaseMs,
      };
      const { held, total } = await addEntry(store, entry, '');
      setTimeout(async () => {
        if (held || total.n > 1) flusher.flush();
        if (held) return;
        const reply = await transport(envelope([entry], 'p', now()));
        await flusher.settle(queue, { claimed: [entry], attempt: entry.by }, reply);
        flusher.flush();
      });
    },
  };
}
