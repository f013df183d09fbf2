import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { batch, record, words } from '../../../examples/collector/tests/support/records';
import { chromium } from '../../support/chromium';
import { TOKEN } from './report-stage';

/** The built collector: what people run. */
const dist = new URL('../../../examples/collector/dist/app.js', import.meta.url).href;

let stage: { url: string; close(): Promise<void> };
let browser: Browser;
let session: BrowserContext;
beforeAll(async () => {
  const { createCollector, listen, openStore } = await import(/* @vite-ignore */ dist);
  const dataDir = mkdtempSync(join(tmpdir(), 'earshot-live-'));
  const store = await openStore({ dataDir });
  const collector = createCollector({ store, projects: { docs: { origins: [] } }, adminToken: TOKEN });
  await collector.app.request('/v1/submissions', {
    method: 'POST',
    body: JSON.stringify(
      batch(
        Array.from({ length: 12 }, () => record()),
        { project: 'docs' },
      ),
    ),
  });
  const server = await listen(collector.app, { host: '127.0.0.1', port: 0 });
  stage = {
    url: server.url,
    async close() {
      collector.endLive();
      await server.stop();
      await collector.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  const { executablePath, args, env } = await chromium();
  browser = await playwright.launch({ executablePath, args, env });
  session = await browser.newContext({ viewport: { width: 1200, height: 700 } });
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

const send = (more: object = {}) =>
  fetch(`${stage.url}/v1/submissions`, {
    method: 'POST',
    body: JSON.stringify(batch([record(more)], { project: 'docs' })),
  });

const barOf = (page: Page) => page.locator('[data-live]');

it('a submission that is sent shows on the page that is open, moves nothing of it, and nothing breaks its policy', async () => {
  const page = await session.newPage();
  const wrong: string[] = [];
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on('pageerror', (error) => wrong.push(error.message));
  await page.goto(`${stage.url}/report?token=${TOKEN}`);
  const listening = page.waitForRequest(/\/live\?since=/);
  await page.goto(`${stage.url}/report/p/docs`);
  await listening;
  const title = await page.title();
  await page.mouse.wheel(0, 300);
  const placeOf = () => page.locator('h2').last().boundingBox();
  const before = await placeOf();

  await send({ answers: [words('said while somebody looked')] });
  await expect.poll(() => barOf(page).textContent()).toBe('1 new submission · Show');
  expect(await page.title()).toBe(`(1) ${title}`);
  expect(await page.getByRole('link', { name: 'Inbox' }).textContent()).toBe('Inbox 1 new');
  expect(await placeOf()).toEqual(before);
  expect(await page.content()).not.toContain('said while somebody looked');

  await page.getByRole('link', { name: 'Show' }).click();
  await expect.poll(() => page.content()).toContain('said while somebody looked');
  expect(await page.title()).toBe(title);
  expect(wrong).toEqual([]);
  await page.close();
});

it('a tab that is hidden holds no connection, and hears what it missed when it is looked at again', async () => {
  const page = await session.newPage();
  const [first] = await Promise.all([
    page.waitForRequest(/\/live\?since=/),
    page.goto(`${stage.url}/report/p/docs/inbox`),
  ]);
  const hide = (how: string) =>
    page.evaluate(`Object.defineProperty(document, 'visibilityState', { value: '${how}', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'))`);
  const [ended] = await Promise.all([page.waitForEvent('requestfailed'), hide('hidden')]);
  expect(ended.url()).toBe(first.url());
  await send();
  expect(await barOf(page).textContent()).toBe('');
  await Promise.all([page.waitForRequest(/\/live\?since=/), hide('visible')]);
  await expect.poll(() => barOf(page).textContent()).toBe('1 new submission · Show');
  await page.close();
});

it('without a script, and without EventSource, the page is as it ever was', async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await session.storageState() });
  const page = await plain.newPage();
  await page.goto(`${stage.url}/report/p/docs/inbox`);
  expect(await page.locator('h1').textContent()).toBe('Inbox');
  expect(await page.locator('[data-live]').boundingBox()).toMatchObject({ height: 0 });
  await plain.close();

  const old = await session.newPage();
  const asked: string[] = [];
  old.on('request', (request) => asked.push(request.url()));
  old.on('pageerror', (error) => asked.push(error.message));
  await old.addInitScript('delete window.EventSource');
  await old.goto(`${stage.url}/report/p/docs/inbox`);
  expect(asked.filter((one) => !/\/(inbox|report\.css\?.*|live\.js\?.*|icon\.svg)$/.test(one))).toEqual([]);
  await old.close();
});
