import { describe, expect, type TestContext, test } from 'vitest';
import { engine } from '../support/browser';
import { testIn } from '../support/engine-only';
import type { Fault } from '../support/fault-proxy';
import { first, hang, pass, status } from '../support/faults';
import { spinInTransaction } from '../support/freeze';
import { puts, recordPuts } from '../support/puts';
import { type Scene, useStage } from '../support/stage';
import { expectStoredOnce, token, untilAsked } from '../support/stored';
import { type Tab, tabOn, UNHURRIED } from '../support/tab';

const stage = useStage({ bfcache: true });

/** A second page of the same origin with Earshot on it, ready to be visited. */
async function otherPage(scene: Scene): Promise<string> {
  const { page } = await scene.tab();
  const url = page.url();
  await page.close();
  return url;
}

/** The reason of a Chromium that has no back/forward cache at all: the headless shell in an npm package. */
const NO_CACHE = 'BackForwardCacheDisabledForDelegate';

/** Counts the page's open transactions, and when the last one began or ended. */
const watchTransactions = () => {
  const storage = { open: 0, atMs: performance.now() };
  Object.assign(window, { storage });
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...args) {
    const tx = transaction.apply(this, args);
    const count = (by: number) => Object.assign(storage, { open: storage.open + by, atMs: performance.now() });
    count(1);
    for (const end of ['complete', 'abort']) tx.addEventListener(end, () => count(-1));
    return tx;
  };
};

/** Whether the patience that was asked for was handed to the disk; what is read there may be answered when it is over. */
const untilToldToWait = ({ page }: Tab) =>
  expect.poll(async () => (await puts(page)).some((row) => /"meta:endpoint".*"hard":[1-9]/.test(row))).toBe(true);

/** A page in the midst of a transaction may be given up by circumstance; at rest it must not. */
const untilAtRest = ({ page }: Tab) =>
  expect
    .poll(() =>
      page.evaluate(() => {
        const { storage } = window as never as { storage: { open: number; atMs: number } };
        return storage.open === 0 && performance.now() - storage.atMs > 300;
      }),
    )
    .toBe(true);

/**
 * Leaves the page by `backFrom`, goes back and proves that it was restored as it was left; else it fails with the
 * reasons of the browser's developer tools. Skips the test, for all to see, where the browser has no such cache.
 */
async function expectRestored(tab: Tab, { skip }: TestContext, backFrom: () => Promise<unknown>): Promise<void> {
  const { page } = tab;
  const reasons: string[] = [];
  if (engine === 'chromium') {
    const session = await page.context().newCDPSession(page);
    await session.send('Page.enable');
    session.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) =>
      reasons.push(...notRestoredExplanations.map(({ reason }) => reason)),
    );
  }
  const url = await page.evaluate(() => location.href);
  /** Other drivers than Chromium's wait for a page that loads, and a restored one does not. */
  const back = async () => {
    if (engine === 'chromium') return page.goBack({ waitUntil: 'commit' });
    // between two pages there is none to answer
    await page.evaluate(() => void setTimeout(() => history.back())).catch(() => {});
    // a script that meets the page on its way is sometimes never answered, which WebKit's driver says after 10 s
    await expect
      .poll(() => page.evaluate(() => location.href).catch(() => 'on its way'), { timeout: 40_000 })
      .toBe(url);
  };
  await page.evaluate(() => {
    Object.assign(window, { left: true });
    addEventListener('pageshow', (event) => Object.assign(window, { restored: event.persisted }));
  });
  await backFrom();
  await back();
  await tab.heard('ready');
  const shown = () =>
    page.evaluate(() => {
      const { left, restored } = window as never as { left?: boolean; restored?: boolean };
      return left ? restored : false;
    });
  // `pageshow` comes a moment after the page, and so do the browser's reasons for one that was loaded anew
  await expect.poll(shown, { message: 'pageshow' }).toBeDefined();
  const restored = await shown();
  if (!restored && engine === 'chromium') await expect.poll(() => reasons).not.toEqual([]);
  if (!restored && reasons.includes(NO_CACHE)) skip('this Chromium has no back/forward cache');
  expect({ restored, reasons }).toEqual({ restored: true, reasons: [] });
}

describe.each([
  ['with', true],
  ['without', false],
])('%s navigator.locks', (_, locks) => {
  test('fault 21: submit, go to another page with Earshot, submit there, go back: restored, and all is flushed once (Q5, Q16)', async (context) => {
    const scene = await stage.scene({ locks });
    const there = await otherPage(scene);
    const tab = await scene.tab({ before: [watchTransactions, recordPuts] });
    const words = [token('left'), token('there'), token('back')];
    scene.proxy.fault = first(1, status(503, { 'retry-after': '8' }));
    await tab.submit(words[0]!);
    await untilToldToWait(tab);
    await untilAtRest(tab);
    await expectRestored(tab, context, async () => {
      await tab.page.goto(there);
      const other = tabOn(tab.page);
      await other.heard('ready');
      await other.submit(words[1]!);
      await other.heard('sent');
      // WebKit keeps a page with its transaction, which then nobody ends: all others of its database wait for it
      if (engine === 'webkit') await untilAtRest(other);
    });
    await tab.submit(words[2]!);
    await expectStoredOnce(scene, words, tab);
  });

  const states: [string, Fault, (scene: Scene, tab: Tab) => Promise<unknown>][] = [
    ['that did nothing', pass, async () => {}],
    ['that has sent', pass, (_scene, tab) => tab.heard('sent')],
    ['that waits out a 503', first(1, status(503, { 'retry-after': '8' })), (_scene, tab) => untilToldToWait(tab)],
    ['in mid-flight', first(1, hang), (scene) => untilAsked(scene, 1)],
  ];
  test.for(states)(
    'fault 21: a page %s is restored after a short look at another page with Earshot (Q5)',
    async ([what, fault, until], context) => {
      // nothing is to begin anew, an attempt given up or tried again, while the page is being left
      const scene = await stage.scene({ locks, timing: UNHURRIED });
      const there = await otherPage(scene);
      const tab = await scene.tab({ before: [watchTransactions, recordPuts] });
      scene.proxy.fault = fault;
      const words = what === 'that did nothing' ? [] : [token()];
      for (const text of words) await tab.submit(text);
      await until(scene, tab);
      await untilAtRest(tab);
      await expectRestored(tab, context, async () => {
        await tab.page.goto(there);
        await tabOn(tab.page).heard('ready');
        await tab.page.waitForTimeout(300);
      });
      await expectStoredOnce(scene, words, tab);
    },
  );
});

testIn('webkit')(
  'fault 21: while a page that WebKit caches in the midst of a transaction holds the disk, words are in memory, which is said, and arrive once (Q12)',
  async (context) => {
    const scene = await stage.scene({ timing: { storageTimeoutMs: 2_000 } });
    const there = await otherPage(scene);
    const tab = await scene.tab({ before: [watchTransactions, recordPuts] });
    await untilAtRest(tab);
    await expectRestored(tab, context, async () => {
      await tab.page.goto(there);
      await tabOn(tab.page).heard('ready');
      await spinInTransaction(tab.page, scene.project);
    });
    const words = token();
    expect(await tab.submit(words)).toMatchObject({ ok: true, kept: 'memory' });
    await expectStoredOnce(scene, [words]);
  },
);
