import { expect, test } from 'vitest';
import ar from '../../../widget/locales/ar';
import type { Locale } from '../../../widget/locales/en';
import ja from '../../../widget/locales/ja';
import { call, settled, tabOf, useStand } from './stand';

const stand = useStand();

test.each([
  ['ja', ja, ''],
  ['ar', ar, 'rtl'],
] as [string, Locale, string][])(
  'on a page in "%s" the tab speaks it, and nothing shifts for that',
  async (lang, words, dir) => {
    const page = await stand.open({ html: `lang="${lang}"` });
    await tabOf(page).waitFor();
    await expect.poll(() => tabOf(page).textContent()).toBe(words.panelTitle);
    expect(await tabOf(page).getAttribute('lang')).toBe(lang);
    expect(await tabOf(page).evaluate((it) => (it as HTMLElement).dir)).toBe(dir);
    await expect.poll(() => tabOf(page).isVisible()).toBe(true);
    const shifts = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += (entry as never as { value: number }).value;
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve(sum), 300);
        }),
    );
    expect(shifts).toBe(0);
  },
);

test('a panel that cannot be loaded is regretted in the language of the tab, and opens at the next try', async () => {
  const page = await stand.open({ html: 'lang="ja"', attributes: ' data-fallback-url="mailto:a@b.example"' });
  await settled(page);
  await expect.poll(() => tabOf(page).textContent()).toBe(ja.panelTitle);
  await page.evaluate(() => {
    // as after a deploy that took the old files away, and nothing in any cache
    for (const link of document.querySelectorAll('link[rel=modulepreload]')) link.remove();
  });
  stand.missing = (path) => /\/chunks\/panel/.test(path);
  await page.reload();
  await expect.poll(() => tabOf(page).textContent()).toBe(ja.panelTitle);
  await tabOf(page).click();
  await expect.poll(() => tabOf(page).textContent()).toBe(ja.tabSorry);
  expect(await page.locator('html > div a').textContent()).toBe(ja.panelTitle);
  stand.missing = undefined;
  await tabOf(page).click();
  await page.locator('.earshot h2').waitFor();
  expect(await tabOf(page).textContent()).toBe(ja.panelTitle);
});

test('setLocale() names it anew, back to English too; a label of the host stays what it is', async () => {
  const page = await stand.open();
  await settled(page);
  await call(page, 'setLocale', 'ja');
  await expect.poll(() => tabOf(page).textContent()).toBe(ja.panelTitle);
  await call(page, 'setLocale', 'en');
  await expect.poll(() => tabOf(page).textContent()).toBe('Feedback');
  const own = await stand.open({ html: 'lang="ja"', attributes: ' data-label="Ideas?"' });
  await settled(own);
  expect(await tabOf(own).textContent()).toBe('Ideas?');
});
