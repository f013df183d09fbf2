import { expect, test } from 'vitest';
import { mount, PRESETS, rateLow, send, write } from './drive';
import { overflow, showAll, tooSmall } from './measure';
import { layoutOf } from './presets';
import { DESKTOP, PHONE, panelSession } from './session';

const { open } = panelSession();

test.each([DESKTOP, PHONE])('every target is at least 44 px ($viewport.width px)', async (size) => {
  const page = await open(undefined, size);
  for (const survey of PRESETS) {
    await showAll(page, survey);
    expect(await tooSmall(page), survey).toEqual([]);
    await mount(page, { survey, layout: 'prompt' });
    expect(await tooSmall(page), `${survey} prompt`).toEqual([]);
    await mount(page, { survey, layout: layoutOf(survey), settleMs: 0, delivery: ['refused'] });
    await rateLow(page);
    await write(page, 'Words');
    await send(page);
    await page.locator('.earshot h3').waitFor();
    expect(await tooSmall(page), `${survey} refused`).toEqual([]);
  }
});

test('text fields are 16 px, so that no phone zooms in', async () => {
  const page = await open({ survey: 'feedback' }, PHONE);
  await page.getByLabel('I’d like a reply').check();
  for (const field of ['textarea', '[type=email]'])
    expect(await page.locator(`.earshot ${field}`).evaluate((it) => getComputedStyle(it).fontSize)).toBe('16px');
});

const reflows = [
  { name: '320 px', viewport: { width: 320, height: 640 } },
  { name: '320 × 256 px (1280 × 1024 at 400 %)', viewport: { width: 320, height: 256 } },
  { name: '200 % text on a desktop', ...DESKTOP, fontPx: 32 },
  { name: '200 % text on a phone', viewport: { width: 390, height: 780 }, fontPx: 32 },
];

test.each(reflows)('nothing is cut off or needs sideways scrolling at $name', async ({ name: _, ...context }) => {
  const page = await open(undefined, context);
  for (const survey of PRESETS) {
    await showAll(page, survey);
    expect(await overflow(page), survey).toEqual([]);
    await mount(page, { survey, layout: 'prompt' });
    expect(await overflow(page), `${survey} prompt`).toEqual([]);
  }
});

test('text spacing as in WCAG 1.4.12 cuts nothing off', async () => {
  const page = await open(undefined, PHONE);
  await mount(page, { survey: 'feedback' });
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}',
    );
    const { root } = (window as unknown as { stage: { root: ShadowRoot } }).stage;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  });
  expect(await overflow(page)).toEqual([]);
});

test('at 200 % text the tab is as large as the form, and what is missing is said in sight, however long the list', async () => {
  const page = await open({ survey: 'ces' }, { viewport: { width: 390, height: 780 }, fontPx: 32 });
  const sizes = await page.evaluate(() => {
    const { root } = (window as unknown as { stage: { root: ShadowRoot } }).stage;
    return [root.querySelector('button')!, root.querySelector('.asked')!].map((it) =>
      Number.parseFloat(getComputedStyle(it).fontSize),
    );
  });
  expect(Math.min(...sizes)).toBeGreaterThan(26);
  await send(page);
  const message = page.locator('.earshot .problem').first();
  await message.waitFor();
  const { top, bottom, head, foot } = await message.evaluate((it) => {
    const panel = it.closest('.earshot')!;
    const box = it.getBoundingClientRect();
    return {
      top: box.top,
      bottom: box.bottom,
      head: panel.querySelector('.head')!.getBoundingClientRect().bottom,
      foot: panel.querySelector('.send')!.getBoundingClientRect().top,
    };
  });
  expect(top).toBeGreaterThanOrEqual(Math.max(0, head) - 1);
  expect(bottom).toBeLessThanOrEqual(Math.min(foot, 780) + 1);
});
