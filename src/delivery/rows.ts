import type { Store, Tx } from './store';

/** One transaction that may fail: what it would have kept or read is then not there. Never rejects. */
export const quietly = (store: Store, work: (tx: Tx) => void, mode?: 'readonly'): Promise<void> =>
  store.run(work, mode).catch(() => {});

/** The row under `key`; undefined where there is none, or where the store cannot be read. */
export const readRow = async <Row>(store: Store, key: string): Promise<Row | undefined> => {
  let found: unknown;
  await quietly(store, (tx) => tx.get(key, (row) => (found = row)), 'readonly');
  return found as Row | undefined;
};

/** Writes the row under `key`, or does not. */
export const putRow = (store: Store, key: string, row: unknown): Promise<void> =>
  quietly(store, (tx) => tx.put(key, row));
