import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { diskStore } from '../../../src/delivery/disk';

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
