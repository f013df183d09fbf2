import type { Page } from 'playwright-core';

/** Where a queue's waiting rows lie in IndexedDB. */
export interface Rows {
  database: string;
  store: string;
  /** Keys of waiting rows begin so; other rows of the store are not the queue's. Default: all rows. */
  prefix?: string;
  /** Fields of a row that nobody has tried to send. */
  fresh?: object;
}

/** Some queues keep the address with each row: the one that the pattern has, and the one that copies are to have. */
export interface Address {
  was: string;
  is: string;
}

interface InPage {
  keep(rows: Rows): Promise<void>;
  fill(rows: Rows, count: number, id: string, address: Address): Promise<void>;
  count(rows: Rows): Promise<number>;
  forgetNewest(rows: Rows): Promise<void>;
}

/** Runs in the page before anything else. Leaves `rows` there: the queues' rows, past their owners. */
export const rowsInPage = () => {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const within = async <T>({ database, store }: Rows, work: (store: IDBObjectStore) => Promise<T>): Promise<T> => {
    const opening = indexedDB.open(database);
    let isNew = false;
    opening.onupgradeneeded = () => {
      isNew = true;
      opening.result.createObjectStore(store);
    };
    const db = await done(opening);
    if (isNew && database !== 'pattern') throw new Error(`${database} is not there yet.`);
    try {
      const tx = db.transaction(store, 'readwrite', { durability: 'relaxed' });
      const completed = new Promise<void>((resolve, reject) => {
        tx.oncomplete = () => resolve();
        tx.onabort = () => reject(tx.error);
      });
      const result = await work(tx.objectStore(store));
      await completed;
      return result;
    } finally {
      db.close();
    }
  };
  const range = ({ prefix }: Rows) => (prefix ? IDBKeyRange.bound(prefix, `${prefix}\uffff`) : null);
  const pattern = (work: (store: IDBObjectStore) => Promise<unknown>) =>
    within({ database: 'pattern', store: 'kv' }, work);

  /** A copy of the row with other texts, wherever they stand in it, in bytes too. */
  const renamed = (value: unknown, texts: [string, string][]): unknown => {
    if (typeof value === 'string') return texts.reduce((text, [was, is]) => text.replaceAll(was, is), value);
    if (value instanceof ArrayBuffer || value instanceof Uint8Array) {
      const bytes = new TextEncoder().encode(renamed(new TextDecoder().decode(value), texts) as string);
      return value instanceof ArrayBuffer ? bytes.buffer : bytes;
    }
    if (Array.isArray(value)) return value.map((one) => renamed(one, texts));
    if (value && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, renamed(one, texts)]));
    }
    return value;
  };

  const inPage: InPage = {
    async keep(rows) {
      const [row] = await within(rows, (store) => done(store.getAll(range(rows), 1)));
      if (!row) throw new Error(`No row waits in ${rows.database}.`);
      await pattern((store) => done(store.put(row, rows.database)));
    },
    async fill(rows, count, id, { was, is }) {
      const row = { own: undefined as never };
      await pattern(async (store) => (row.own = (await done(store.get(rows.database))) as never));
      await within(rows, async (store) => {
        store.clear();
        for (let n = 1; n <= count; n++) {
          // the time of the one that is copied, and new random digits
          const copy = id.slice(0, 14) + crypto.randomUUID().replace(/^.{14}4/, '7');
          const value = renamed(row.own, [
            [id, copy],
            [id.replaceAll('-', ''), copy.replaceAll('-', '')],
            [was, is],
          ]);
          const whole = rows.fresh ? { ...(value as object), ...rows.fresh } : (value as { id?: number });
          if (rows.prefix) store.put(whole, rows.prefix + copy);
          else if (store.keyPath) {
            delete (whole as { id?: number }).id;
            store.put(whole);
          } else store.put(whole, n);
        }
        // Earshot's count of what waits, which its limits are held against
        if (rows.prefix) store.put({ n: count, bytes: count * (row.own as { bytes: number }).bytes }, 'meta:total');
      });
    },
    count: (rows) => within(rows, (store) => done(store.count(range(rows) ?? undefined))),
    forgetNewest: (rows) =>
      within(rows, async (store) => {
        const cursor = await done(store.openKeyCursor(range(rows), 'prev'));
        if (!cursor) throw new Error(`No row waits in ${rows.database}.`);
        if (rows.prefix) {
          const total = (await done(store.get('meta:total'))) as { n: number; bytes: number };
          const { bytes } = (await done(store.get(cursor.primaryKey))) as { bytes: number };
          store.put({ ...total, n: total.n - 1, bytes: total.bytes - bytes }, 'meta:total');
        }
        store.delete(cursor.primaryKey);
      }),
  };
  Object.assign(window, { rows: inPage });
};

const run = <Name extends keyof InPage>(page: Page, name: Name, ...args: Parameters<InPage[Name]>) =>
  page.evaluate(
    ([method, given]) =>
      (window as never as { rows: Record<string, (...all: unknown[]) => Promise<unknown>> }).rows[method]!(...given),
    [name as string, args as unknown[]] as const,
  );

/** Keeps a copy of the one row that waits, to be the pattern of many. */
export const keepPattern = (page: Page, rows: Rows) => run(page, 'keep', rows);

/** Makes `count` copies of the pattern wait, each with an id of its own instead of `id`, and nothing else. */
export const fill = (page: Page, rows: Rows, count: number, id: string, address: Address) =>
  run(page, 'fill', rows, count, id, address);

export const countWaiting = (page: Page, rows: Rows) => run(page, 'count', rows) as Promise<number>;
