import { describe, expect, test } from 'vitest';
import { useStage } from '../support/stage';
import { expectNothingStored, expectQueueEmpty, expectStoredOnce, token, waiting } from '../support/stored';
import { missingForWebKit } from '../support/webkit/installed';
import { batches, type Said, wordsIn } from './app-page';

const missing = missingForWebKit();
const name = `A native app around WebKitGTK${missing.length ? `: skipped, apt-get install ${missing.join(' ')}` : ''}`;

/** The app is tests/support/webkit/host.py: the handlers are WebKit's own, registered as an iOS app registers them. */
describe.skipIf(missing.length)(name, () => {
  const stage = useStage({ engine: 'webkit' });
  const PATIENT = { timing: { leaseMs: 30_000 } };
  const HANDLERS = ['plain', 'reply'] as const;

  const appScene = async (handler: (typeof HANDLERS)[number] | null, acks = true) => {
    const scene = await stage.scene(PATIENT);
    const control = (command: object) => scene.browser().control!(command);
    await control({ do: 'app', handler, acks });
    const received = async (): Promise<Said[]> =>
      ((await control({ do: 'received' }))['messages'] as string[]).map((message) => JSON.parse(message));
    return { scene, received, acks: (on: boolean) => control({ do: 'acks', on }) };
  };

  for (const handler of HANDLERS)
    for (const file of ['earshot.js', 'earshot.webview.js'])
      test(`takes a submission through its handler (${handler}) and acks it: no request, the queue is empty, with ${file} (Q2, Q4)`, async () => {
        const { scene, received } = await appScene(handler);
        const tab = await scene.tab({ file });
        const words = token();
        await tab.submit(words);
        await tab.heard('sent');
        await expectQueueEmpty(scene, tab);
        expect(wordsIn(await received())).toEqual([words]);
        expect(scene.proxy.seen).toEqual([]);
        await expectNothingStored(scene);
      });

  test.each(HANDLERS)(
    'that does not ack leaves it in the queue, and it goes by fetch (%s), then network first (Q4)',
    async (handler) => {
      const { scene, received } = await appScene(handler, false);
      const tab = await scene.tab();
      const words = [token(), token()];
      await tab.submit(words[0]!);
      await expect.poll(async () => wordsIn(await received())).toEqual([words[0]]);
      expect(scene.proxy.seen).toEqual([]);
      expect(await waiting(scene, tab)).toBe(1);
      await expectStoredOnce(scene, [words[0]!], tab);
      await tab.submit(words[1]!);
      await expectStoredOnce(scene, words, tab);
      expect(batches(await received())).toHaveLength(1);
    },
  );

  test('takes it without any network, and one that begins to answer is first again', async () => {
    const { scene, received, acks } = await appScene('reply', false);
    const tab = await scene.tab();
    const words = [token(), token(), token()];
    await tab.submit(words[0]!);
    await expectStoredOnce(scene, [words[0]!], tab);
    await acks(true);
    await scene.offline(true);
    await tab.submit(words[1]!);
    await expectQueueEmpty(scene, tab);
    await scene.offline(false);
    const requests = scene.proxy.seen.length;
    await tab.submit(words[2]!);
    await expectQueueEmpty(scene, tab);
    expect(wordsIn(await received())).toEqual(words);
    expect(scene.proxy.seen).toHaveLength(requests);
  });

  test('gets what was said in the form, and hears that it was opened', async () => {
    const { scene, received } = await appScene('plain');
    const tab = await scene.tab({ options: { survey: 'ces' } });
    const { page } = tab;
    await page.getByRole('button', { name: 'Feedback' }).click();
    await page.getByRole('dialog').waitFor();
    await page.getByRole('dialog').getByRole('radio').first().check();
    const words = token();
    await page.getByRole('dialog').getByRole('textbox').first().fill(words);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await tab.heard('sent');
    await expectQueueEmpty(scene, tab);
    expect((await received())[0]).toEqual({ earshot: 1, event: 'open' });
    expect(wordsIn(await received())).toContain(words);
    await expectNothingStored(scene);
  });

  test('without a handler is a browser: the collector has it, once', async () => {
    const { scene } = await appScene(null);
    const tab = await scene.tab({ file: 'earshot.webview.js' });
    const words = token();
    await tab.submit(words);
    await expectStoredOnce(scene, [words], tab);
  });
});
