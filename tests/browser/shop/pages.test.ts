import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromium } from '../../support/chromium';
import { type Demo, startDemo } from '../../support/demo-process';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PATHS = ['/', '/products/mug/', '/cart/', '/checkout/', '/order/', '/help/care/', '/offline/'];
const folder = mkdtempSync(join(tmpdir(), 'earshot-pages-'));
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  demo = await startDemo({ PORT: '0', DATA_DIR: folder });
  const { executablePath, args, env } = await chromium();
  browser = await playwright.launch({ executablePath, args, env });
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A visitor with something in the cart and an order placed, so that every page shows all it has. */
const visitor = async (options: object) => {
  const context = await browser.newContext(options);
  await context.addInitScript(() => {
    localStorage.setItem('shop-cart', '{"moon-jar":1,"mug":2}');
    sessionStorage.setItem('shop-order', '{"number":"M-4711","amounts":{"moon-jar":1,"mug":2}}');
  });
  // The shop is looked at by itself here; the tab and the form have tests of their own.
  await context.route('**/earshot/**', (route) => route.abort());
  return context;
};

test.each([
  ['light', ''],
  ['dark', '/ko'],
] as const)('axe finds nothing on any page of the shop, in %s at %s/', async (colorScheme, language) => {
  const context = await visitor({ colorScheme, bypassCSP: true });
  const page = await context.newPage();
  for (const path of PATHS) {
    await page.goto(`${demo.url}${language}${path}`);
    await page.addScriptTag({ content: AXE });
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(found, `${language}${path}`).toEqual([]);
  }
  await context.close();
});

test.each(['', '/ko'])('no page of the shop scrolls sideways at 320 px (%s)', async (language) => {
  const context = await visitor({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  for (const path of PATHS) {
    await page.goto(`${demo.url}${language}${path}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${language}${path}`).toBe(320);
  }
  await context.close();
});

test('the cart counts, changes, and gives the focus back when a pot is taken out', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${demo.url}/products/mug/`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByText('Added to your cart.').waitFor();
  await page.getByRole('link', { name: 'See cart' }).click();
  await page.getByLabel('Quantity: Morning mug').selectOption('3');
  await page.getByText('$96').first().waitFor();
  await page.getByRole('button', { name: 'Remove: Morning mug' }).click();
  await page.getByText('Nothing here yet.').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Your cart');
  await context.close();
});
