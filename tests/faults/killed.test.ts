import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { testIn } from '../support/engine-only';
import { hang, lostAck, pass } from '../support/faults';
import { rowsOf } from '../support/idb';
import { useStage } from '../support/stage';
import { expectNothingStored, expectQueueEmpty, expectStoredOnce, token, untilAsked } from '../support/stored';

const stage = useStage();

describe.each([
  ['with', true],
  ['without', false],
])('%s navigator.locks', (_, locks) => {
  test('fault 1: killed right after submit resolved, the words are kept and sent at the next start (Q1, Q6)', async () => {
    const scene = await stage.scene({ locks });
    scene.proxy.fault = hang;
    const words = token();
    const tab = await scene.tab();
    expect(await tab.submit(words)).toMatchObject({ ok: true, kept: 'device' });
    await scene.kill();
    await expectNothingStored(scene);

    scene.proxy.fault = pass;
    await expectStoredOnce(scene, [words], await scene.tab());
  });

  testIn('chromium')(
    'fault 2: a renderer that crashed in flight leaves its record to another tab, stored once (Q5, Q6)',
    async () => {
      const scene = await stage.scene({ locks });
      const [mine, others] = [token('crashed'), token('alive')];
      const other = await scene.tab();
      const doomed = await scene.tab();
      scene.proxy.fault = lostAck;
      await doomed.submit(mine);
      await untilAsked(scene, 1);
      await crash(doomed.page);

      scene.proxy.fault = pass;
      await other.submit(others);
      await expectStoredOnce(scene, [mine, others], other);
    },
  );

  testIn('chromium')('fault 2: after a crash in flight the next visit sends (Q6)', async () => {
    const scene = await stage.scene({ locks });
    const words = token();
    const doomed = await scene.tab();
    scene.proxy.fault = hang;
    await doomed.submit(words);
    await untilAsked(scene, 1);
    await crash(doomed.page);

    scene.proxy.fault = pass;
    await expectStoredOnce(scene, [words], await scene.tab());
  });

  test.each([
    ['while its transaction waits for its turn', 'turn', 0],
    ['at the start of its transaction', 'start', undefined],
    ['at its last write', 'put', undefined],
    // mostly whole: Chromium was seen to lose a strict transaction when it was killed within a millisecond of `complete`
    ['when its transaction is complete', 'complete', undefined],
  ] as const)(
    'fault 3: killed %s, the record of a submit is absent or whole, and so is its count (Q1, Q11)',
    async (_when, moment, count) => {
      const scene = await stage.scene({ locks });
      scene.proxy.fault = hang;
      const tab = await scene.tab({ before: tellMoments });
      const words = token();
      await tab.call('flush'); // all parts are there, and the start's own transactions are over
      const reached = tab.page.evaluate((name) => (window as never as Moments).reach(name), moment);
      tab.submit(words).catch(() => {}); // the answer dies with the browser
      await reached;
      await scene.kill();

      const next = await scene.tab();
      const rows = Object.values(await rowsOf(next.page, scene.project, 'q:')) as { body: string; bytes: number }[];
      expect(rows.length).toBeLessThanOrEqual(1);
      if (count === 0) expect(rows).toEqual([]);
      for (const { body } of rows) expect(JSON.parse(body).answers[0].value).toBe(words);
      const { 'meta:total': total } = await rowsOf(next.page, scene.project, 'meta:total');
      expect((total ?? { n: 0, bytes: 0 }) as object).toMatchObject({ n: rows.length, bytes: rows[0]?.bytes ?? 0 });

      scene.proxy.fault = pass;
      if (rows.length) await expectStoredOnce(scene, [words], next);
      else await expectNothingStored(scene);
      await expectQueueEmpty(scene, next);
      expect(await rowsOf(next.page, scene.project, 'bad:')).toEqual({});
    },
  );
});

interface Moments {
  reach(moment: string): Promise<void>;
}

/** Lets a test wait for a moment of the next strict transaction, which is a submit's; `turn` never lets it begin. */
function tellMoments() {
  let wanted = '';
  let tell = () => {};
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const strict = options?.durability === 'strict';
    if (strict && wanted === 'turn') {
      // another transaction that never ends stands before it
      const rows = transaction.call(this, stores, 'readwrite').objectStore('kv');
      const spin = () => {
        rows.get('nothing').onsuccess = spin;
      };
      spin();
    }
    const tx = transaction.call(this, stores, mode, options);
    if (!strict) return tx;
    if (/turn|start/.test(wanted)) tell();
    if (wanted === 'complete') tx.addEventListener('complete', tell);
    return tx;
  };
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (value, key) {
    const request = put.call(this, value, key);
    if (wanted === 'put' && this.transaction.durability === 'strict') request.addEventListener('success', tell);
    return request;
  };
  const reach = (moment: string) =>
    new Promise<void>((resolve) => {
      wanted = moment;
      tell = resolve;
    });
  Object.assign(window, { reach } satisfies Moments);
}

async function crash(page: Page): Promise<void> {
  const crashed = new Promise((resolve) => page.once('crash', resolve));
  const session = await page.context().newCDPSession(page);
  session.send('Page.crash').catch(() => {}); // nobody is left to answer
  await crashed;
}
