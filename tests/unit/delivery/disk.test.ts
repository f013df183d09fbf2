import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { diskStore } from '../../../src/delivery/disk';
import { addEntry, TOTAL } from '../../../src/delivery/entry';

const open = (name: string) =>
  new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const keep = (store: ReturnType<typeof diskStore>, key: string) => store.run((tx) => tx.put(key, key), 'strict');

test('fault 18: where the store is missing, all that find out at once go to the same other database, and the next visit too', async () => {
  (await open('broken')).close();
  const store = diskStore('broken', 2000);
  await Promise.all(['a', 'b', 'c', 'd'].map((key) => keep(store, key)));

  const next = diskStore('broken', 2000);
  const found: unknown[] = [];
  await next.run((tx) => {
    for (const key of ['a', 'b', 'c', 'd']) tx.get(key, (row) => found.push(row));
  }, 'readonly');
  expect(found).toEqual(['a', 'b', 'c', 'd']);
  expect((await indexedDB.databases()).map(({ name }) => name).sort()).toEqual(['broken', 'broken~']);
});

test('fault 26: a lost connection, and then a database made anew without a store, cost two attempts and no row', async () => {
  (await open('cleared')).close();
  const store = diskStore('cleared', 2000);
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('Connection to Indexed Database server lost', 'InvalidStateError');
  });
  await keep(store, 'after');
  vi.restoreAllMocks();
  let row: unknown;
  await store.run((tx) => tx.get('after', (found) => (row = found)), 'readonly');
  expect(row).toBe('after');
});

test('Q1: what was committed is there when run() resolves, and nothing follows a commit', async () => {
  const store = diskStore('committed', 2000);
  await store.run((tx) => {
    tx.put('one', 1);
    tx.commit();
  }, 'strict');
  let row: unknown;
  await store.run((tx) => tx.get('one', (found) => (row = found)), 'readonly');
  expect(row).toBe(1);
});

test('Q2: what a transaction did is told when it is done, however long after the limit, and never where it failed', async () => {
  const store = diskStore('slow', 2000);
  await keep(store, 'there');
  const slow = diskStore('slow', 20);
  const { transaction } = IDBDatabase.prototype;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(function (this: IDBDatabase, ...given) {
    const busy = Date.now() + 200;
    const made = transaction.apply(this, given);
    // keeps the transaction from its end, as a disk does that another one has
    const hold = () => {
      made.objectStore('kv').get('there').onsuccess = () => Date.now() < busy && hold();
    };
    hold();
    return made;
  });
  const done = vi.fn();
  await expect(slow.run((tx) => tx.del('there'), done)).rejects.toBe('timeout');
  expect(done).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(done).toHaveBeenCalledOnce());
  vi.restoreAllMocks();

  const failed = vi.fn();
  await expect(
    store.run((tx) => {
      tx.put('x', 1);
      (tx.rows as IDBObjectStore).transaction.abort();
    }, failed),
  ).rejects.toThrow();
  expect(failed).not.toHaveBeenCalled();
});

test('Q1: a record whose transaction fails after all of its requests succeeded is not said to be kept', async () => {
  const store = diskStore('unlucky', 2000);
  const { put } = IDBObjectStore.prototype;
  let succeeded = 0;
  // a disk that is full, or a browser that is killed, says so at the commit
  IDBObjectStore.prototype.put = function (value, key) {
    const request = put.call(this, value, key);
    request.addEventListener('success', () => {
      succeeded++;
      if (key === TOTAL) this.transaction.abort();
    });
    return request;
  };
  vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(() => {}); // nothing can be aborted after it
  try {
    const entry = { id: 'r1', v: 1, kind: 'submission', body: '{}', bytes: 2, at: 0, lease: 0, by: '' } as const;
    await expect(addEntry(store, entry, '')).rejects.toThrow();
    expect(succeeded).toBeGreaterThanOrEqual(6); // record and total, in each of its three attempts
  } finally {
    IDBObjectStore.prototype.put = put;
    vi.restoreAllMocks();
  }
  const rows: unknown[] = [];
  await store.run((tx) => tx.get('q:r1', (row) => rows.push(row)), 'readonly');
  expect(rows).toEqual([undefined]);
});
