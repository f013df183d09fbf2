import type { Page } from 'playwright-core';

/** For `before`: keeps a copy of everything that is ever handed to IndexedDB, also what is gone a moment later. */
export const recordPuts = () => {
  const written: string[] = [];
  Object.assign(window, { written });
  for (const name of ['put', 'add'] as const) {
    const original = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (value, key) {
      written.push(JSON.stringify([key, value]));
      return original.call(this, value, key);
    };
  }
};

/** JSON of each `[key, value]` that was handed over so far. */
export const puts = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as never as { written: string[] }).written);
