import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { quiet, useStand } from './stand';

const stand = useStand();
const names = (page: Page) => page.evaluate(() => Object.getOwnPropertyNames(window).sort());

test('one global is added to the page, and it stays the only one after the panel was used', async () => {
  const bare = await names(await stand.open({ earshot: false }));
  const page = await stand.open();
  await quiet(page);
  await page.getByRole('button', { name: 'Feedback' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio').first().check({ force: true });
  await dialog.getByRole('textbox').first().fill('The form asked for my address twice.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await dialog.getByRole('textbox').first().waitFor({ state: 'detached' });
  // playwright's selectors leave names of their own
  const ours = (await names(page)).filter((name) => !bare.includes(name) && !/playwright/i.test(name));
  expect(ours).toEqual(['earshot']);
});
