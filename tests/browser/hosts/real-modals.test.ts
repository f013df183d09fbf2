import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { call } from '../script-tag/stand';
import { bundled } from './bundle';
import { answer, FORM, finish, openForm, useHosts, WINDOW } from './visit';

/* The modals of modals.test.ts as their libraries ship them: Radix’s dialog, and focus-trap where it lets clicks pass. */
const hosts = useHosts();

const MODALS = ['radix', 'focus-trap'] as const;

const BODY = {
  radix: '<div id="app"></div>',
  'focus-trap': `<div id="modal" role="dialog" aria-modal="true" style="position:fixed;top:80px;left:80px">
<input id="inside"><button type="button" id="opener" data-earshot-open="feedback">Tell us</button></div>`,
};

beforeAll(async () => {
  for (const name of MODALS)
    hosts.stand.pages.set(`/${name}.js`, {
      html: await bundled(`${name}.mjs`),
      headers: { 'content-type': 'text/javascript' },
    });
});

/** A page with the modal open, that has the focus and something typed into it. */
const open = async (name: (typeof MODALS)[number], options: Parameters<typeof hosts.open>[0] = {}) => {
  const page = await hosts.open({
    ...options,
    body: `${BODY[name]}<a href="#" id="behind">Behind</a><script src="/${name}.js"></script>`,
  });
  await page.locator('#inside').click();
  await page.keyboard.type('Half an address');
  return page;
};

const openFromWithin = async (page: Page) => {
  await page.locator('#opener').click();
  await page.locator(`${FORM} textarea`).waitFor();
};

describe.each(MODALS)('A modal of %s', (name) => {
  it('that our form is opened from stays as it is, and what is said is stored', async () => {
    const page = await open(name);
    await openFromWithin(page);
    await answer(page);
    await hosts.expectStored(await finish(page));
    expect(await page.locator('#inside').inputValue()).toBe('Half an address');
    expect(hosts.complaints()).toEqual([]);
  });

  it('leaves the focus to our form that the tab opened, and what is said is stored', async () => {
    const page = await open(name);
    await openForm(page);
    await answer(page);
    await hosts.expectStored(await finish(page));
    expect(hosts.complaints()).toEqual([]);
  });

  it('keeps the focus again when our form is closed', async () => {
    const page = await open(name);
    await openFromWithin(page);
    await page.locator(`${FORM} textarea`).click();
    await page.keyboard.press('Escape');
    expect(await page.locator(FORM).count()).toBe(0);
    expect(await page.locator('#inside').inputValue()).toBe('Half an address');
    await page.locator('#behind').evaluate((it) => it.focus());
    await expect.poll(() => page.evaluate(() => !!document.activeElement?.closest('#modal'))).toBe(true);
  });
});

describe('Radix’s dialog, which lets nothing of the page scroll', () => {
  const scrolled = (page: Page) => page.locator(FORM).evaluate((it) => it.scrollTop);
  const low = { viewport: { width: 800, height: 320 } };

  it('lets our form scroll by the wheel', async () => {
    const page = await open('radix', { context: low });
    await openFromWithin(page);
    await page.locator(FORM).hover();
    await page.mouse.wheel(0, 100);
    await expect.poll(() => scrolled(page)).toBeGreaterThan(0);
  });

  it('lets our form scroll by a finger', async () => {
    const page = await open('radix', { context: { ...low, hasTouch: true } });
    await openFromWithin(page);
    const { x, y, width, height } = (await page.locator(FORM).boundingBox())!;
    const finger = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', up = 0) =>
      finger.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: x + width / 2, y: y + height - 100 - up }],
      });
    await touch('touchStart');
    for (let up = 10; up <= 120; up += 10) await touch('touchMove', up);
    await touch('touchEnd');
    await expect.poll(() => scrolled(page)).toBeGreaterThan(0);
  });
});

it('A prompt does not open over a dialog of Radix, and opens when that is closed', async () => {
  const surveys = { asked: { preset: 'ces', trigger: { event: 'done' } } };
  const page = await open('radix', {
    context: WINDOW,
    head: `<script type="application/json" data-earshot-config>${JSON.stringify({ surveys })}</script>`,
  });
  await page.keyboard.press('Tab'); // who types is not interrupted: here it is the dialog that speaks against it
  await page.locator('#opener').focus();
  await call(page, 'track', 'done');
  expect(await page.locator('.earshot.prompt').count()).toBe(0);
  await page.keyboard.press('Escape');
  expect(await page.locator('#modal').count()).toBe(0);
  await call(page, 'track', 'done');
  await page.locator('.earshot.prompt').waitFor();
});
