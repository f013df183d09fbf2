import { expect, test } from 'vitest';
import { useStage } from '../support/stage';
import { expectStoredOnce, pause, token } from '../support/stored';

const stage = useStage();

const survey = { preset: 'ces' as const, trigger: { event: 'done' } };

test('a prompt waits while somebody types on the page, and opens when they are done', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({ options: { surveys: { done: survey } }, body: '<textarea id="notes"></textarea>' });
  const prompt = tab.page.getByRole('region', { name: 'Feedback' });
  await tab.page.locator('#notes').focus();
  await tab.page.keyboard.type('Dear');
  const tracked = tab.call('track', 'done');
  for (let i = 0; i < 8; i++) {
    await pause(500);
    await tab.page.keyboard.type(' x');
    expect(await prompt.count()).toBe(0);
  }
  await tracked;
  await prompt.waitFor();
  expect(await tab.page.locator('#notes').inputValue()).toBe(`Dear${' x'.repeat(8)}`);
});

test('an impression of one form is nothing that was sent: it holds no prompt back, and no event speaks of it', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab({
    options: { consent: 'granted', surveys: { done: survey } },
    body: '<div data-earshot-survey="helpful"></div>',
  });
  await tab.heard('shown');
  await expect
    .poll(async () => (await scene.collector.rows(scene.project)).map(({ record }) => record.kind))
    .toEqual(['impression']);
  await pause(100);
  expect((await tab.events()).filter(({ type }) => /^(submit|saved|sent)$/.test(type))).toEqual([]);
  await tab.call('track', 'done');
  await tab.page.locator('.earshot.prompt').waitFor();
  const words = token();
  await tab.submit(words);
  await expectStoredOnce(scene, [words], tab);
  expect((await tab.events('submit')).length).toBe(1);
});
