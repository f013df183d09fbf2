import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { mount } from './drive';
import { surveys } from './gallery';
import { pictureOf, pixelsApart } from './pixels';
import { DESKTOP, panelSession } from './session';
import type { Stage } from './stage';

const { open } = panelSession();

/**
 * Pixels that change by 3:1 when something is chosen or has the focus. A check mark is the least sign there is: about 20.
 * A colour of the ground that forced colours take away is none.
 */
const SIGN = 16;

/** Where a point of each question is, and what is looked at. */
const CHOSEN = {
  'scale-list': '.point',
  'scale-faces': '.point',
  'scale-stars': '.star',
  'scale-ten-stars': '.star',
  'scale-thumbs': '.point',
  'scale-numbers': '.point',
  'effort-ces1': '.point',
  choice: '.point',
  'choice-several': '.point',
  boolean: '.point',
  consent: '.check',
  matrix: '.point',
  ranking: '.check',
};

const away = async (page: Page) => {
  await page.mouse.move(1, 1);
  await page.evaluate(() => {
    let it = document.activeElement;
    while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
    (it as HTMLElement).blur();
  });
};
const wear = (page: Page, css: string) =>
  page.evaluate((text) => {
    const { place } = (window as unknown as { stage: Stage }).stage;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    place.adoptedStyleSheets = [...place.adoptedStyleSheets, sheet];
  }, css);
const choose = (point: Locator) =>
  point.evaluate((it) => (it.querySelector('input') ?? (it as HTMLInputElement)).click());

test.each(Object.entries(CHOSEN))(
  'with forced colours what is chosen of %s is seen by more than a colour',
  async (name, selector) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open(undefined, { ...DESKTOP, forcedColors: 'active', colorScheme });
      await mount(page, { survey: { ...surveys[name]!, id: name } });
      const points = page.locator(`.earshot ${selector}`);
      await away(page);
      let before = await pictureOf(page, points.first());
      const size = async () => {
        const { width, height } = (await points.first().boundingBox())!;
        return `${width} × ${height}`;
      };
      const unchosen = await size();
      await choose(points.first());
      await away(page);
      const after = await pictureOf(page, points.first());
      // a point that grows by its mark is compared with itself without the mark
      if ((await size()) !== unchosen) {
        await wear(page, '.point{outline:0!important}.point::after{visibility:hidden!important}');
        before = await pictureOf(page, points.first());
      }
      expect(await pixelsApart(page, before, after, 3), `${colorScheme}, chosen beside not`).toBeGreaterThan(SIGN);
    }
  },
);

test.each([
  ...Object.entries(CHOSEN),
  ['file', '.add'],
  ['contact', '[type=email]'],
  ['choice-menu', 'select'],
  ['text', 'textarea'],
])(
  'with forced colours the focus on %s has a ring, chosen or not, and every control an edge',
  async (name, selector) => {
    const page = await open(undefined, { ...DESKTOP, forcedColors: 'active' });
    await mount(page, { survey: { ...surveys[name]!, id: name } });
    const point = page.locator(`.earshot ${selector}`).first();
    for (const chosen of [false, true]) {
      if (chosen && !(name in CHOSEN)) break;
      if (chosen) await choose(point);
      await away(page);
      const before = await pictureOf(page, point);
      await page.keyboard.press('Tab');
      await point.evaluate((it) => (it.querySelector('input') ?? (it as HTMLElement)).focus());
      expect(await pixelsApart(page, before, await pictureOf(page, point), 3), `chosen: ${chosen}`).toBeGreaterThan(
        2 * 40,
      );
    }
  },
);

test('with forced colours each thing of a ranking and each file that was added stands in a box of its own', async () => {
  const page = await open(undefined, { ...DESKTOP, forcedColors: 'active' });
  await mount(page, { survey: { ...surveys['ranking']!, id: 'ranking' } });
  const edges = await page
    .locator('.ranks li')
    .evaluateAll((all) =>
      all.map((it) => [getComputedStyle(it).borderTopStyle, getComputedStyle(it).borderTopWidth].join(' ')),
    );
  expect(edges).toEqual(['solid 1px', 'solid 1px', 'solid 1px', 'solid 1px']);
  await mount(page, { survey: { ...surveys['file']!, id: 'file' } });
  const add = page.locator('.add');
  expect(await add.evaluate((it) => getComputedStyle(it).borderTopStyle)).toBe('dashed');
  await page.locator('[type=file]').setInputFiles([{ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('a') }]);
  // its sign is drawn in the text's own colour, which stays
  const sign = page.getByRole('button', { name: 'Remove a.png' }).locator('svg');
  const [stroke, text] = await sign.evaluate((it) => [
    getComputedStyle(it).stroke,
    getComputedStyle(it.closest('li')!).color,
  ]);
  expect(stroke).toBe(text);
});
