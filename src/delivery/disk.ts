import { promisifyRequest } from 'idb-keyval';
import type { Store, Tx } from './store';

/**
 * IndexedDB as a Store: one database a project, as idb-keyval would lay it out, one transaction a `run`.
 * A closed connection is opened again, at most twice; a database without the store is left behind for one with another name.
 */
export const diskStore = (name: string, timeoutMs: number): Store => {
  let opened: Promise<IDBDatabase> | undefined;

  // async, since open() throws synchronously on opaque origins
  const open = async () => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.result.createObjectStore('kv');
    return promisifyRequest(request);
  };

  const attempt = async (work: (tx: Tx) => void, how: unknown) => {
    const db = await (opened ??= open());
    // lets another tab delete or upgrade the database; the next run opens it again
    db.onversionchange = () => {
      db.close();
      opened = undefined;
    };
    const tx = db.transaction('kv', how === 'readonly' ? how : 'readwrite', {
      durability: how === 'strict' ? how : 'relaxed',
    });
    const rows = tx.objectStore('kv');
    const completed = promisifyRequest(tx);
    work({
      rows,
      get: (key, then) => {
        const request = rows.get(key);
        request.onsuccess = () => then(request.result);
      },
      put: (key, value) => rows.put(value, key),
      del: (key) => rows.delete(key),
      commit: () => tx.commit(),
    });
    return completed;
  };

  return {
    durable: true,
    // IndexedDB was seen to hang for ever (idb-keyval#120, fault 16), so no operation waits longer than the limit
    run(work, how) {
      // several may find out at once that the store is missing: all go to the same other name
      const other = `${name}~`;
      // twice, since a lost connection may be followed by a database that was lost with it, and made anew without a store
      const tried = (left: number): Promise<void> =>
        attempt(work, how).catch((error) => {
          opened = undefined;
          if (!left || /^Quota/.test(error?.name)) throw error;
          if (/^NotFound/.test(error?.name)) name = other;
          return tried(left - 1);
        });
      return Promise.race([
        // what is no function is passed over
        tried(2).then(how as () => void),
        new Promise<void>((_, reject) => setTimeout(reject, timeoutMs, 'timeout')),
      ]);
    },
  };
};
