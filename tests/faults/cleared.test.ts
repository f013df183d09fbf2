import { expect, test } from 'vitest';
import { putRow, rowsOf } from '../support/idb';
import { useStage } from '../support/stage';
import { expectStoredOnce, token } from '../support/stored';

const stage = useStage();

test('fault 26: after storage was cleared in the midst of a visit the next submits are kept on the device, and arrive once (Q12)', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab();
  const words = [token('before'), token('after'), token('later')];
  await tab.submit(words[0]!);
  await expectStoredOnce(scene, [words[0]!], tab);
  await putRow(tab.page, scene.project, 'meta:marker', true);
  const clearing = await scene.tab({ headers: { 'clear-site-data': '"storage"' } });
  await clearing.page.close();
  expect(Object.keys(await rowsOf(tab.page, scene.project, 'meta:marker'))).toEqual([]);
  expect(await tab.submit(words[1]!)).toMatchObject({ ok: true, kept: 'device' });
  await expectStoredOnce(scene, words.slice(0, 2));
  expect(await tab.submit(words[2]!)).toMatchObject({ ok: true, kept: 'device' });
  await expectStoredOnce(scene, words);
  expect(await tab.events('error')).toEqual([]);
});
