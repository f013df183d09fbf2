import { expect } from 'vitest';
import { testIn } from '../support/engine-only';
import { hang, pass } from '../support/faults';
import { rowsOf } from '../support/idb';
import { sayInPanel, statusText } from '../support/panel';
import { useStage } from '../support/stage';
import { expectStoredOnce, token, untilAsked } from '../support/stored';

const stage = useStage({ privately: true });

testIn('firefox')(
  'fault 27: in a private window words arrive, and the form says no more than what is kept there (Q12)',
  async () => {
    const scene = await stage.scene();
    const tab = await scene.tab();
    const words = [token('called'), token('said')];
    const outcome = await tab.submit(words[0]!);
    expect(outcome).toMatchObject({ ok: true });
    scene.proxy.fault = hang;
    await sayInPanel(tab, words[1]!);
    await expect.poll(() => statusText(tab)).toMatch(/saved|not sent/i);
    if (/saved on this device/i.test(await statusText(tab)))
      expect(Object.keys(await rowsOf(tab.page, scene.project, 'q:'))).not.toEqual([]);
    scene.proxy.fault = pass;
    await expectStoredOnce(scene, words, tab);
  },
);

testIn('firefox')('fault 27: what a private window held is gone with it, as the README says (Q12)', async () => {
  const scene = await stage.scene();
  scene.proxy.fault = hang;
  const tab = await scene.tab();
  await tab.submit(token());
  await untilAsked(scene, 1);
  await scene.kill();
  expect(await rowsOf((await scene.tab()).page, scene.project, 'q:')).toEqual({});
});
