import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { answer, FORM, finish, openForm, TAB, useHosts } from './visit';

/* Real Turbo Drive: it fetches the next page, swaps the body, merges the head, and shows what it remembers on the way back. */
const hosts = useHosts();
const require = createRequire(import.meta.url);

/** README: what looks for elements after a page changed without a load. */
const LOOK = `<script>document.addEventListener('turbo:load', () => window.earshot?.('page'))</script>`;

/** Two pages as a Rails site has them, with Earshot in their head or in their body. */
const site = (name: string, { where = 'head', head = '' } = {}) => {
  for (const [at, other] of [
    ['one', 'two'],
    ['two', 'one'],
  ] as const)
    hosts.stand.pages.set(`/${name}-${at}`, {
      html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${at}</title><link rel="icon" href="data:,">
${head}<script src="/turbo.js"></script>${LOOK}${where === 'head' ? hosts.tag() : ''}</head><body><h1>${at}</h1>
<a href="/${name}-${other}">Go</a> <a href="/${name}-${at}" data-turbo-action="replace">Again</a>
<button type="button" data-earshot-open="feedback">Tell us</button><div data-earshot-survey="helpful"></div>
${where === 'body' ? hosts.tag() : ''}</body></html>`,
    });
  return `/${name}-one`;
};

beforeAll(() => {
  hosts.stand.pages.set('/turbo.js', {
    html: readFileSync(require.resolve('@hotwired/turbo'), 'utf8'),
    headers: { 'content-type': 'text/javascript' },
  });
});

/** Does something that makes Turbo visit, and waits until it has drawn and settled. */
const visiting = async (page: Page, go: () => Promise<unknown>) => {
  await page.evaluate(() => {
    document.addEventListener('turbo:load', () => Object.assign(window, { loaded: true }), { once: true });
    Object.assign(window, { loaded: false, sameDocument: true });
  });
  await go();
  await page.waitForFunction('loaded');
  expect(await page.evaluate('sameDocument'), 'Turbo visited, not the browser').toBe(true);
};

const follow = (page: Page, text = 'Go') => visiting(page, () => page.getByRole('link', { name: text }).click());

/** Elements of the page that is there: none of a page before it. */
const card = (page: Page) => page.locator('[data-earshot-survey] .earshot');
const opener = (page: Page) => page.locator('[data-earshot-open]');

describe('Real Turbo', () => {
  it('visits other pages: tab, card and opener stand on each of them once, and what is said on the way arrives', async () => {
    const page = await hosts.open({ path: site('visits') });
    for (const title of ['two', 'one', 'two']) {
      await follow(page);
      await page.getByRole('heading', { name: title, exact: true }).waitFor();
      await card(page).waitFor();
      expect(await page.locator(TAB).count()).toBe(1);
      expect(await opener(page).getAttribute('aria-expanded')).toBe('false');
    }
    await opener(page).click();
    await page.locator(`${FORM} textarea`).waitFor();
    await answer(page);
    await hosts.expectStored(await finish(page), { url: /visits-two$/ });
    expect(hosts.complaints()).toEqual([]);
  });

  it('visits another page while a form is half answered: it stays with its words, and they are stored once', async () => {
    const page = await hosts.open({ path: site('open') });
    await openForm(page);
    await answer(page);
    await follow(page);
    await page.getByRole('heading', { name: 'two' }).waitFor();
    expect(await page.locator(FORM).isVisible()).toBe(true);
    expect(await page.locator(`${FORM} :checked`).count()).toBe(2);
    await hosts.expectStored(await finish(page));
    await page.keyboard.press('Escape');
    expect(await page.locator(FORM).count()).toBe(0);
    expect(await page.locator(TAB).count()).toBe(1);
    expect(hosts.complaints()).toEqual([]);
  });

  it('goes back and forward to what it remembers, around a half answered form: nothing of us stands there twice', async () => {
    const page = await hosts.open({ path: site('back') });
    await card(page).waitFor();
    await opener(page).click();
    await page.locator(`${FORM} textarea`).waitFor();
    await answer(page);
    await follow(page); // the page that is remembered has an opener of an open form
    await visiting(page, () => page.goBack());
    await page.getByRole('heading', { name: 'one' }).waitFor();
    await visiting(page, () => page.goForward());
    await visiting(page, () => page.goBack());
    expect(await page.locator(`${FORM} :checked`).count()).toBe(2);
    await hosts.expectStored(await finish(page));
    await page.keyboard.press('Escape');
    await visiting(page, () => page.goForward());
    await visiting(page, () => page.goBack());
    await expect.poll(() => opener(page).getAttribute('aria-expanded')).toBe('false');
    await card(page).waitFor();
    expect(await card(page).count()).toBe(1);
    expect(await page.locator(TAB).count()).toBe(1);
    await card(page).locator('.point').first().click();
    await card(page).locator(':checked').waitFor();
    expect(hosts.complaints()).toEqual([]);
  });

  it('shows a preview of what it remembers, then what the server has: both have one tab, and the form keeps its words', async () => {
    const page = await hosts.open({ path: site('preview') });
    await follow(page);
    await openForm(page);
    await answer(page);
    const seen = page.evaluate(
      () =>
        new Promise((resolve) =>
          document.addEventListener('turbo:render', () => resolve(document.documentElement.dataset['turboPreview']), {
            once: true,
          }),
        ),
    );
    await follow(page);
    expect(await seen).toBe('');
    await page.getByRole('heading', { name: 'one' }).waitFor();
    expect(await page.locator(`${FORM} :checked`).count()).toBe(2);
    await hosts.expectStored(await finish(page));
    await card(page).waitFor();
    expect(hosts.complaints()).toEqual([]);
  });

  it('morphs the page that it stands on: card, tab and a half answered form are left as they are', async () => {
    const page = await hosts.open({
      path: site('morph', { head: '<meta name="turbo-refresh-method" content="morph">' }),
    });
    await card(page).locator('.point').first().click();
    await openForm(page);
    await answer(page);
    await page.locator('h1').evaluate((it) => {
      it.textContent = 'Changed';
      Object.assign(it, { here: true });
    });
    await follow(page, 'Again');
    await page.getByRole('heading', { name: 'one' }).waitFor();
    expect(await page.locator('h1').evaluate((it) => 'here' in it), 'it was morphed').toBe(true);
    expect(await card(page).locator(':checked').count()).toBe(1);
    expect(await page.locator(`${FORM} :checked`).count()).toBe(2);
    await hosts.expectStored(await finish(page));
    expect(hosts.complaints()).toEqual([]);
  });

  it('runs a script tag of the body anew with each visit: the tab that is there stays the only one, and says so', async () => {
    const page = await hosts.open({ path: site('body', { where: 'body' }) });
    await openForm(page);
    await answer(page);
    await follow(page);
    await expect.poll(() => hosts.complaints()).toEqual(['warning: Earshot: shop is here. Set data-global?']);
    expect(await page.locator('html > div').count()).toBe(1);
    expect(await page.locator(`${FORM} :checked`).count()).toBe(2);
    await hosts.expectStored(await finish(page));
  });
});
