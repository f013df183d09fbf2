import { expect, test } from 'vitest';
import { commentBox, openPanel, panelText, send } from '../support/panel';
import { useStage } from '../support/stage';
import { expectNothingStored, expectStoredOnce, token } from '../support/stored';
import { said } from '../support/tab';

const stage = useStage();

const MEGABYTE = 'A line of a log file.\n'.repeat(2 ** 20 / 22);

// Chromium alone lays out a megabyte in any textarea for seconds, on a busy machine for many
test('fault 23: 1 MB pasted is refused with a message while it can still be edited, and is never cut (Q11)', {
  timeout: 300_000,
}, async () => {
  const scene = await stage.scene();
  const tab = await scene.tab();
  tab.page.setDefaultTimeout(200_000);
  await openPanel(tab);
  const box = commentBox(tab);
  await box.evaluate((field: HTMLTextAreaElement, text) => {
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
  }, MEGABYTE);
  await tab.page
    .getByRole('button', { name: 'Send', exact: true })
    .evaluate((button: HTMLButtonElement) => button.click());
  await expect.poll(() => panelText(tab), { timeout: 200_000 }).toMatch(/too long/i);
  expect((await box.inputValue()).length).toBe(MEGABYTE.length);
  expect(await tab.events('submit')).toEqual([]);
  await expectNothingStored(scene);

  const words = token('shortened');
  await box.fill(words);
  await send(tab);
  await expectStoredOnce(scene, [words], tab);
});

test('Q11: words over the size of a record are refused by submit(), with the limit in the answer', async () => {
  const scene = await stage.scene();
  const tab = await scene.tab();
  // no text is too long by itself: 4,000 characters are the most of one, and all three are 36,000 bytes
  const answers = [1, 2, 3].flatMap(() => said('한'.repeat(4_000)).answers);
  expect(await tab.call('submit', { answers })).toEqual({ ok: false, code: 'too_large', maxBytes: 32_768 });
  await expectNothingStored(scene);
});
