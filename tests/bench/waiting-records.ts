import type { Page } from 'playwright-core';

/**
 * Makes `count` records wait in a project's queue: copies of the one that the engine itself wrote there, each with an
 * id of its own, free to be claimed, and the endpoint's backoff forgotten. The page must not run Earshot meanwhile.
 */
export const makeWait = (page: Page, project: string, count: number): Promise<void> =>
  page.evaluate(
    ([name, wanted]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const tx = db.transaction('kv', 'readwrite');
          const rows = tx.objectStore('kv');
          const first = rows.openCursor(IDBKeyRange.bound('q:', 'q:\uffff'));
          first.onsuccess = () => {
            if (!first.result) return reject(new Error(`No record waits in ${name}.`));
            const id = `${first.result.key}`.slice(2);
            const row = { ...first.result.value, lease: 0, by: '', tries: 0, solo: 0, next: 0 };
            first.result.delete();
            for (let n = 0; n < wanted; n++) {
              // the time of the one that is copied, and new random digits
              const copy = id.slice(0, 14) + crypto.randomUUID().replace(/^.{14}4/, '7');
              rows.put({ ...row, body: row.body.replaceAll(id, copy) }, `q:${copy}`);
            }
            rows.put({ n: wanted, bytes: wanted * row.bytes }, 'meta:total');
            rows.delete('meta:endpoint');
          };
          tx.onabort = () => reject(tx.error);
          tx.oncomplete = () => {
            db.close();
            resolve();
          };
        };
      }),
    [`earshot:${project}`, count] as const,
  );
