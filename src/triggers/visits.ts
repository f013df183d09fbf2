import { quietly } from '../delivery/rows';
import type { Store } from '../delivery/store';
import { VISIT_MS } from './eligibility';

/** A visit, shared by all tabs: it ends after 30 minutes without activity. */
export interface Visit {
  at: number;
  /** Which one it is, from 1; those before this was counted are none. */
  n?: number;
  prompted?: boolean;
  sent?: boolean;
  /** One of a thousand lots, drawn once: what samples go by. It is nobody's id, and never sent. */
  lot?: number;
}

export const VISIT = 'meta:visit';

/** The visit that goes on at `now`, or the next one. */
export const visitAt = (row: unknown, now: number): Visit => {
  const before = row as Visit | undefined;
  const lot = before?.lot ?? Math.floor(Math.random() * 1000);
  return before && Math.abs(now - before.at) < VISIT_MS
    ? { n: 1, ...before, at: now, lot }
    : { at: now, n: (before?.n ?? 0) + 1, lot };
};

/** Writes down that the visit goes on, with what happened in it. Resolves with it, or with none where nothing can be written. */
export const noteVisit = async (store: Store, change: Partial<Visit>): Promise<Visit | undefined> => {
  let visit: Visit | undefined;
  const now = Date.now();
  await quietly(store, (tx) =>
    tx.get(VISIT, (row) => {
      visit = { ...visitAt(row, now), ...change };
      tx.put(VISIT, visit);
    }),
  );
  return visit;
};
