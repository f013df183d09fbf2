import type { RecordKind } from '../contract/types';
import type { Store, Tx } from './store';

/** A waiting record as it is stored: the body is frozen text, everything else is about its delivery (Q3). */
export interface Entry {
  v: 1;
  kind: RecordKind;
  /** The record's JSON, sent byte for byte as it stands. */
  body: string;
  bytes: number;
  /** When it was added, ms since the epoch. */
  at: number;
  /** Attempts so far. */
  tries?: number;
  /** Failures on its own; such a record travels after the others (Q9). */
  solo?: number;
  /** Its own backoff, ms since the epoch. */
  next?: number;
  /** Claimed until, and by which claim (Q5, Q6). */
  lease: number;
  by: string;
  /** When it was first seen over its age: one more day is given, so that a clock jump purges nothing (fault 22). */
  late?: number;
  /** Receipt secret, kept with the submission. */
  secret?: string | undefined;
  /** The rest of its receipt, as it was when it was said: whoever delivers it knows neither who that was, nor what. */
  note?: Omit<Receipt, 'secret' | 'sent'> | undefined;
}

/** A receipt as it lies on the disk, under `receipt:` and the id of its submission. */
export interface Receipt {
  /** 128 bits, as the collector is asked with them. */
  secret: string;
  /** When its words were sent, ms since the epoch. */
  at: number;
  /** The rating in the words that were chosen; never what was written. */
  said?: string | undefined;
  /** Whose it is, where a person was named. */
  who?: number | undefined;
  /** The collector took its words. */
  sent?: true;
}

export type Claimed = Entry & { id: string };

/** What waits in a store, kept as a running total: counting rows was seen to make a put ten times dearer (Q11). */
export interface Total {
  n: number;
  bytes: number;
  /** Until when the endpoint asks for patience, ms since the epoch: a submit has to read one row only. */
  hold?: number;
}

export const TOTAL = 'meta:total';
export const ENDPOINT = 'meta:endpoint';

/**
 * Adds to the running total what `change` says by the time the row is read; `hold` replaces the one before. It is the
 * last thing in a transaction: the end is said, which saves a round trip.
 */
export const addTotal = (tx: Tx, change: Total, then?: (total: Total) => void): void =>
  tx.get(TOTAL, (row) => {
    const { n, bytes } = (row ?? { n: 0, bytes: 0 }) as Total;
    const total = { ...(row as Total), ...change, n: n + change.n, bytes: bytes + change.bytes };
    tx.put(TOTAL, total);
    then?.(total);
    tx.commit();
  });

/** Whether the last one was held: mostly the next one is, too, and then one put is enough. */
let likely = false;

/**
 * Resolves when the record is in the store for good, in one transaction (Q1), and its draft is gone in the same step.
 * The entry comes in under a lease of its own sender, so that nobody else sends it meanwhile (Q5); where the endpoint
 * asks for patience (Q8) it comes in free, `held` is true, and the drain loop takes it when its time has come.
 */
export const addEntry = async (
  store: Store,
  { id, ...entry }: Claimed,
  draftKey: string,
): Promise<{ held: boolean; total: Total }> => {
  let total: Total | undefined;
  let held: boolean | undefined;
  await store.run((tx) => {
    const guess = likely;
    const put = () => tx.put(`q:${id}`, likely ? { ...entry, lease: 0 } : entry);
    // all is asked for at once, so that this costs hardly more than a bare put
    addTotal(tx, { n: 1, bytes: entry.bytes }, (sum) => {
      total = sum;
      likely = held = sum.hold! > entry.at;
      if (held !== guess) put();
    });
    put();
    if (draftKey) tx.del(draftKey);
  }, 'strict');
  return { held: held!, total: total! };
};

/** Takes an acked record out (Q2). Nothing happens where another tab was quicker. */
export const removeEntry = (store: Store, id: string): Promise<void> =>
  store.run((tx) =>
    tx.get(`q:${id}`, (row) => {
      if (!row) return;
      tx.del(`q:${id}`);
      addTotal(tx, { n: -1, bytes: -(row as Entry).bytes });
    }),
  );
