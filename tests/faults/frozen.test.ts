import { describe, expect } from 'vitest';
import { testIn } from '../support/engine-only';
import { cut, hang, pass, status } from '../support/faults';
import { freeze, spinInTransaction } from '../support/freeze';
import { rowsOf } from '../support/idb';
import { type Scene, useStage } from '../support/stage';
import { expectStoredOnce, token, untilAsked, untilFailed, waiting } from '../support/stored';
import type { Tab } from '../support/tab';

const stage = useStage();

describe.each([
  ['with', true],
  ['without', false],
])('%s navigator.locks', (_, locks) => {
  testIn('chromium')(
    'fault 20: a tab that is frozen in its first attempt leaves the record to another one after the lease (Q5, Q6)',
    async () => {
      // the request outlives the freezing, so that only the lease can free the record
      const scene = await stage.scene({ locks, timing: { requestTimeoutMs: 30_000 } });
      const [doomed, other] = [await scene.tab(), await scene.tab()];
      const words = [token('frozen'), token('other'), token('thawed')];
      scene.proxy.fault = hang;
      await doomed.submit(words[0]!);
      await untilAsked(scene, 1);
      const thaw = await freeze(scene.browser(), doomed.page);
      try {
        scene.proxy.fault = pass;
        await other.submit(words[1]!);
        await expectStoredOnce(scene, words.slice(0, 2));
      } finally {
        thaw();
      }
      await doomed.submit(words[2]!);
      await expectStoredOnce(scene, words, doomed);
    },
  );

  testIn('chromium')(
    'fault 20: a tab that is frozen while it drains, lock and lease in its hands, keeps nothing from the others (Q5, Q6)',
    async () => {
      const scene = await stage.scene({ locks, timing: { requestTimeoutMs: 30_000 } });
      const [doomed, other] = [await scene.tab(), await scene.tab()];
      const words = [token('frozen'), token('other'), token('thawed')];
      scene.proxy.fault = status(503);
      await doomed.submit(words[0]!);
      await untilFailed(scene, doomed);
      scene.proxy.fault = hang;
      await untilAsked(scene, scene.proxy.seen.length + 1);
      const [row] = Object.values(await rowsOf(other.page, scene.project, 'q:')) as { tries?: number; lease: number }[];
      expect(row?.tries).toBeGreaterThan(0); // not its first attempt, so it is the drain loop that has it
      expect(row?.lease).toBeGreaterThan(Date.now() - 2_000);
      const held = () =>
        other.page.evaluate(async () => (await navigator.locks?.query())?.held?.map(({ name }) => name));
      const locked = locks ? [`earshot:${scene.project}`] : undefined;
      await expect.poll(held).toEqual(locked);
      const thaw = await freeze(scene.browser(), doomed.page);
      try {
        expect(await held()).toEqual(locked);
        scene.proxy.fault = pass;
        await other.submit(words[1]!);
        await expectStoredOnce(scene, words.slice(0, 2));
        expect(await held()).toEqual(locked); // it was sent beside the lock, which is never stolen
      } finally {
        thaw();
      }
      await doomed.submit(words[2]!);
      await expectStoredOnce(scene, words, doomed);
    },
  );

  testIn('chromium')(
    'fault 30: a tab that is frozen in an open transaction costs another one the limit, not the words (Q12)',
    async () => {
      const scene = await stage.scene({ locks, timing: { storageTimeoutMs: 2_000 } });
      const [holder, tab] = [await scene.tab(), await scene.tab()];
      const words = [token('before'), token('meanwhile'), token('after')];
      await tab.submit(words[0]!);
      await expectStoredOnce(scene, [words[0]!], tab);
      const thaw = await freezeInTransaction(scene, holder);
      try {
        expect(await tab.submit(words[1]!)).toMatchObject({ ok: true, kept: 'memory' });
        await expectStoredOnce(scene, words.slice(0, 2));
      } finally {
        thaw();
      }
      await holder.page.close(); // with it goes the transaction
      expect(await tab.submit(words[2]!)).toMatchObject({ ok: true, kept: 'device' });
      await expectStoredOnce(scene, words, tab);
    },
  );

  testIn('chromium')(
    'fault 30: what was said offline meanwhile is on the device when that tab thaws, and arrives once, by the next visit (Q3, Q12)',
    async () => {
      const scene = await stage.scene({ locks, timing: { storageTimeoutMs: 2_000 } });
      const [holder, tab] = [await scene.tab(), await scene.tab()];
      await tab.call('flush');
      await scene.offline(true); // before a page is frozen that would have to hear of it
      scene.proxy.fault = cut; // what a closing page has begun leaves Chromium's own "offline" (seen: 24 pages of 40)
      const thaw = await freezeInTransaction(scene, holder);
      const words = token();
      try {
        expect(await tab.submit(words)).toMatchObject({ ok: true, kept: 'memory' });
      } finally {
        thaw();
      }
      await holder.page.close();
      await expect.poll(() => waiting(scene, tab)).toBe(1);
      await tab.page.close(); // and with it what was in its memory
      expect(await scene.collector.rows(scene.project)).toEqual([]);
      scene.proxy.fault = pass;
      await scene.offline(false);
      await expectStoredOnce(scene, [words], await scene.tab());
    },
  );
});

/** Freezes the page in the midst of a transaction. Answers with what thaws it. */
async function freezeInTransaction(scene: Scene, { page }: Tab) {
  await spinInTransaction(page, scene.project);
  return freeze(scene.browser(), page);
}
