import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { call, useStand } from './stand';

const stand = useStand();

const colourOf = (page: Page, selector: string, property = 'background-color') =>
  page.locator(selector).evaluate((it, name) => getComputedStyle(it).getPropertyValue(name), property);

describe("A site's own CSS", () => {
  it('reaches tab and form by their parts, in whatever phase the form is', async () => {
    const page = await stand.open({
      head: `<style>
        [data-earshot-root]::part(tab) { letter-spacing: 3px }
        [data-earshot-root]::part(panel) { letter-spacing: 4px }
        [data-earshot-root]::part(title) { letter-spacing: 5px }
        [data-earshot-root]::part(prompt) { letter-spacing: 6px }
        [data-earshot-root]::part(option) { letter-spacing: 7px }
        [data-earshot-root]::part(field) { letter-spacing: 8px }
        [data-earshot-root]::part(send) { letter-spacing: 9px }
        [data-earshot-root]::part(button) { letter-spacing: 10px }
      </style>`,
      attributes: ' data-privacy-url="/privacy"',
    });
    await call(page, 'open', 'ces');
    const spaced = (selector: string) => colourOf(page, selector, 'letter-spacing');
    await expect.poll(() => spaced('dialog .send')).toBe('9px');
    expect(await spaced('[data-earshot-root] > button')).toBe('3px');
    expect(await spaced('dialog')).toBe('4px');
    expect(await spaced('dialog h2')).toBe('5px');
    expect(await spaced('dialog legend.asked')).toBe('6px');
    expect(await spaced('dialog .point >> nth=0')).toBe('7px');
    expect(await spaced('dialog textarea')).toBe('8px');
    expect(await spaced('dialog .quiet >> nth=0')).toBe('10px');
    await page.locator('dialog .point').first().click();
    await page.locator('dialog .send').click();
    await page.locator('dialog h3').waitFor();
    await expect.poll(() => spaced('dialog h3')).toBe('5px');
    expect(await spaced('dialog .foot button >> nth=0'), 'what was Send may be Close').toBe('10px');
  });

  it('a theme of dist/themes dresses earshot.full.js, and a language before it speaks', async () => {
    const url = stand.assets.url;
    const page = await stand.open({
      html: ' lang="de"',
      head: `<link rel="stylesheet" href="${url}/themes/ocean.css"><script src="${url}/locales/de.global.js"></script>`,
      script: stand.tag().replace('/earshot.js', '/earshot.full.js'),
    });
    await call(page, 'open', 'ces');
    await page.getByRole('button', { name: 'Senden' }).waitFor();
    expect(await page.locator('dialog').getAttribute('lang')).toBe('de');
    expect(await colourOf(page, 'dialog')).toBe('rgb(13, 34, 49)');
    expect(await colourOf(page, 'dialog', 'color-scheme')).toBe('dark');
  });
});

describe('Where the system asks for more contrast', () => {
  const open = async (attributes: string, colorScheme: 'light' | 'dark') => {
    const page = await stand.open({ attributes, context: { contrast: 'more', colorScheme } });
    await call(page, 'open', 'ces');
    await page.locator('dialog .point').first().waitFor();
    return page;
  };

  it.each([
    ['light', 'rgb(255, 255, 255)', 'rgb(0, 0, 0)'],
    ['dark', 'rgb(0, 0, 0)', 'rgb(255, 255, 255)'],
  ] as const)("theme 'auto' is the contrast theme, %s", async (scheme, ground, text) => {
    const page = await open('', scheme);
    await expect.poll(() => colourOf(page, 'dialog', 'color')).toBe(text);
    expect(await colourOf(page, 'dialog')).toBe(ground);
    await call(page, 'setTheme', 'ocean');
    await expect
      .poll(() => colourOf(page, 'dialog'), { message: 'whoever names a theme gets it' })
      .toBe('rgb(13, 34, 49)');
    await call(page, 'setTheme', 'auto');
    await expect.poll(() => colourOf(page, 'dialog')).toBe(ground);
    await page.emulateMedia({ contrast: 'no-preference' });
    expect(await colourOf(page, 'dialog', 'color'), 'it follows the system').not.toBe(text);
  });

  it('a theme with a name stays what it is', async () => {
    const page = await open(' data-theme="ocean"', 'light');
    // the second chunk is there, which knows of contrast
    await page.locator('dialog[part=panel]').waitFor();
    expect(await colourOf(page, 'dialog')).toBe('rgb(13, 34, 49)');
  });

  it('an accent of the site is made to fit that ground', async () => {
    const page = await open(' data-accent="#5a5a5a"', 'dark');
    await expect.poll(() => colourOf(page, 'dialog')).toBe('rgb(0, 0, 0)');
    await expect.poll(() => colourOf(page, 'dialog .send')).toBe('rgb(90, 90, 90)');
  });
});
