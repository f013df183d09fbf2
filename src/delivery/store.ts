/**
 * A key-value store seen from inside one transaction. All work is done in callbacks, never after an `await`:
 * an IndexedDB transaction ends as soon as it has nothing to do.
 */
export interface Tx {
  get(key: string, then: (value: unknown) => void): void;
  put(key: string, value: unknown): void;
  del(key: string): void;
  /** Says that nothing more follows: the transaction completes one round trip earlier. */
  commit(): void;
  /** The store itself, for walks over many rows (`each`). */
  rows: IDBObjectStore | Map<string, unknown>;
}

export interface Store {
  /** Survives the tab. */
  durable: boolean;
  /**
   * Runs `work` in one transaction and resolves when it has **completed** (Q1). `work` may be run again, twice
   * at most, after a lost connection, so it starts from nothing each time. Rejects after the storage time limit (Q12).
   * `strict` also waits for the disk: what a visitor sent needs it, a lost claim or ack only costs a duplicate.
   * A function is called when it has completed, however late.
   */
  run(work: (tx: Tx) => void, how?: 'readonly' | 'strict' | (() => void)): Promise<void>;
}

/** The same store in memory, for pages where nothing can or may be kept (Q12, consent). */
export const memoryStore = (): Store => {
  const rows = new Map<string, unknown>();
  return {
    durable: false,
    run: async (work, how) => {
      work({
        rows,
        get: (key, then) => then(rows.get(key)),
        put: (key, value) => rows.set(key, value),
        del: (key) => rows.delete(key),
        commit() {},
      });
      if (typeof how === 'function') how();
    },
  };
};
