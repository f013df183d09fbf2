import { describe, expect, it } from 'vitest';
import { call, loadedBy, settled, tabOf, useStand } from './stand';

const stand = useStand();
const errors = () => stand.said.filter((line) => line.startsWith('pageerror'));

describe('The place of the tab', () => {
  it('is on documentElement, after the page has loaded', async () => {
    const page = await stand.open();
    await tabOf(page).waitFor();
    expect(await page.evaluate(() => [...document.documentElement.children].map(({ localName }) => localName))).toEqual(
      ['head', 'body', 'div'],
    );
  });

  for (const [what, remove] of [
    ['its element is removed', () => document.querySelector('html > div')!.remove()],
    ['the body is emptied', () => document.body.replaceChildren()],
    ['the body is swapped, as on a Turbo visit', () => document.body.replaceWith(document.createElement('body'))],
    [
      'all children of documentElement are replaced',
      () => document.documentElement.replaceChildren(document.createElement('body')),
    ],
    [
      'documentElement is replaced, as when React gives up hydrating',
      () => document.documentElement.replaceWith(document.createElement('html')),
    ],
  ] as const) {
    it(`is taken again when ${what}`, async () => {
      const page = await stand.open();
      await settled(page);
      for (const round of [1, 2]) {
        await page.evaluate(remove);
        await expect.poll(() => tabOf(page).count(), { message: `round ${round}` }).toBe(1);
      }
      await tabOf(page).click();
      await page.getByRole('dialog').waitFor();
      expect(errors()).toEqual([]);
    });
  }

  it('is kept from hiding what has focus on the page (WCAG 2.4.11), and comes back', async () => {
    const page = await stand.open({
      body: '<a href="#" id="under" style="position:fixed;right:24px;bottom:20px">Under</a><a href="#" id="free">Free</a>',
    });
    await settled(page);
    const opacity = () => tabOf(page).evaluate((button) => getComputedStyle(button).opacity);
    await page.locator('#under').focus();
    await expect.poll(opacity).toBe('0');
    const top = await page.locator('#under').evaluate((link) => {
      const { left, top, width, height } = link.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2)!.id;
    });
    expect(top).toBe('under');
    await page.locator('#free').focus();
    await expect.poll(opacity).toBe('1');
    await page.locator('#under').focus();
    await tabOf(page).focus();
    await expect.poll(opacity).toBe('1');
    // a click into the empty page takes the focus away without giving it to anything
    await page.locator('#under').focus();
    await expect.poll(opacity).toBe('0');
    await page.mouse.click(500, 500);
    await expect.poll(opacity).toBe('1');
  });

  it('does so for a field in a component of the page, however large that is', async () => {
    const page = await stand.open({
      body: '<div id="app" style="position:fixed;inset:0"></div><script>app.attachShadow({mode:"open"}).innerHTML=`<input style="position:fixed;right:24px;bottom:20px">`</script>',
    });
    await settled(page);
    await page.locator('#app input').focus();
    await expect.poll(() => tabOf(page).evaluate((button) => getComputedStyle(button).opacity)).toBe('0');
  });

  it('is not printed', async () => {
    const page = await stand.open();
    await tabOf(page).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await tabOf(page).isVisible()).toBe(false);
  });

  it('holds against a page that resets everything', async () => {
    const page = await stand.open({
      head: '<style>* { all: unset !important } div, html > :last-child { visibility: hidden !important; display: none !important; position: static !important; transform: scale(0) !important }</style>',
    });
    await tabOf(page).waitFor();
    const { x, y, width, height } = (await tabOf(page).boundingBox())!;
    expect([1000 - x - width, 700 - y - height]).toEqual([16, 16]);
  });

  it('has real borders in forced colours', async () => {
    const page = await stand.open({ context: { forcedColors: 'active' } });
    await tabOf(page).waitFor();
    const { width, color, paper } = await tabOf(page).evaluate((button) => {
      const style = getComputedStyle(button);
      return { width: style.borderTopWidth, color: style.borderTopColor, paper: style.backgroundColor };
    });
    expect(width).toBe('2px');
    expect(color).not.toBe(paper);
  });

  it('shows where the focus is', async () => {
    const page = await stand.open();
    await tabOf(page).waitFor();
    await page.keyboard.press('Tab');
    expect(await tabOf(page).evaluate((button) => getComputedStyle(button).outlineStyle)).not.toBe('none');
  });
});

describe('Frames', () => {
  const frame = (tag: string) =>
    `<iframe srcdoc='<!doctype html><html lang="en"><body>${tag}</body></html>' width=600 height=500></iframe>`;

  it('show no tab, but calls work in them', async () => {
    const page = await stand.open({ script: '', body: frame(stand.tag()) });
    await settled(page);
    const inside = page.frames()[1]!;
    await inside.waitForFunction(() => 'earshot' in window);
    await inside.evaluate(() => (window as never as { earshot(...args: unknown[]): void }).earshot('open', 'ces'));
    await inside.getByRole('dialog').waitFor();
    expect(await inside.locator('html > div button').first().isVisible()).toBe(false);
  });

  it('show it with data-frame', async () => {
    for (const attribute of [' data-frame', ' data-frame="true"']) {
      const page = await stand.open({ script: '', body: frame(stand.tag(attribute)) });
      await page.frames()[1]!.getByRole('button', { name: 'Feedback' }).waitFor();
    }
    const page = await stand.open({ script: '', body: frame(stand.tag(' data-frame="false"')) });
    await settled(page);
    expect(await page.frames()[1]!.locator('html > div button').first().isVisible()).toBe(false);
  });
});

describe('Before and beside the page', () => {
  it('a prerendered page waits for its visitor', async () => {
    const page = await stand.open({
      before: () => void Object.defineProperty(document, 'prerendering', { value: true, configurable: true }),
    });
    await settled(page);
    await page.waitForTimeout(300);
    expect(await tabOf(page).count()).toBe(0);
    expect(await loadedBy(page)).toEqual(['/earshot.js']);
    await page.evaluate(() => {
      Object.defineProperty(document, 'prerendering', { value: false });
      document.dispatchEvent(new Event('prerenderingchange'));
    });
    await tabOf(page).waitFor();
  });

  for (const [what, before] of [
    ['no :has()', () => void (CSS.supports = () => false)],
    ['no adopted stylesheets', () => void Reflect.deleteProperty(Document.prototype, 'adoptedStyleSheets')],
  ] as const) {
    it(`below the floor (${what}) nothing appears, nothing throws, calls are swallowed`, async () => {
      const page = await stand.open({ before });
      await settled(page);
      await page.waitForTimeout(300);
      expect(await call(page, 'open')).toBeUndefined();
      expect(await call(page, 'init', { endpoint: stand.endpoint, project: 'x' })).toBeUndefined();
      await page.waitForTimeout(300);
      expect(await page.evaluate(() => document.documentElement.children.length)).toBe(2);
      expect(await loadedBy(page)).toEqual(['/earshot.js']);
      expect(errors()).toEqual([]);
    });
  }

  it('destroy() leaves nothing behind: no node, no link, no global (Q16)', async () => {
    const page = await stand.open();
    await settled(page);
    await expect.poll(() => page.locator('link[rel=modulepreload]').count()).toBeGreaterThan(2);
    await tabOf(page).click();
    await page.getByRole('dialog').waitFor();
    await call(page, 'destroy');
    expect(
      await page.evaluate(() => ({
        children: document.documentElement.children.length,
        links: document.querySelectorAll('link').length,
        global: 'earshot' in window,
      })),
    ).toEqual({ children: 2, links: 0, global: false });
    await page.evaluate(() => document.body.replaceChildren());
    await page.waitForTimeout(200);
    expect(await tabOf(page).count()).toBe(0);
  });
});
