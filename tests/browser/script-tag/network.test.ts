import { describe, expect, it } from 'vitest';
import { call, settled, tabOf, useStand } from './stand';

const stand = useStand();
const chunks = () => stand.assets.paths.filter((path) => path.startsWith('/chunks/'));
const saveData = () =>
  void Object.defineProperty(Navigator.prototype, 'connection', { value: { saveData: true }, configurable: true });
const SORRY = "Can't open right now. Try again";

describe('What is loaded, and when', () => {
  it('preloads on idle all that the panel needs, so that it opens with the network gone', async () => {
    const page = await stand.open();
    await settled(page);
    await expect.poll(() => page.locator('link[rel=modulepreload]').count()).toBeGreaterThanOrEqual(3);
    await settled(page);
    await page.context().setOffline(true);
    await tabOf(page).click();
    await page.getByRole('dialog').waitFor();
    // The default survey is not CES: its questions are in a chunk of their own.
    await expect.poll(() => page.getByRole('radio').count()).toBeGreaterThan(4);
    const links = await page
      .locator('link[rel=modulepreload]')
      .evaluateAll((all) => all.map((link) => (link as HTMLLinkElement).href));
    for (const href of links) expect(chunks()).toContain(new URL(href).pathname);
    expect(links.filter((href) => href.includes('/ko.'))).toEqual([]);
  });

  it('preloads the language of the page only', async () => {
    const page = await stand.open({ html: 'lang="ko"' });
    await expect.poll(() => page.locator('link[rel=modulepreload][href*="/ko."]').count()).toBe(1);
    expect(await page.locator('link[rel=modulepreload][href*="/en."]').count()).toBe(0);
  });

  it('preloads the panel with saveData at the first hover, focus or touch of the tab', async () => {
    const panel = () => chunks().filter((path) => path.includes('/panel.'));
    const phone = { hasTouch: true, viewport: { width: 390, height: 800 } };
    for (const touch of ['hover', 'focus', 'tap'] as const) {
      stand.assets.paths.length = 0;
      const page = await stand.open({ before: saveData, ...(touch === 'tap' ? { context: phone } : {}) });
      await tabOf(page).waitFor();
      await expect.poll(() => chunks().some((path) => path.includes('/extras.'))).toBe(true);
      await settled(page);
      expect(panel()).toEqual([]);
      await tabOf(page)[touch]();
      await expect.poll(() => panel().length).toBeGreaterThan(0);
      await page.close();
    }
  });

  it('sends with saveData what waits from another visit, and what the page calls, without a touch of the tab', async () => {
    const page = await stand.open({
      before: saveData,
      head: '<script>window.earshot=function(){(earshot.q=earshot.q||[]).push(arguments)};earshot("submit",{text:"kept"})</script>',
    });
    await expect.poll(() => stand.batches.length).toBe(1);
    await page.close();
  });
});

describe('A click answers, whatever became of the chunk', () => {
  it('shows the busy state at once and announces it', async () => {
    const page = await stand.open({ before: saveData });
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/chunks/**', async (route) => {
      await held;
      await route.continue();
    });
    await tabOf(page).waitFor();
    const busy = await tabOf(page).evaluate((button) => {
      (button as HTMLElement).click();
      return button.ariaBusy;
    });
    expect(busy).toBe('true');
    expect(await page.locator('html > div').getByRole('status').textContent()).toBe('Feedback…');
    answer();
    await page.getByRole('dialog').waitFor();
    await expect.poll(() => tabOf(page).getAttribute('aria-busy')).toBe('false');
  });

  it('asks once more under another URL when the first one is missing', async () => {
    let first = '';
    stand.missing = (path) => {
      if (/\/start\./.test(path)) first ||= path;
      return path === first;
    };
    const page = await stand.open();
    await tabOf(page).click();
    await page.getByRole('dialog').waitFor();
    expect(chunks().filter((path) => path.includes('?r='))).toHaveLength(1);
    expect(stand.said.filter((line) => line.startsWith('pageerror'))).toEqual([]);
  });

  it('does so for the panel too, and every preset still works then', async () => {
    let first = '';
    stand.missing = (path) => {
      if (/\/panel\./.test(path)) first ||= path;
      return path === first;
    };
    const page = await stand.open();
    await tabOf(page).click();
    await page.getByRole('dialog').waitFor();
    await expect.poll(() => page.getByRole('radio').count()).toBeGreaterThan(4);
  });

  it('says that it cannot open, and opens by itself when the network returns', async () => {
    const page = await stand.open({ before: saveData });
    await tabOf(page).waitFor();
    await page.context().setOffline(true);
    await tabOf(page).click();
    await page.getByRole('button', { name: SORRY }).waitFor();
    expect(await page.locator('html > div').getByRole('status').textContent()).toBe(SORRY);
    expect(await tabOf(page).getAttribute('aria-busy')).toBe('false');
    expect(await page.locator('html > div a').count()).toBe(0);
    await page.context().setOffline(false);
    await page.getByRole('dialog').waitFor();
    expect(await tabOf(page).textContent()).toBe('Feedback');
    expect(stand.said.filter((line) => line.startsWith('pageerror'))).toEqual([]);
  });

  it('still opens after many clicks without a network: no URL of a chunk is used up', async () => {
    const page = await stand.open({ before: saveData });
    await settled(page);
    await page.context().setOffline(true);
    for (let click = 0; click < 8; click++) {
      await tabOf(page).click();
      await page.getByRole('button', { name: SORRY }).waitFor();
    }
    await page.context().setOffline(false);
    await page.getByRole('dialog').waitFor();
    await expect.poll(() => page.getByRole('radio').count()).toBeGreaterThan(4);
  });

  it('shows the tab for it where there is none, and hides it again', async () => {
    const page = await stand.open({
      before: saveData,
      attributes: ' data-launcher="hidden"',
      body: '<button data-earshot-open="ces">Tell us</button>',
    });
    await settled(page);
    await page.context().setOffline(true);
    await page.getByText('Tell us').click();
    await page.getByRole('button', { name: SORRY }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole('dialog').waitFor();
    expect(await tabOf(page).isVisible()).toBe(false);
  });

  it('stays busy while a call that came before still waits for the second part', async () => {
    const page = await stand.open();
    await tabOf(page).waitFor();
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/chunks/extras.**', async (route) => {
      await held;
      await route.continue();
    });
    await page.reload();
    await tabOf(page).waitFor();
    await page.evaluate(() => void (window as never as { earshot(...args: unknown[]): unknown }).earshot('page'));
    await tabOf(page).click();
    await page.waitForTimeout(300);
    expect(await tabOf(page).getAttribute('aria-busy')).toBe('true');
    answer();
    await page.getByRole('dialog').waitFor();
    await expect.poll(() => tabOf(page).getAttribute('aria-busy')).toBe('false');
  });

  it('says so in Korean, with a label of its own, and tries again on a click', async () => {
    stand.missing = (path) => path.startsWith('/chunks/');
    const page = await stand.open({ html: 'lang="ko"', attributes: ' data-label="여기로"' });
    await page.getByRole('button', { name: '여기로' }).click();
    await page.getByRole('button', { name: '열 수 없습니다. 다시 시도' }).waitFor();
    stand.missing = undefined;
    await page.getByRole('button', { name: '열 수 없습니다. 다시 시도' }).click();
    await page.getByRole('dialog').waitFor();
    await page.getByRole('button', { name: '여기로' }).waitFor();
  });

  it('opens nothing by itself when the visitor has opened it in the meantime', async () => {
    stand.missing = (path) => path.startsWith('/chunks/');
    const page = await stand.open();
    await tabOf(page).click();
    await page.getByRole('button', { name: SORRY }).waitFor();
    stand.missing = undefined;
    await tabOf(page).click();
    await page.getByRole('dialog').waitFor();
    await call(page, 'close');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.context().setOffline(true);
    await page.context().setOffline(false);
    await page.waitForTimeout(500);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('shows data-fallback-url where it is https or mailto, and nothing else', async () => {
    stand.missing = (path) => path.startsWith('/chunks/');
    for (const [url, shown] of [
      ['mailto:help@shop.example', true],
      ['https://shop.example/contact', true],
      ['javascript:alert(1)', false],
      [' javascript:alert(1)//https:', false],
      ['data:text/html,https:', false],
    ] as const) {
      const page = await stand.open({ attributes: ` data-fallback-url="${url}"` });
      await tabOf(page).click();
      await page.getByRole('button', { name: SORRY }).waitFor();
      const links = await page
        .locator('html > div a')
        .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
      expect(links, url).toEqual(shown ? [url] : []);
    }
  });
});
