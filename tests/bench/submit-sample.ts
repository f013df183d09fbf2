/** One submit and one bare put, timed right after each other. */
export interface Sample {
  submitMs: number;
  /** Part of it: from the call to the begin of the transaction. */
  beforeMs: number;
  /** Part of it: from the begin of the transaction to its completion. */
  transactionMs: number;
  bareMs: number;
}

/** Runs in the page before anything else. Leaves `sample()` there. */
export const sampler = () => {
  const QUIET_MS = 60;
  let count = 0;
  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, QUIET_MS));
  const opened = new Map<string, Promise<IDBDatabase>>();
  const database = (name: string, make?: boolean) => {
    const found = opened.get(name);
    if (found) return found;
    const opening = new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      if (make) request.onupgradeneeded = () => request.result.createObjectStore('kv');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    opened.set(name, opening);
    return opening;
  };
  const write = (db: IDBDatabase, durability: 'strict' | 'relaxed', work: (rows: IDBObjectStore) => void) =>
    new Promise<void>((resolve, reject) => {
      const tx = db.transaction('kv', 'readwrite', { durability });
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(tx.error);
      work(tx.objectStore('kv'));
    });
  const timed = async (work: () => Promise<unknown>) => {
    const startedMs = performance.now();
    await work();
    return performance.now() - startedMs;
  };

  let [beganMs, completeMs] = [0, 0];
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const strict = options?.durability === 'strict';
    if (strict) beganMs = performance.now();
    const tx = transaction.call(this, stores, mode, options);
    if (strict) tx.addEventListener('complete', () => (completeMs = performance.now()));
    return tx;
  };

  const submit = async (project: string, words: unknown) => {
    const queue = await database(`earshot:${project}`);
    const row = (key: string) =>
      new Promise<{ body?: string }>((resolve) => {
        const request = queue.transaction('kv').objectStore('kv').get(key);
        request.onsuccess = () => resolve(request.result);
      });
    const before = await row('meta:total');
    const { earshot } = window as never as { earshot(...args: unknown[]): Promise<{ id: string; kept?: string }> };
    const calledMs = performance.now();
    const outcome = await earshot('submit', words);
    const submitMs = performance.now() - calledMs;
    const parts = { submitMs, beforeMs: beganMs - calledMs, transactionMs: completeMs - beganMs };
    if (outcome?.kept !== 'device') throw new Error(`not durable: ${JSON.stringify(outcome)}`);
    await pause();
    const { body } = await row(`q:${outcome.id}`);
    // as many wait for the next sample as for this one
    await write(queue, 'relaxed', (rows) => {
      rows.delete(`q:${outcome.id}`);
      rows.put(before, 'meta:total');
    });
    await pause();
    return { ...parts, body: body! };
  };

  let body = '';
  const sample = async (project: string, words: unknown): Promise<Sample> => {
    const own = await database('bare', true);
    const bare = async () => {
      const bareMs = await timed(() => write(own, 'strict', (rows) => rows.put({ body }, 'one')));
      await pause();
      return bareMs;
    };
    if (!body) ({ body } = await submit(project, words));
    // each of the two goes first every other time
    if (++count % 2) return { ...(await submit(project, words)), bareMs: await bare() };
    const bareMs = await bare();
    return { ...(await submit(project, words)), bareMs };
  };
  Object.assign(window, { sample });
};
