import { describe, expect, test } from 'vitest';
import { cut, pass } from '../support/faults';
import { putRow } from '../support/idb';
import { sayInPanel, statusText } from '../support/panel';
import { useStage } from '../support/stage';
import {
  endpointState,
  expectNothingStored,
  expectStoredOnce,
  pause,
  token,
  untilFailed,
  waiting,
} from '../support/stored';
import { UNHURRIED } from '../support/tab';

const stage = useStage();

describe.each([
  ['with', true],
  ['without', false],
])('%s navigator.locks', (_, locks) => {
  test('fault 4: offline, the panel says saved and not sent; on return the words arrive once (Q1, Q8)', async () => {
    const scene = await stage.scene({ locks });
    const tab = await scene.tab();
    const words = token();
    await sayInPanel(tab, words, {
      beforeSend: () => scene.offline(true),
    });
    await expect.poll(() => statusText(tab), { timeout: 20_000 }).toMatch(/saved on this device/i);
    expect(await statusText(tab)).not.toMatch(/^Sent/);
    await expectNothingStored(scene);
    expect(await waiting(scene, tab)).toBe(1);

    await scene.offline(false);
    await expectStoredOnce(scene, [words], tab);
    await tab.heard('sent');
  });

  test('fault 4: online is said a moment too early, after a night: the words need no second night (Q8)', async () => {
    const scene = await stage.scene({ locks, timing: UNHURRIED });
    scene.proxy.fault = cut;
    const tab = await scene.tab();
    const words = token();
    await tab.submit(words);
    await untilFailed(scene, tab);
    const state = (await endpointState(scene, tab))!;
    await putRow(tab.page, scene.project, 'meta:endpoint', { ...state, fails: 12, until: Date.now() + 72_000 });
    await tab.page.evaluate(() => dispatchEvent(new Event('online')));
    await expect.poll(async () => (await endpointState(scene, tab))!.fails, { interval: 20 }).not.toBe(12);
    await pause(200);
    scene.proxy.fault = pass;
    await expectStoredOnce(scene, [words], tab);
  });

  test('fault 4: what was said offline and left behind is sent by the next visit (Q1, Q3)', async () => {
    const scene = await stage.scene({ locks });
    const words = token();
    const tab = await scene.tab();
    await scene.offline(true);
    expect(await tab.submit(words)).toMatchObject({ ok: true, kept: 'device' });
    await tab.page.close();
    await scene.offline(false);
    await expectStoredOnce(scene, [words], await scene.tab());
  });
});
