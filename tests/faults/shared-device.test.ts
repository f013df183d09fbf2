import { expect, test } from 'vitest';
import { commentBox, openPanel } from '../support/panel';
import { useStage } from '../support/stage';
import { pause, token } from '../support/stored';

const stage = useStage();

test('sharedDevice: the next visitor of the same page does not see what the one before had typed', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ options: { sharedDevice: true } });
  for (const words of [token('first'), token('second')]) {
    await openPanel(tab);
    expect(await commentBox(tab).inputValue()).toBe('');
    await commentBox(tab).fill(words);
    await pause(100);
    await tab.call('close');
    await pause(50);
  }
});

test('beforeSend: what is half typed is there again in the same page, and never on the disk (Q14)', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ code: '{ beforeSend: (record) => record }' });
  const words = token();
  await openPanel(tab);
  await commentBox(tab).fill(words);
  await pause(100);
  await tab.call('close');
  await openPanel(tab);
  expect(await commentBox(tab).inputValue()).toBe(words);
  await tab.page.reload();
  await tab.heard('ready');
  await openPanel(tab);
  expect(await commentBox(tab).inputValue()).toBe('');
});
