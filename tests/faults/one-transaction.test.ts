import { expect, test } from 'vitest';
import { useStage } from '../support/stage';
import { expectStoredOnce, token } from '../support/stored';

const stage = useStage();

interface Log {
  storageLog: { what: string; durability?: string }[];
}

/** Writes down, in order: each readwrite transaction, its completion, and each request to the network. */
const watchStorage = () => {
  const log: Log['storageLog'] = [];
  Object.assign(window, { storageLog: log });
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const tx = transaction.call(this, stores, mode, options);
    if (mode === 'readwrite') {
      const begin = { what: 'begin', durability: options?.durability ?? 'default' };
      log.push(begin);
      // what began before the log was emptied is not part of the story
      tx.addEventListener('complete', () => log.includes(begin) && log.push({ ...begin, what: 'complete' }));
    }
    return tx;
  };
  const { fetch } = window;
  window.fetch = (input, init) => {
    if (init?.method === 'POST') log.push({ what: 'fetch' });
    return fetch(input, init);
  };
};

/** The page's own start also writes (old drafts, the visit, a first claim): its transactions are over before we look. */
const startedUp = async (tab: { page: import('playwright-core').Page }) => {
  await tab.page.evaluate(() => (window as never as { earshot(method: string): Promise<unknown> }).earshot('flush'));
  await tab.page.waitForFunction(() => {
    const { storageLog } = window as never as Log;
    const count = (wanted: string) => storageLog.filter(({ what }) => what === wanted).length;
    return count('begin') > 0 && count('begin') === count('complete');
  });
};

test('Q1: a submit is one transaction with strict durability, complete before submit resolves and before any network', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ before: watchStorage });
  const words = [token('first'), token('second')];
  await startedUp(tab);
  for (const text of words) {
    const log = await tab.page.evaluate(async (value) => {
      const { storageLog, earshot } = window as never as Log & { earshot(...args: unknown[]): Promise<unknown> };
      storageLog.length = 0;
      await earshot('submit', { text: value });
      return storageLog.slice(); // as it stood when the promise resolved
    }, text);
    const complete = log.findIndex(({ what }) => what === 'complete');
    expect(log.slice(0, complete + 1)).toEqual([
      { what: 'begin', durability: 'strict' },
      { what: 'complete', durability: 'strict' },
    ]);
    // what follows is the claim of the flush, never a second write of the submit
    expect(log.slice(complete + 1).filter(({ durability }) => durability === 'strict')).toEqual([]);
    await expectStoredOnce(scene, [text], tab);
  }
});

test('Q1: with 50 records waiting a submit is still one transaction', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ before: watchStorage });
  await scene.offline(true);
  const words = Array.from({ length: 51 }, (_, n) => token(`w${n}`));
  for (const text of words.slice(0, 50)) await tab.submit(text);
  const strict = await tab.page.evaluate(async (value) => {
    const { storageLog, earshot } = window as never as Log & { earshot(...args: unknown[]): Promise<unknown> };
    storageLog.length = 0;
    await earshot('submit', { text: value });
    return storageLog.filter(({ what, durability }) => what === 'begin' && durability === 'strict').length;
  }, words[50]!);
  expect(strict).toBe(1);
  await scene.offline(false);
  await expectStoredOnce(scene, words, tab);
});
