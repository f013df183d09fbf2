import { expect, test } from 'vitest';
import { pass, status } from '../support/faults';
import { panelText, sayInPanel, statusText } from '../support/panel';
import { useStage } from '../support/stage';
import { expectStoredOnce, pause, token, untilHeld } from '../support/stored';

const stage = useStage();

test('Q8: while the server asks for patience the form says saved, and never that it is sending', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab();
  scene.proxy.fault = status(429, { 'retry-after': '600' });
  const words = [token('first'), token('second')];
  await tab.submit(words[0]!);
  await untilHeld(scene, tab);
  const asked = scene.proxy.seen.length;

  await sayInPanel(tab, words[1]!);
  await expect.poll(() => statusText(tab)).toMatch(/saved on this device/i);
  await pause(200);
  expect(await panelText(tab)).not.toMatch(/sending|is being sent/i);
  expect(await statusText(tab)).toMatch(/saved on this device/i);
  expect(scene.proxy.seen.length).toBe(asked);

  scene.proxy.fault = pass;
  await tab.page.evaluate(
    (name) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => {
          const tx = opening.result.transaction('kv', 'readwrite');
          const rows = tx.objectStore('kv');
          // the ten minutes are over
          rows.delete('meta:endpoint');
          const total = rows.get('meta:total');
          total.onsuccess = () => rows.put({ ...total.result, hold: 0 }, 'meta:total');
          tx.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    `earshot:${scene.project}`,
  );
  await tab.call('flush');
  await expectStoredOnce(scene, words, tab);
});
