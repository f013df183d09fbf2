import type { Page } from 'playwright-core';

/** Everything that IndexedDB holds for a page's origin, or some databases of it: database → key → value. */
export function readDatabases(page: Page, only?: string[]): Promise<Record<string, Record<string, unknown>>> {
  return page.evaluate(async (wanted) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const all: Record<string, Record<string, unknown>> = {};
    for (const { name } of await indexedDB.databases()) {
      if (wanted && !wanted.includes(name!)) continue;
      const opening = indexedDB.open(name!);
      // deleted since it was listed: who only looks must not make it anew, without a store
      opening.onupgradeneeded = () => opening.transaction!.abort();
      const db = await done(opening).catch((error) => {
        if (error?.name !== 'AbortError') throw error;
      });
      if (!db) continue;
      const rows: Record<string, unknown> = {};
      for (const store of db.objectStoreNames) {
        const kv = db.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([done(kv.getAllKeys()), done(kv.getAll())]);
        for (const [index, key] of keys.entries()) rows[String(key)] = values[index];
      }
      db.close();
      all[name!] = rows;
    }
    return all;
  }, only);
}

/** Rows of one project whose keys begin with `prefix`. */
export async function rowsOf(page: Page, project: string, prefix = ''): Promise<Record<string, unknown>> {
  const name = `earshot:${project}`;
  // the second one where the first was found without a store (fault 18)
  const { [name]: first, [`${name}~`]: second } = await readDatabases(page, [name, `${name}~`]);
  const rows = { ...first, ...second };
  return Object.fromEntries(Object.entries(rows).filter(([key]) => key.startsWith(prefix)));
}

/** Writes a row behind the engine's back. The database must be there already. */
export function putRow(page: Page, project: string, key: string, value: unknown): Promise<void> {
  return page.evaluate(
    ([name, rowKey, row]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name as string);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const tx = opening.result.transaction('kv', 'readwrite');
          tx.objectStore('kv').put(row, rowKey as string);
          tx.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    [`earshot:${project}`, key, value] as const,
  );
}
