import { describe, expect, test } from 'vitest';
import type { Timing } from '../../src/options';
import { testIn } from '../support/engine-only';
import { cut, hang, lostAck, pass, status } from '../support/faults';
import { rowsOf } from '../support/idb';
import { QUICK_SYNC, tabWithWorker, tags, tellWorker, workerWith } from '../support/site-worker';
import { type Scene, useStage } from '../support/stage';
import {
  expectNothingStored,
  expectStoredOnce,
  pause,
  token,
  untilAsked,
  untilFailed,
  waiting,
} from '../support/stored';
import { type Tab, type TabSettings, UNHURRIED } from '../support/tab';

// The browser repeats a sync event after seconds here; its users wait for minutes.
const stage = useStage({ args: QUICK_SYNC });

/** Waits until the site's worker will be called when there is a network. */
const untilRegistered = (scene: Scene, tab: Tab) =>
  expect.poll(async () => (await tags(tab)) ?? [], { interval: 20 }).toContain(`earshot:${scene.project}`);

/** Waits until the page has found our file in the site's worker, and said there what the worker has to know. */
const untilFound = (scene: Scene, { page }: Tab) =>
  expect
    .poll(async () => Object.keys(await rowsOf(page, scene.project, 'meta:worker')), { interval: 20 })
    .toHaveLength(1);

const withWorker = async (locks = true, timing: Partial<Timing> = {}, options: TabSettings['options'] = {}) => {
  const scene = await stage.scene({ locks, timing });
  return { scene, tab: await tabWithWorker(scene, workerWith(scene, { locks }), { options, before: noLuck }) };
};

/** A page that fails once is silent from then on: whatever is asked for later was asked for by the worker. */
const SILENT: Partial<Timing> = { backoffBaseMs: 600_000, backoffMaxMs: 600_000 };
const noLuck = () => {
  Math.random = () => 0.999;
};

/** Submits and gives the record's id. */
const idOf = async (tab: Tab, words: string) => {
  const outcome = await tab.submit(words);
  if (!outcome.ok) throw new Error(`submit() answered ${outcome.code}`);
  return outcome.id;
};

describe.each([
  ['with', true],
  ['without', false],
])('%s navigator.locks', (_, locks) => {
  testIn('chromium')(
    'fault 33: submitted offline, the tab closed, the network returns: the browser’s own sync event sends it, stored once (Q5)',
    async () => {
      const { scene, tab } = await withWorker(locks);
      // the browser's emulation of no network does not reach a worker that starts later, so the line is cut as well
      await scene.offline(true);
      scene.proxy.fault = cut;
      const words = token();
      expect(await tab.submit(words)).toMatchObject({ ok: true, kept: 'device' });
      await untilRegistered(scene, tab);
      await tab.page.close();
      await expectNothingStored(scene);

      scene.proxy.fault = pass;
      await scene.offline(false);
      await expectStoredOnce(scene, [words]);
    },
  );

  testIn('chromium')(
    'fault 33: one that was in flight when its tab was closed is sent when its lease has ended (Q6)',
    async () => {
      const { scene, tab } = await withWorker(locks);
      scene.proxy.fault = hang;
      const words = token();
      await tab.submit(words);
      await untilAsked(scene, 1);
      await untilRegistered(scene, tab);
      await tab.page.close();

      scene.proxy.fault = pass;
      await expectStoredOnce(scene, [words]);
    },
  );

  test('fault 33: the worker and three tabs send at once: nothing is sent twice (Q5)', async () => {
    const scene = await stage.scene({ locks, timing: UNHURRIED });
    const code = workerWith(scene, { locks });
    const first = await tabWithWorker(scene, code);
    const tabs = [first, await tabWithWorker(scene, code), await tabWithWorker(scene, code)];
    scene.proxy.fault = status(503);
    const words = Array.from({ length: 45 }, (_, n) => token(`w${n}`));
    for (const [n, text] of words.entries()) await tabs[n % 3]!.submit(text);
    await untilAsked(scene, 1);
    scene.proxy.seen.length = 0;
    scene.proxy.fault = async (exchange) => {
      await pause(150); // a slow collector
      await pass(exchange);
    };
    for (let n = 0; n < 5; n++) {
      await tellWorker(first, { type: 'earshot-flush', project: scene.project });
      await Promise.all(tabs.map((tab) => tab.page.evaluate(() => void (window as never as Host).earshot('flush'))));
      await pause(20);
    }
    await expectStoredOnce(scene, words, first);
    const answered = scene.proxy.seen.flatMap(({ ids }) => ids);
    expect(answered.sort()).toEqual([...new Set(answered)].sort());
  });
});

test('fault 33: what the site’s worker sent, the tab that it was said in hears of (Q2)', async () => {
  const { scene, tab } = await withWorker(true, SILENT);
  scene.proxy.fault = status(500);
  const id = await idOf(tab, token());
  await untilFailed(scene, tab);
  await untilFound(scene, tab);
  scene.proxy.fault = pass;
  await tellWorker(tab, { type: 'earshot-flush' }); // of all projects
  expect((await tab.heard('sent', id)).detail).toMatchObject({ id });
  expect(await waiting(scene, tab)).toBe(0);
});

testIn('chromium')(
  'fault 33: while the endpoint answers 500 the event is repeated, and the words stay (Q8)',
  async () => {
    const { scene, tab } = await withWorker(true, SILENT);
    scene.proxy.fault = status(500);
    const words = token();
    await tab.submit(words);
    await untilRegistered(scene, tab);
    await tab.page.close();
    const before = scene.proxy.seen.length;
    await untilAsked(scene, before + 2);
    await expectNothingStored(scene);

    scene.proxy.fault = pass;
    await expectStoredOnce(scene, [words]);
  },
);

testIn('chromium')(
  'fault 33: the worker stopped in the midst of it, its answer lost: sent later, stored once (Q6, Q3)',
  async () => {
    // nobody but the end of the worker ends its request
    const { scene, tab } = await withWorker(true, { ...SILENT, requestTimeoutMs: 600_000 });
    scene.proxy.fault = cut;
    const words = [token('one'), token('two')];
    for (const text of words) await tab.submit(text);
    await untilFailed(scene, tab);
    await untilRegistered(scene, tab);
    await tab.page.close();
    scene.proxy.fault = async (exchange) => {
      await exchange.forward(); // stored, and never answered
    };
    const before = scene.proxy.seen.length;
    await untilAsked(scene, before + 1);
    await stopWorkers(scene);
    await scene.proxy.seen[before]!.ended;

    scene.proxy.fault = pass;
    await expectStoredOnce(scene, words);
    await expect.poll(async () => (await scene.collector.counters(scene.project)).duplicate).toBeGreaterThan(0);
    expect(await scene.collector.rows(scene.project)).toHaveLength(words.length);
  },
);

testIn('chromium')(
  'fault 33: the browser killed while the worker sends: the next visit sends, stored once (Q6)',
  async () => {
    const { scene, tab } = await withWorker();
    scene.proxy.fault = hang;
    const words = token();
    await tab.submit(words);
    await untilAsked(scene, 1);
    await untilRegistered(scene, tab);
    await tab.page.close();
    scene.proxy.fault = lostAck;
    await untilAsked(scene, 2);
    await scene.kill();

    scene.proxy.fault = pass;
    await expectStoredOnce(scene, [words], await scene.tab());
  },
);

test('fault 33: a project whose pages told the worker nothing is left to its pages, and nothing of it is lost (Q13)', async () => {
  const { scene, tab } = await withWorker(true, SILENT);
  const other = await stage.scene({ timing: SILENT });
  scene.proxy.fault = other.proxy.fault = status(500);
  const words = [token('with'), token('without')];
  await tab.submit(words[0]!);
  await untilFailed(scene, tab);
  await untilFound(scene, tab);
  // an older build on the same site: same worker, but it says nothing to it
  const older = await other.tab({ before: noLuck });
  await older.submit(words[1]!);
  await untilFailed(other, older);
  const before = await rowsOf(older.page, other.project, 'q:');

  scene.proxy.fault = other.proxy.fault = pass;
  other.proxy.seen.length = 0;
  await tellWorker(tab, { type: 'earshot-flush' });
  await expectStoredOnce(scene, [words[0]!], tab);
  expect(other.proxy.seen).toEqual([]);
  expect(Object.keys(await rowsOf(older.page, other.project, 'q:'))).toEqual(Object.keys(before));

  await older.call('flush');
  await expectStoredOnce(other, [words[1]!], older);
});

test('a receipt is kept of what the worker sent with granted consent, and of nothing after it was withdrawn', async () => {
  const { scene, tab } = await withWorker(true, SILENT, { consent: 'granted' });
  scene.proxy.fault = status(500);
  const words = [token('granted'), token('withdrawn')];
  const id = await idOf(tab, words[0]!);
  await untilFailed(scene, tab);
  await untilFound(scene, tab);
  scene.proxy.fault = pass;
  await tellWorker(tab, { type: 'earshot-flush' });
  await tab.heard('sent', id);
  await expect
    .poll(async () => Object.keys(await rowsOf(tab.page, scene.project, 'receipt:')), { interval: 20 })
    .toEqual([`receipt:${id}`]);

  scene.proxy.fault = status(500);
  await tab.submit(words[1]!);
  await untilFailed(scene, tab);
  await tab.call('setConsent', 'denied');
  scene.proxy.fault = pass;
  await tellWorker(tab, { type: 'earshot-flush' });
  await expectStoredOnce(scene, words, tab);
  await pause(200); // a receipt would have been written by then
  expect(await rowsOf(tab.page, scene.project, 'receipt:')).toEqual({});
});

test('a site’s worker without our file is asked for nothing (no sync event that it does not know)', async () => {
  const scene = await stage.scene();
  const tab = await tabWithWorker(scene, "addEventListener('activate', (event) => event.waitUntil(clients.claim()))");
  scene.proxy.fault = status(500);
  const words = token();
  await tab.submit(words);
  await untilFailed(scene, tab);
  expect((await tags(tab)) ?? []).toEqual([]);
  expect(await rowsOf(tab.page, scene.project, 'meta:worker')).toEqual({});
  scene.proxy.fault = pass;
  await expectStoredOnce(scene, [words], tab);
});

/** Ends the workers of the scene's site as the browser does with one that takes too long. */
async function stopWorkers(scene: Scene): Promise<void> {
  const page = await scene.browser().newPage();
  await page.goto(`${scene.site}/`);
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await page.close();
}

interface Host {
  earshot(method: string): unknown;
}
