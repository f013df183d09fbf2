import { expect, test } from 'vitest';
import { useStage } from '../support/stage';
import { expectNothingStored, expectQueueEmpty, expectStoredOnce, token } from '../support/stored';

const stage = useStage();

interface Bridged {
  batches: string[];
}

/** A native app that takes every batch, keeps a copy of it, and answers what `results` makes of its ids. */
const nativeApp = (results: string) =>
  `window.batches = [];
  window.EarshotHost = {
    v: 1,
    capabilities: [],
    async send(batch) {
      batches.push(batch);
      const ids = JSON.parse(batch).records.map(({ id }) => id);
      return JSON.stringify({ results: ${results} });
    },
  };`;

const app = (results: string) => ({ before: new Function(nativeApp(results)) as () => void });

test('a native app that acks is the whole delivery: no request, the queue is empty, and `sent` is heard', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab(app("ids.map((id) => ({ id, status: 'accepted' }))"));
  const words = token();
  await tab.submit(words);
  await tab.heard('sent');
  await expectQueueEmpty(scene, tab);
  expect(await tab.page.evaluate(() => (window as never as Bridged).batches.join())).toContain(words);
  expect(scene.proxy.seen).toEqual([]);
  await expectNothingStored(scene);
});

test('a native app that took the batch and stored nothing of it loses no word: the collector has it, once (Q4)', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab(app('[]'));
  const words = token();
  await tab.submit(words);
  await tab.heard('sent');
  await expectStoredOnce(scene, [words], tab);
  expect(await tab.page.evaluate(() => (window as never as Bridged).batches.join())).toContain(words);
});

test.each(['earshot.js', 'earshot.full.js', 'earshot.webview.js'])(
  'a page’s own EarshotHost whose getter throws costs no word, with %s (fault 29, Q16)',
  async (file) => {
    const scene = await stage.scene();
    const before = new Function(
      "Object.defineProperty(window, 'EarshotHost', { get() { throw new Error('mine') } })",
    ) as () => void;
    const tab = await scene.tab({ file, before });
    const words = token();
    await tab.submit(words);
    await tab.heard('sent');
    await expectStoredOnce(scene, [words], tab);
  },
);
