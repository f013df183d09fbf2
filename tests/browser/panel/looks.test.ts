import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { mount, rateLow } from './drive';
import { DESKTOP, panelSession } from './session';
import type { Stage } from './stage';

const { open } = panelSession();

test('with forced colours borders stay, and what is chosen has a check mark and an outline', async () => {
  const page = await open({ survey: 'interaction' }, { ...DESKTOP, forcedColors: 'active' });
  await rateLow(page);
  const styles = await page
    .locator('.faces .point')
    .first()
    .evaluate((it) => ({
      mark: getComputedStyle(it, '::after').content,
      outline: getComputedStyle(it).outlineStyle,
      panel: getComputedStyle(it.closest('.earshot')!).borderTopWidth,
      send: getComputedStyle(it.closest('.earshot')!.querySelector('.send')!).borderTopWidth,
    }));
  expect(styles).toEqual({ mark: '"✓"', outline: 'solid', panel: '1px', send: '1px' });
  expect(
    await page
      .locator('.faces .point')
      .nth(1)
      .evaluate((it) => getComputedStyle(it, '::after').content),
  ).toBe('none');
});

test('with forced colours the focus has a ring of its own on what is chosen', async () => {
  const page = await open(undefined, { ...DESKTOP, forcedColors: 'active' });
  for (const survey of ['feedback', 'interaction', 'nps', 'ces'] as const) {
    await mount(page, { survey });
    const groups = page.locator('.earshot fieldset');
    for (let at = 0; at < (await groups.count()); at++) {
      const point = groups.nth(at).locator('.point').first();
      const ring = () =>
        point.evaluate((it) => {
          const { outlineStyle, outlineColor, outlineOffset } = getComputedStyle(it);
          return [outlineStyle, outlineColor, outlineOffset].join(' ');
        });
      await point.locator('input').focus();
      await page.keyboard.press('Space');
      const focused = await ring();
      await page.locator('.earshot textarea').focus();
      expect(focused, `${survey} ${at}`).toMatch(/^solid/);
      expect(await ring(), `${survey} ${at}`).not.toBe(focused);
    }
  }
});

test('motion is only for those who do not mind it', async () => {
  const animation = (page: Page) => page.locator('.earshot').evaluate((it) => getComputedStyle(it).animationName);
  expect(await animation(await open({ survey: 'ces' }, { ...DESKTOP, reducedMotion: 'reduce' }))).toBe('none');
  expect(await animation(await open({ survey: 'ces' }, { ...DESKTOP, reducedMotion: 'no-preference' }))).toBe('rise');
});

test.each(['dialog', 'prompt', 'inline'] as const)('it is hidden in print (%s)', async (layout) => {
  const page = await open({ survey: 'ces', layout });
  expect(await page.locator('.earshot').isVisible()).toBe(true);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.earshot').isVisible()).toBe(false);
});

test('the host’s own styles, hostile ones and a small root font size change nothing', async () => {
  const page = await open({ survey: 'feedback' });
  const before = await page.locator('.earshot').boundingBox();
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '*{all:unset!important;visibility:hidden!important}html{font:62.5%/3 serif!important;letter-spacing:1em!important;text-align:center!important}',
    );
    document.adoptedStyleSheets = [sheet];
  });
  expect(await page.locator('.earshot').boundingBox()).toEqual(before);
  expect(await page.getByRole('button', { name: 'Send' }).isVisible()).toBe(true);
});

test('a theme is chosen by name or follows the system, and can be changed while open', async () => {
  const page = await open({ survey: 'ces', theme: 'auto' }, { ...DESKTOP, colorScheme: 'dark' });
  const paper = () => page.locator('.earshot').evaluate((it) => getComputedStyle(it).backgroundColor);
  const dark = await paper();
  await page.evaluate("stage.handle.setTheme('light')");
  expect(await paper()).toBe('rgb(255, 255, 255)');
  await page.evaluate("stage.handle.setTheme('dark')");
  expect(await paper()).toBe(dark);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate("stage.handle.setTheme('auto')");
  expect(await paper()).toBe('rgb(255, 255, 255)');
});

test('closing takes away every node and sheet of ours', async () => {
  const page = await open({ survey: 'feedback' });
  await page.evaluate('stage.handle.close()');
  expect(await page.evaluate('[stage.root.children.length, stage.root.adoptedStyleSheets.length]')).toEqual([2, 1]);
  expect(await page.evaluate('stage.said.at(-1)')).toEqual(['closed', 'closed']);
});

test.each([
  ['#ffd400', 'rgb(0, 0, 0)'],
  ['rebeccapurple', 'rgb(255, 255, 255)'],
  ['oklch(0.9 0.18 95)', 'rgb(0, 0, 0)'],
  ['oklch(0.4 0.2 300)', 'rgb(255, 255, 255)'],
  ['color(display-p3 1 0.9 0)', 'rgb(0, 0, 0)'],
  ['lab(30 20 -60)', 'rgb(255, 255, 255)'],
])('on an accent of the host, %s, the text of Send is %s', async (accent, text) => {
  const page = await open();
  await page.evaluate((it) => {
    const { root } = (window as unknown as { stage: { root: ShadowRoot } }).stage;
    (root.host as HTMLElement).style.setProperty('--earshot-accent', it);
  }, accent);
  await mount(page, { survey: 'feedback' });
  await expect.poll(() => page.locator('.earshot .send').evaluate((it) => getComputedStyle(it).color)).toBe(text);
});

test.each(['2f56d9', 'no colour', 'auto', 'var(--nowhere)'])(
  'an accent that is no colour, %s, leaves the theme its own',
  async (accent) => {
    const page = await open({ survey: 'feedback' });
    const looks = () =>
      page.locator('.earshot .send').evaluate((it) => {
        const { backgroundColor, color } = getComputedStyle(it);
        return [backgroundColor, color];
      });
    const own = await looks();
    await page.evaluate((it) => {
      const { stage } = window as unknown as { stage: Stage };
      stage.handle!.close();
      (stage.root.host as HTMLElement).style.setProperty('--earshot-accent', it);
    }, accent);
    await mount(page, { survey: 'feedback' });
    await expect.poll(looks).toEqual(own);
  },
);
