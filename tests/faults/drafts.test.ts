import { expect, test } from 'vitest';
import { rowsOf } from '../support/idb';
import { commentBox, openPanel, send } from '../support/panel';
import type { Scene } from '../support/stage';
import { useStage } from '../support/stage';
import { expectNothingStored, expectStoredOnce, token } from '../support/stored';
import type { Tab } from '../support/tab';

const stage = useStage();

const draftText = async (scene: Scene, tab: Tab) => JSON.stringify(await rowsOf(tab.page, scene.project, 'draft:'));

test('a draft survives a killed browser, never holds contact, and dies when it is sent', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab();
  await openPanel(tab);
  const words = token();
  await tab.page.getByRole('radio').nth(1).check({ force: true });
  await commentBox(tab).fill(words);
  await tab.page.getByRole('checkbox', { name: /reply/i }).check();
  await tab.page.getByRole('textbox', { name: /email/i }).fill('anna@example.org');
  await expect.poll(() => draftText(scene, tab)).toContain(words);
  await tab.page.waitForTimeout(200);
  await scene.kill();

  const next = await scene.tab();
  expect(JSON.stringify(await rowsOf(next.page, scene.project))).not.toContain('anna@');
  await openPanel(next);
  expect(await commentBox(next).inputValue()).toBe(words);
  expect(await next.page.getByRole('radio').nth(1).isChecked()).toBe(true);
  await expectNothingStored(scene);

  await send(next);
  await expectStoredOnce(scene, [words], next);
  await expect.poll(() => rowsOf(next.page, scene.project, 'draft:')).toEqual({});
  await next.page.reload();
  await next.heard('ready');
  await openPanel(next);
  expect(await commentBox(next).inputValue()).toBe('');
});

test('closing the panel keeps the draft, identify() as somebody else forgets it', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab();
  await tab.call('identify', { userKey: 'anna' });
  await openPanel(tab);
  const words = token();
  await commentBox(tab).fill(words);
  await tab.call('close');
  await expect.poll(() => draftText(scene, tab)).toContain(words);
  await openPanel(tab);
  expect(await commentBox(tab).inputValue()).toBe(words);
  await tab.call('close');

  await tab.call('identify', { userKey: 'ben' });
  await expect.poll(() => rowsOf(tab.page, scene.project, 'draft:')).toEqual({});
  await openPanel(tab);
  expect(await commentBox(tab).inputValue()).toBe('');
});

test('a draft does not come back after 24 hours', async () => {
  const scene = await stage.scene();
  const first = await scene.tab();
  await openPanel(first);
  const words = token();
  await commentBox(first).fill(words);
  await expect.poll(() => draftText(scene, first)).toContain(words);
  await first.page.close();
  const later = await scene.tab({
    before: () => {
      const { now } = Date;
      Date.now = () => now() + 25 * 3_600_000;
    },
  });
  await openPanel(later);
  expect(await commentBox(later).inputValue()).toBe('');
});
