import type { Store } from '../../../src/delivery/store';
import type { Machine, Process } from './machine';

/**
 * What IndexedDB promises, and no more: transactions come one after the other, and what a process wrote is there when
 * its transaction has completed. Who dies before that has written nothing. `takesMs` says how long the next one takes.
 */
export function sharedDisk(machine: Machine, takesMs: () => number) {
  let rows = new Map<string, unknown>();
  let line: Promise<unknown> = Promise.resolve();

  const storeOf = (process: Process): Store => ({
    durable: true,
    run(work, how) {
      const mine = line.then(async () => {
        if (!process.alive) return;
        const copy = new Map(rows);
        transactionOn(copy, work);
        // a commit goes on in the browser's own process, whether the page's is frozen or not
        await machine.elapse(takesMs());
        if (process.alive) rows = copy;
      });
      // a transaction that failed or whose process died holds nobody up
      line = mine.catch(() => {});
      // the answer is a step of the process: the dead never hear it, the frozen later
      return mine.then(
        () => machine.sleep(process, 0).then(how as () => void),
        (error) => machine.sleep(process, 0).then(() => Promise.reject(error)),
      );
    },
  });

  return {
    storeOf,
    rows: (prefix: string) => [...rows].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

const transactionOn = (rows: Map<string, unknown>, work: Parameters<Store['run']>[0]) =>
  work({
    rows,
    get: (key, then) => then(structuredClone(rows.get(key))),
    put: (key, value) => void rows.set(key, structuredClone(value)),
    del: (key) => void rows.delete(key),
    commit() {},
  });
