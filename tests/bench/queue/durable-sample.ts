import type { OnPage } from './contenders';
import type { Rows } from './rows';

/** One submit and the two bare puts of the same record, timed right after each other. */
export interface DurableSample {
  submitMs: number;
  /** One put in a transaction of strict durability: it is on the disk. The reference. */
  strictMs: number;
  /** The same, relaxed: the operating system has it, the disk may not. */
  relaxedMs: number;
}

/** Runs in the page before anything else. Leaves `sampleDurable()` there. */
export const durableSampler = () => {
  const QUIET_MS = 30;
  let count = 0;
  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, QUIET_MS));
  let opened: Promise<IDBDatabase> | undefined;
  const bare = () =>
    (opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('bare');
      request.onupgradeneeded = () => request.result.createObjectStore('kv');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    }));
  const put = (db: IDBDatabase, durability: 'strict' | 'relaxed', body: string) =>
    new Promise<void>((resolve, reject) => {
      const tx = db.transaction('kv', 'readwrite', { durability });
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(tx.error);
      tx.objectStore('kv').put({ body }, 'one');
    });
  const timed = async (work: () => Promise<unknown>) => {
    const startedMs = performance.now();
    await work();
    const tookMs = performance.now() - startedMs;
    await pause();
    return tookMs;
  };

  const sampleDurable = async (rows: Rows, body: string): Promise<DurableSample> => {
    const { contender, rows: inPage } = window as never as {
      contender: OnPage;
      rows: { forgetNewest(rows: Rows): Promise<void> };
    };
    const db = await bare();
    const times = { submitMs: 0, strictMs: 0, relaxedMs: 0 };
    const steps = [
      async () => {
        times.submitMs = await timed(() => contender.submit(body));
        // as many wait for the next sample as for this one
        await inPage.forgetNewest(rows);
        await pause();
      },
      async () => (times.strictMs = await timed(() => put(db, 'strict', body))),
      async () => (times.relaxedMs = await timed(() => put(db, 'relaxed', body))),
    ];
    // each of the three goes first every third time
    for (let n = 0; n < steps.length; n++) await steps[(count + n) % steps.length]!();
    count++;
    return times;
  };
  Object.assign(window, { sampleDurable });
};
