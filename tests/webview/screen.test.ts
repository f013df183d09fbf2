import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { UserOptions } from '../../src/options';
import { useStage } from '../support/stage';
import { expectStoredOnce, pause, token } from '../support/stored';
import type { TabSettings } from '../support/tab';

const stage = useStage();

const PHONE = { width: 390, height: 780 };
const LANDSCAPE = { width: 620, height: 390 };
const DESKTOP = { width: 1000, height: 700 };
const FILES = ['earshot.js', 'earshot.webview.js'];

/** What an app draws over the page, as it would say it. */
const AREAS = `<style>:root{--earshot-safe-top:47px;--earshot-safe-right:21px;--earshot-safe-bottom:34px;--earshot-safe-left:13px}</style>`;

/** A page in an app without a bridge. */
const page = async (size: typeof PHONE, options: Partial<UserOptions> = {}, settings: TabSettings = {}) => {
  const scene = await stage.scene();
  const tab = await scene.tab({ body: AREAS, options: { channel: 'webview', survey: 'ces', ...options }, ...settings });
  await tab.page.setViewportSize(size);
  // what comes at idle is there
  await tab.page.waitForLoadState('networkidle');
  return { scene, tab, page: tab.page };
};

const box = async (page: Page, selector: string) => {
  const { x, y, width, height } = (await page.locator(selector).first().boundingBox())!;
  return { left: x, top: y, right: x + width, bottom: y + height };
};
const settled = (page: Page) =>
  page.locator('.earshot').evaluate((it) => Promise.all(it.getAnimations().map(({ finished }) => finished)));

/** The keyboard of a phone covers the lower part of the layout viewport. */
const showKeyboard = (page: Page, height: number) =>
  page.evaluate((height) => {
    Object.defineProperty(visualViewport!, 'height', { value: height, configurable: true });
    visualViewport!.dispatchEvent(new Event('resize'));
  }, height);

const open = async (page: Page) => {
  await page.getByRole('button', { name: 'Feedback' }).click();
  await page.getByRole('dialog').waitFor();
  await settled(page);
};

describe('Safe areas that the app sets', () => {
  test.each(FILES)('keep tab and sheet off what is covered, on a phone, with %s', async (file) => {
    const { page: it } = await page(PHONE, {}, { file });
    const tab = await box(it, 'html > div button');
    expect(tab.bottom).toBe(PHONE.height - 34 - 16);
    await open(it);
    expect((await box(it, 'dialog .send')).bottom).toBeLessThanOrEqual(PHONE.height - 34);
    expect((await box(it, 'dialog .head')).left).toBe(13);
    expect((await box(it, 'dialog .head')).right).toBe(PHONE.width - 21);
    expect((await box(it, 'dialog')).bottom).toBe(PHONE.height);
  });

  test('keep what sticks to the edges off them while the form is scrolled, on its side', async () => {
    const { page: it } = await page(LANDSCAPE, { survey: 'feedback' });
    await open(it);
    const dialog = await box(it, 'dialog');
    expect(dialog.top).toBeGreaterThanOrEqual(47);
    for (const top of [0, 60, 9999]) {
      await it.locator('dialog').evaluate((it, top) => it.scrollTo(0, top), top);
      const send = await box(it, 'dialog .send');
      if (send.top < LANDSCAPE.height)
        expect(send.bottom, `scrolled to ${top}`).toBeLessThanOrEqual(LANDSCAPE.height - 34);
    }
  });

  test('move the panel of a wide screen too', async () => {
    const { page: it } = await page(DESKTOP);
    await open(it);
    const dialog = await box(it, 'dialog');
    expect(DESKTOP.width - dialog.right).toBe(21);
    expect(DESKTOP.height - dialog.bottom).toBe(34);
  });
});

describe("layout: 'fullscreen'", () => {
  test.each(FILES)('covers a phone and a wide screen, modal, up to the safe areas, with %s', async (file) => {
    for (const size of [PHONE, DESKTOP]) {
      const { page: it } = await page(size, { layout: 'fullscreen' }, { file });
      await open(it);
      expect(await box(it, 'dialog')).toEqual({ left: 0, top: 0, right: size.width, bottom: size.height });
      expect(await it.locator('dialog').evaluate((it) => it.matches(':modal'))).toBe(true);
      expect((await box(it, 'dialog .head')).top).toBe(47);
      expect((await box(it, 'dialog .send')).bottom).toBeLessThanOrEqual(size.height - 34);
      await expect
        .poll(() => it.locator('dialog h2').evaluate((it) => (it.getRootNode() as ShadowRoot).activeElement === it))
        .toBe(true);
      await it.keyboard.press('Escape');
      await it.getByRole('dialog').waitFor({ state: 'detached' });
    }
  });

  test('ends above the keyboard, with Send in sight', async () => {
    const { page: it } = await page(PHONE, { layout: 'fullscreen' });
    await open(it);
    await it.getByRole('dialog').getByRole('textbox').first().focus();
    await showKeyboard(it, 420);
    expect(await box(it, 'dialog')).toMatchObject({ top: 0, bottom: 420 });
    expect((await box(it, 'dialog .send')).bottom).toBeLessThanOrEqual(420);
    await showKeyboard(it, PHONE.height);
    expect((await box(it, 'dialog')).bottom).toBe(PHONE.height);
  });

  test('leaves a prompt small, and the form that it becomes is the whole screen, modal', async () => {
    const { tab, page: it } = await page(DESKTOP, {
      layout: 'fullscreen',
      surveys: { bought: { preset: 'ces', trigger: { event: 'bought' } } },
    });
    await tab.call('track', 'bought');
    await it.getByRole('region').getByRole('button', { name: 'Answer' }).waitFor();
    expect((await box(it, 'section.earshot')).right).toBeLessThan(DESKTOP.width);
    await it.getByRole('region').getByRole('button', { name: 'Answer' }).click();
    await it.getByRole('dialog').waitFor();
    await settled(it);
    await expect.poll(() => it.locator('dialog').evaluate((it) => it.matches(':modal'))).toBe(true);
    expect(await box(it, 'dialog')).toMatchObject({ left: 0, right: DESKTOP.width });
  });

  test('takes words from the form to the collector', async () => {
    const { scene, tab, page: it } = await page(PHONE, { layout: 'fullscreen' });
    await open(it);
    const words = token();
    await it.getByRole('radio').first().check({ force: true });
    await it.getByRole('dialog').getByRole('textbox').first().fill(words);
    await it.getByRole('button', { name: 'Send', exact: true }).click();
    await expectStoredOnce(scene, [words], tab);
  });
});

describe("back: 'close'", () => {
  const at = (page: Page) => page.evaluate(() => ({ path: location.pathname, length: history.length }));

  test.each(FILES)('Back closes the form, the page stays, and the words are still there, with %s', async (file) => {
    const { page: it } = await page(PHONE, { back: 'close' }, { file });
    const before = await at(it);
    await open(it);
    await it.getByRole('dialog').getByRole('textbox').first().fill('half a');
    await it.evaluate(() => history.back());
    await it.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await at(it)).path).toBe(before.path);
    await open(it);
    expect(await it.getByRole('dialog').getByRole('textbox').first().inputValue()).toBe('half a');
  });

  test('a form that was closed otherwise leaves no entry behind, and a router keeps its own state', async () => {
    const { tab, page: it } = await page(PHONE, { back: 'close' });
    await it.evaluate(() => history.replaceState({ idx: 7 }, ''));
    const state = () => it.evaluate(() => history.state);
    for (const close of [() => it.keyboard.press('Escape'), () => tab.call('close')]) {
      await open(it);
      expect(await state()).toMatchObject({ idx: 7 });
      await close();
      await expect.poll(state).toEqual({ idx: 7 });
    }
  });

  test.each([
    ['in the same task', 'navigate()'],
    ['in the next one', 'setTimeout(navigate)'],
    // whenever our way back begins: a number of milliseconds would meet it now and then
    [
      'while the way back is under way',
      'history.back = () => { History.prototype.back.call(history); document.title = "met"; navigate() }',
    ],
  ])('closing a form undoes no navigation of the page’s own, %s', async (when, go) => {
    const { page: it } = await page(PHONE, { back: 'close' });
    await open(it);
    await it.evaluate((go) => {
      const { earshot } = window as never as { earshot(method: string, ...args: unknown[]): unknown };
      const navigate = () => history.pushState({ idx: 8 }, '', '/thanks');
      earshot('on', 'close', () => new Function('navigate', go)(navigate));
    }, go);
    await it.keyboard.press('Escape');
    await it.getByRole('dialog').waitFor({ state: 'detached' });
    await pause(400); // our own way back would have been gone by then
    expect((await at(it)).path).toBe('/thanks');
    expect(await it.evaluate(() => history.state)).toEqual({ idx: 8 });
    if (/under way/.test(when)) expect(await it.title()).toBe('met');
  });

  test('closing a form stops no page load that began with it', async () => {
    const { scene, page: it } = await page(PHONE, { back: 'close' });
    await open(it);
    const slow = `${scene.site}/slow`;
    await it.route(slow, async (route) => {
      await pause(500);
      await route.fulfill({ contentType: 'text/html', body: '<title>slow</title>' });
    });
    await it.evaluate((slow) => {
      const { earshot } = window as never as { earshot(method: string, ...args: unknown[]): unknown };
      earshot('on', 'close', () => location.assign(slow));
    }, slow);
    await it.keyboard.press('Escape');
    await expect.poll(() => it.title()).toBe('slow');
  });

  test('a link to a place within the page leaves a form beside it open', async () => {
    const { page: it } = await page(DESKTOP, { back: 'close' });
    await open(it);
    await it.evaluate(() => {
      const link = Object.assign(document.createElement('a'), { href: '#terms' });
      document.body.append(link);
      link.click();
    });
    await expect.poll(() => it.evaluate(() => location.hash)).toBe('#terms');
    await pause(200); // its popstate was told by then
    expect(await it.getByRole('dialog').count()).toBe(1);
  });

  test('an entry whose form is gone after a reload goes too: Back is not dead', async () => {
    const { page: it } = await page(PHONE, { back: 'close' });
    await it.evaluate(() => history.replaceState({ idx: 7 }, ''));
    await open(it);
    await it.reload();
    await expect.poll(() => it.evaluate(() => history.state)).toEqual({ idx: 7 });
  });

  test('without it Back is the page’s own: nothing is put into the history', async () => {
    const { page: it } = await page(PHONE);
    const { length } = await at(it);
    await open(it);
    expect((await at(it)).length).toBe(length);
  });
});
