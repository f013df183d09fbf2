import { describe, expect, test } from 'vitest';
import { sayInPanel, statusText } from '../support/panel';
import { useStage } from '../support/stage';
import { expectNothingStored, expectStoredOnce, token, waiting } from '../support/stored';

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
