import type { RecordKind } from '../contract/types';
import type { Timing } from '../options';
import { each } from './each';
import { addTotal, type Claimed, ENDPOINT, type Entry, TOTAL, type Total } from './entry';
import type { Verdict } from './judge';
import { backoffMs, due, type EndpointState, freshEndpoint, nextEndpoint, tookLately } from './retry';
import type { Store, Tx } from './store';

/** A record that left the queue, or changed in it. */
export interface Outcome {
  id: string;
  kind: RecordKind;
  type: 'sent' | 'rejected' | 'expired' | 'evicted' | 'waiting';
  code?: string | undefined;
  secret?: string | undefined;
  note?: Entry['note'];
}

export interface Claim {
  claimed: Claimed[];
  attempt: string;
  /** When there may be something to do again, ms since the epoch; Infinity when the queue is empty. */
  wakeAt: number;
  /** Until when the server asked for patience, ms since the epoch; 0 when it did not. */
  hard: number;
  /** Keys of rows that are no entries and were set aside (fault 25). */
  setAside: string[];
}

/**
 * How impatient a flush is: 1 does not wait as long as we would, as a host asks for it; 2 also begins our backoff anew, for
 * a network that has just come back: what failed before says nothing about it, and it may come a moment later than said.
 */
export type Force = 0 | 1 | 2;

export interface QueueSettings {
  url: string;
  maxRecords: number;
  maxBytes: number;
  maxAgeMs: number;
  timing: Timing;
  now(): number;
  random(): number;
}

const DAY_MS = 864e5;
const MAX_BATCH_BYTES = 48 * 1024;
/** Rows that nobody can read: more than these help nobody to find out why. */
const MAX_UNREADABLE = 20;

/** What goes first when room is needed: impressions and signals, then ratings, then text (Q11). */
const rankOf = ({ kind, body }: Entry) => (kind !== 'submission' ? 0 : /"type":"text"/.test(body) ? 2 : 1);

const fits = (batch: [string, Entry][], { bytes }: Entry, size: number): boolean =>
  batch.length < size && batch.reduce((sum, [, entry]) => sum + entry.bytes, bytes) <= MAX_BATCH_BYTES;

/** Of a newer SDK, and left alone whatever it looks like (Q13). */
const isNewer = (row: unknown): boolean => Number((row as Entry | null)?.v) > 1;

export const isEntry = (row: unknown): row is Entry =>
  typeof (row as Entry | null)?.body === 'string' && (row as Entry).v <= 1;

export type Queue = ReturnType<typeof createQueue>;

/** The queue of one project in one store: every function is one transaction. */
export const createQueue = (store: Store, settings: QueueSettings) => {
  const { timing, now } = settings;
  const endpoint = (row: unknown) =>
    (row as EndpointState | undefined)?.url === settings.url ? (row as EndpointState) : freshEndpoint(settings.url);

  const over = ({ n, bytes }: Total) => n > settings.maxRecords || bytes > settings.maxBytes;

  /**
   * Frees room for what stands over the bounds: lowest rank first, oldest first, never what was just sent. The rows are
   * counted anew into `total`, since they are all read here.
   */
  const evict = (tx: Tx, total: Total, newcomer: string, out: Outcome[]) => {
    const rows: [string, Entry][] = [];
    total.n = total.bytes = 0;
    each(
      tx,
      'q:',
      (key, row) => {
        if (!isEntry(row) && !isNewer(row)) return;
        total.n++;
        total.bytes += Number((row as Entry).bytes) || 0;
        if (isEntry(row) && (key !== newcomer || row.kind !== 'submission')) rows.push([key, row]);
      },
      () => {
        rows.sort((a, b) => rankOf(a[1]) - rankOf(b[1]));
        for (const [key, { bytes, kind }] of rows) {
          if (!over(total)) break;
          total.n--;
          total.bytes -= bytes;
          tx.del(key);
          out.push({ id: key.slice(2), type: 'evicted', kind });
        }
        tx.put(TOTAL, total);
      },
    );
  };

  /** Since when it is over its age; it goes a day after that was first seen, so a clock jump purges nothing (fault 22). */
  const lateSince = ({ at, late }: Pick<Entry, 'at' | 'late'>, time: number) =>
    time - at > settings.maxAgeMs ? Math.min(late ?? time, time) : 0;

  return {
    store,

    /** Brings the store back under its bounds; the listener is told what had to go (Q11), however long the disk takes. */
    async shrink(newcomer: string, heard: (outcome: Outcome) => void): Promise<void> {
      let out: Outcome[] = [];
      await store.run(
        (tx) => {
          out = [];
          tx.get(TOTAL, (row) => row && over(row as Total) && evict(tx, row as Total, `q:${newcomer}`, out));
        },
        () => out.map(heard),
      );
    },

    /**
     * Takes the next batch under a lease. `force` ends our own wait, so what comes of this attempt says how long the next
     * one is. It never ends the server's Retry-After (Q8), nor `held`: until when another store knows the server to want
     * nothing.
     */
    async claim(attempt: string, force: Force, held = 0): Promise<Claim> {
      const claim: Claim = { claimed: [], attempt, wakeAt: Infinity, hard: 0, setAside: [] };
      await store.run((tx) => {
        const taken: [string, Entry][] = [];
        const setAside: string[] = [];
        let lost = 0;
        const time = now();
        let late: [string, Entry][] = [];
        let wakeAt = Infinity;
        tx.get(ENDPOINT, (row) => {
          const state = endpoint(row);
          if (force && state.fails) {
            state.until = 0; // so that a failure of this attempt is one more
            if (force > 1) state.fails = 1; // a short first step; the halving goes on all the same (Q9)
            tx.put(ENDPOINT, state);
          }
          const hard = due(Math.max(state.hard, held), time, timing.retryAfterMaxMs);
          const hold = hard || due(state.until, time, timing.goneMs);
          claim.hard = hard;
          // the first attempt of what comes next looks there
          if (hard && !store.durable) addTotal(tx, { n: 0, bytes: 0, hold: hard });
          each(
            tx,
            'q:',
            (key, entry) => {
              if (hold) {
                wakeAt = hold;
                return false;
              }
              if (isNewer(entry)) return;
              if (!isEntry(entry)) {
                setAside.push(key);
                lost += Number((entry as Partial<Entry> | null)?.bytes) || 0;
                tx.put(`bad:${key}`, { ...(typeof entry === 'object' ? entry : { row: entry }), at: time });
                tx.del(key);
                return;
              }
              const wait =
                due(entry.lease, time, timing.leaseMs) || (!force && due(entry.next!, time, timing.backoffMaxMs));
              if (wait) wakeAt = Math.min(wakeAt, wait);
              else if (entry.solo) {
                // after the others, together with their likes: an offline night marks many, and none of them is bad
                const marks = late[0]?.[1].solo ?? Infinity;
                if (entry.solo < marks) late = [[key, entry]];
                else if (entry.solo === marks && fits(late, entry, state.size)) late.push([key, entry]);
              } else {
                if (taken.length && !fits(taken, entry, state.size)) return false;
                taken.push([key, entry]);
                return taken.length < state.size;
              }
            },
            () => {
              if (!taken.length) taken.push(...late);
              claim.claimed = taken.map(([key, entry]) => {
                const held = { ...entry, lease: time + timing.leaseMs, by: attempt };
                tx.put(key, held);
                return { ...held, id: key.slice(2) };
              });
              if (setAside.length) addTotal(tx, { n: -setAside.length, bytes: -lost });
              claim.wakeAt = wakeAt;
              claim.setAside = setAside;
            },
          );
        });
      });
      return claim;
    },

    /**
     * Applies a verdict to a claimed batch: the only place where an answered record leaves the queue (Q2). The
     * listener is told of each, however long the disk takes.
     */
    async settle(
      { claimed, attempt }: Pick<Claim, 'claimed' | 'attempt'>,
      verdict: Verdict,
      heard: (outcome: Outcome) => void,
    ): Promise<void> {
      let out: Outcome[] = [];
      const alone = claimed.length < 2;
      await store.run(
        (tx) => {
          const time = now();
          const change: Total = { n: 0, bytes: 0 };
          out = [];
          tx.get(ENDPOINT, (row) => {
            const state = endpoint(row);
            const recent = tookLately(state, time);
            /** The endpoint took others since this one is here: the fault may be its own, not the network's. */
            const passed = ({ at }: Entry) => recent && state.okAt > at;
            // the second in a row speaks of the endpoint: a collector gone wrong would condemn all that waits (Q7)
            const condemned = alone && verdict.finding === 'refused' && verdict.json && recent && !state.lone;
            for (const { id } of claimed) {
              const key = `q:${id}`;
              tx.get(key, (held) => {
                if (!isEntry(held)) return; // another tab was quicker
                const { status, code } = verdict.results[id] ?? {
                  status: condemned ? 'rejected' : 'retry',
                  code: 'refused',
                };
                const { kind, secret, note } = held;
                const leave = (type: Outcome['type']) => {
                  change.n--;
                  change.bytes -= held.bytes;
                  tx.del(key);
                  out.push({ id, type, kind, code, secret, note });
                };
                if (status === 'rejected') {
                  leave('rejected');
                  // only what a visitor said is worth a second try
                  if (kind === 'submission') tx.put(`dead:${id}`, { ...held, code, at: time, late: undefined });
                } else if (status !== 'retry') leave('sent');
                else if (held.by === attempt) {
                  const late = lateSince(held, time);
                  if (late && time - late > DAY_MS) return leave('expired');
                  // later than others when it failed alone; with its own backoff only where others passed (Q9)
                  const solo = (held.solo ?? 0) + +(alone || verdict.settledSome);
                  const own = verdict.settledSome || (alone && passed(held));
                  const next = own ? time + backoffMs(solo, settings.random(), timing) : 0;
                  // `-~`: one more, also than none
                  const kept: Entry = { ...held, tries: -~held.tries!, solo, next, lease: 0, by: '' };
                  if (late) kept.late = late;
                  tx.put(key, kept);
                  out.push({ id, type: 'waiting', kind });
                }
              });
            }
            // one poison record must not hold up an endpoint that took others since that one failed alone: what is answered
            // to it, 403 as well as a broken connection, is about itself (Q9)
            const lonely =
              alone && claimed[0]!.solo && passed(claimed[0]!) && !verdict.settledSome && verdict.finding !== 'gone';
            let next = nextEndpoint(state, verdict, claimed.length, time, settings.random(), timing);
            if (condemned || lonely) next = { ...state, hard: next.hard, lone: condemned ? 1 : state.lone };
            tx.put(ENDPOINT, next);
            change.hold = Math.max(next.until, next.hard);
            addTotal(tx, change); // asked after the rows, so it is read after them
          });
        },
        () => out.map(heard),
      );
    },

    /** Puts refused records back, one or all, as the visitor or the host asked (Q9). */
    async revive(only?: string): Promise<void> {
      await store.run((tx) => {
        const change: Total = { n: 0, bytes: 0 };
        each(
          tx,
          'dead:',
          (key, row) => {
            const id = key.slice(5);
            if (!isEntry(row) || (only && only !== id)) return;
            change.n++;
            change.bytes += row.bytes;
            tx.del(key);
            tx.put(`q:${id}`, { ...row, at: now(), lease: 0, by: '', solo: 1, next: 0 });
          },
          () => change.n && addTotal(tx, change),
        );
      });
    },

    /**
     * At start: forgets refused and unreadable rows that are over their age (Q9), and notes where all that waits belongs,
     * for whoever cannot read the page's options.
     */
    async sweep(): Promise<void> {
      await store.run((tx) => {
        const time = now();
        let unreadable = 0;
        tx.get(ENDPOINT, (row) => {
          const state = endpoint(row);
          if (state !== row) tx.put(ENDPOINT, state);
        });
        for (const prefix of ['dead:', 'bad:']) {
          each(tx, prefix, (key, row) => {
            if (isNewer(row)) return;
            const late = lateSince(row as Entry, time);
            if ((late && time - late > DAY_MS) || (prefix === 'bad:' && ++unreadable > MAX_UNREADABLE)) tx.del(key);
            else if (late) tx.put(key, { ...(row as Entry), late });
          });
        }
      });
    },
  };
};
