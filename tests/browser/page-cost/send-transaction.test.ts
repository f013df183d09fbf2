import { expect, test } from 'vitest';
import { quiet, useStand } from './stand';

const stand = useStand();

interface Step {
  what: 'begin' | 'complete' | 'fetch';
  durability?: string;
}
interface Seen {
  steps: Step[];
  /** Drafts that are on the disk, in order, as JSON. */
  drafts: string[];
  /** Keys of the drafts that were there when a strict transaction had completed, before any other could follow. */
  left: IDBValidKey[][];
}

/** Writes down, in order: each readwrite transaction, its completion, and each POST; and what becomes of drafts. */
const watchStorage = () => {
  const steps: Step[] = [];
  const drafts: string[] = [];
  const left: IDBValidKey[][] = [];
  Object.assign(window, { steps, drafts, left } satisfies Seen);
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const tx = transaction.call(this, stores, mode, options);
    if (mode === 'readwrite') {
      const durability = options?.durability ?? 'default';
      steps.push({ what: 'begin', durability });
      tx.addEventListener('complete', () => {
        steps.push({ what: 'complete', durability });
        if (durability !== 'strict') return;
        const rows = transaction.call(this, stores, 'readonly').objectStore(tx.objectStoreNames[0]!);
        const keys = rows.getAllKeys(IDBKeyRange.bound('draft:', 'draft:\uffff'));
        keys.onsuccess = () => left.push(keys.result);
      });
    }
    return tx;
  };
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (value, key) {
    if (`${key}`.startsWith('draft:'))
      this.transaction.addEventListener('complete', () => drafts.push(JSON.stringify(value)));
    return put.call(this, value, key);
  };
  const { fetch } = window;
  window.fetch = (input, init) => {
    if (init?.method === 'POST') steps.push({ what: 'fetch' });
    return fetch(input, init);
  };
};

test('Q1: Send in the panel is one strict transaction that takes the draft along, complete before any request', async () => {
  const words = 'The form asked for my address twice.';
  const page = await stand.open({ before: watchStorage });
  await quiet(page);
  await page.getByRole('button', { name: 'Feedback' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio').first().check({ force: true });
  await dialog.getByRole('textbox').first().fill(words);
  const seen = <K extends keyof Seen>(what: K) =>
    page.evaluate((name) => (window as never as Seen)[name], what) as Promise<Seen[K]>;
  // there is a draft to take along, with all that was typed: no other follows
  await expect.poll(async () => (await seen('drafts')).at(-1)).toContain(words);
  await page.evaluate(() => ((window as never as Seen).steps.length = 0));

  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(async () => (await seen('steps')).some(({ what }) => what === 'fetch')).toBe(true);
  const all = await seen('steps');
  expect(
    all.slice(
      0,
      all.findIndex(({ what }) => what === 'fetch'),
    ),
  ).toEqual([
    { what: 'begin', durability: 'strict' },
    { what: 'complete', durability: 'strict' },
  ]);
  expect(all.filter(({ durability }) => durability === 'strict').length).toBe(2);
  await expect.poll(async () => (await seen('left')).length).toBe(1);
  expect(await seen('left')).toEqual([[]]);
});
