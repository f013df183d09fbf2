import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Feedback } from '../../../src/index';
import { chromium } from '../../support/chromium';
import { type CollectorProcess, collectorProcess } from '../../support/collector-process';
import { type Origin, serveFiles, servePages } from '../../support/origins';
import { token } from '../../support/stored';
import { watchTimers } from '../../support/watch-timers';

const DIST = join(import.meta.dirname, '../../../dist');
const PROJECT = 'npm';

interface Site {
  createFeedback: typeof import('../../../src/index').createFeedback;
  endpoint: string;
  feedback: Feedback;
}
/** What a page's own code would do: everything is on the window, where the tests find it. */
const SITE = 'import { createFeedback } from "earshot"; Object.assign(window, { createFeedback });';

let browser: Browser;
let context: BrowserContext | undefined;
let pages: Awaited<ReturnType<typeof servePages>>;
let files: Origin;
let collector: CollectorProcess;
let bundled: Origin;
let folder: string;
let said: string[] = [];
let count = 0;

beforeAll(async () => {
  if (!existsSync(join(DIST, 'index.js'))) throw new Error('dist/index.js is missing. Run `npm run build` first.');
  pages = await servePages();
  files = await serveFiles(DIST);
  collector = await collectorProcess([PROJECT], ['*']);
  folder = mkdtempSync(join(tmpdir(), 'earshot-npm-'));
  writeFileSync(join(folder, 'site.js'), SITE);
  // The package as a bundler finds it, `sideEffects` and all.
  await build({
    entryPoints: [join(folder, 'site.js')],
    outdir: join(folder, 'out'),
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    nodePaths: [join(folder, 'node_modules')],
    alias: { earshot: join(DIST, 'index.js') },
    logLevel: 'error',
  });
  bundled = await serveFiles(join(folder, 'out'));
  const { executablePath, args, env } = await chromium();
  browser = await playwright.launch({ executablePath, args, env: env as Record<string, string>, headless: true });
});

afterEach(async () => {
  await context?.close();
  context = undefined;
  said = [];
});

afterAll(async () => {
  await browser?.close();
  await collector?.close();
  for (const origin of [pages, files, bundled]) await origin?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

interface Visit {
  /** The modules as they are built, each by itself, or as a bundler packs them. */
  from?: 'modules' | 'bundle';
  head?: string;
  before?: () => void;
}

/** A page of another origin than scripts and collector, with `createFeedback` at hand and not yet called. */
const visit = async ({ from = 'modules', head = '', before }: Visit = {}): Promise<Page> => {
  const path = `/${++count}`;
  const site =
    from === 'bundle'
      ? `<script type="module" src="${bundled.url}/site.js"></script>`
      : `<script type="importmap">{ "imports": { "earshot": "${files.url}/index.js" } }</script>
         <script type="module">${SITE}</script>`;
  pages.pages.set(path, {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">${head}${site}</head>
           <body><h1>A page</h1></body></html>`,
  });
  context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  const page = await context.newPage();
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`pageerror: ${error.message}`));
  await page.addInitScript(watchTimers);
  if (before) await page.addInitScript(before);
  await page.goto(pages.site + path);
  await page.waitForFunction(() => 'createFeedback' in window);
  await page.evaluate((endpoint) => Object.assign(window, { endpoint }), `${collector.url}/v1/submissions`);
  return page;
};

const create = (page: Page, options: object = {}) =>
  page.evaluate(
    ([project, given]) => {
      const site = window as unknown as Site;
      site.feedback = site.createFeedback({ endpoint: site.endpoint, project, ...given });
    },
    [PROJECT, options] as [string, object],
  );
/** What stands on the page: tabs, channels and timers. */
const left = (page: Page) =>
  page.evaluate(() => ({
    tabs: [...document.documentElement.children].filter(({ localName }) => localName === 'div').length,
    ...window.watched(),
  }));
const tab = (page: Page) => page.getByRole('button', { name: 'Feedback' });
const idle = (page: Page) => page.waitForTimeout(2_500); // longer than a tab may wait for an idle moment, and than any time limit
const storedWith = async (words: string) =>
  (await collector.rows(PROJECT)).filter(({ record }) => JSON.stringify(record).includes(words));

describe('The npm package in a browser', () => {
  it.each(['modules', 'bundle'] as const)('as %s: tab, form and submit() store words once', async (from) => {
    const page = await visit({ from });
    await create(page);
    const typed = token('typed');
    await tab(page).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio').nth(3).check({ force: true });
    await dialog.getByRole('textbox').first().fill(typed);
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(async () => (await storedWith(typed)).length, { timeout: 15_000 }).toBe(1);

    const handed = token('handed');
    const outcome = await page.evaluate((text) => (window as unknown as Site).feedback.submit({ text }), handed);
    expect(outcome).toMatchObject({ ok: true, kept: 'device' });
    await expect.poll(async () => (await storedWith(handed)).length, { timeout: 15_000 }).toBe(1);
    expect((await storedWith(handed))[0]!.record).toMatchObject({ kind: 'submission', survey: { id: 'api' } });

    await page.evaluate(() => (window as unknown as Site).feedback.destroy());
    await expect.poll(() => left(page)).toMatchObject({ tabs: 0, channels: 0 });
    await create(page);
    await tab(page).click();
    await dialog.waitFor();
    expect(said).toEqual([]);
  });

  it('hears calls that are made before the page is loaded and idle, in order', async () => {
    const page = await visit();
    const heard = await page.evaluate(async (project) => {
      const { createFeedback, endpoint } = window as unknown as Site;
      const feedback = createFeedback({ endpoint, project });
      const events: string[] = [];
      const before = document.documentElement.children.length;
      const listening = feedback.on('*', (_, name) => events.push(name));
      const outcome = feedback.submit({ text: 'early' });
      await Promise.all([listening, outcome]);
      while (!events.includes('sent')) await new Promise((resolve) => setTimeout(resolve, 20));
      return { events, drawnAtOnce: document.documentElement.children.length > before && !events.length };
    }, PROJECT);
    expect(heard).toEqual({ events: ['ready', 'submit', 'saved', 'sent'], drawnAtOnce: false });
  });

  it('leaves one tab, one channel and no timer where it is created, destroyed and created in one tick (Q16)', async () => {
    const page = await visit();
    await page.evaluate((project) => {
      const site = window as unknown as Site;
      const options = { endpoint: site.endpoint, project };
      site.createFeedback(options).destroy();
      site.feedback = site.createFeedback(options);
    }, PROJECT);
    await tab(page).waitFor();
    await idle(page);
    expect(await left(page)).toEqual({ tabs: 1, channels: 1, timers: 0 });
    await page.evaluate((project) => {
      const site = window as unknown as Site;
      site.feedback.destroy();
      site.feedback.destroy();
      site.feedback = site.createFeedback({ endpoint: site.endpoint, project });
    }, PROJECT);
    await idle(page);
    expect(await left(page)).toEqual({ tabs: 1, channels: 1, timers: 0 });
    await page.evaluate(() => (window as unknown as Site).feedback.destroy());
    await idle(page);
    expect(await left(page)).toEqual({ tabs: 0, channels: 0, timers: 0 });
    expect(said).toEqual([]);
  });

  it('shows a survey inside an element, takes it away with destroy(), and shows it again (Q16)', async () => {
    const page = await visit();
    await page.evaluate(() => {
      const place = document.createElement('div');
      place.id = 'place';
      place.dataset['earshotSurvey'] = 'helpful';
      document.body.append(place);
    });
    const form = page.getByRole('region', { name: 'Feedback' });
    await create(page, { accent: 'rgb(200, 0, 100)' });
    await form.getByRole('radio').first().waitFor();
    await page.evaluate(() => (window as unknown as Site).feedback.destroy());
    await form.waitFor({ state: 'detached' });
    expect(
      await page.evaluate(() => {
        const place = document.querySelector<HTMLElement>('#place')!;
        return [place.shadowRoot!.childElementCount, place.style.cssText];
      }),
    ).toEqual([0, '']);
    await create(page);
    // a language that is set while the form is on its way does not reach it yet (CHANGELOG, Known)
    await form.getByRole('radio').first().waitFor();
    await page.evaluate(() => (window as unknown as Site).feedback.setLocale('ko'));
    await page.getByRole('radio', { name: '예', exact: true }).waitFor();
    expect(said).toEqual([]);
  });

  it("leaves a script tag's global where it is (Q16)", async () => {
    const page = await visit({
      head: `<script async crossorigin src="${files.url}/earshot.js" data-endpoint="${collector.url}/v1/submissions"
                     data-project="${PROJECT}" data-label="Script tag"></script>`,
    });
    await page.getByRole('button', { name: 'Script tag' }).waitFor();
    await create(page);
    await tab(page).waitFor();
    await page.evaluate(() => (window as unknown as Site).feedback.destroy());
    await tab(page).waitFor({ state: 'detached' });
    expect(await page.evaluate(() => typeof window['earshot' as never])).toBe('function');
    expect(said).toEqual([]);
  });

  it.each(['ftp://x', '', undefined])(
    'says one line about the endpoint %s, and throws nothing (Q16)',
    async (endpoint) => {
      const page = await visit();
      await create(page, { endpoint });
      const answers = await page.evaluate(async () => {
        const { feedback } = window as unknown as Site;
        const open = await feedback.open('ces');
        const off = await feedback.on('sent', () => {});
        off();
        const submit = await feedback.submit({ text: 'nowhere to go' });
        feedback.destroy();
        return { open, submit, after: await feedback.submit({ text: 'gone' }) };
      });
      const failed = { ok: false, code: 'error' };
      expect(answers).toEqual({ open: undefined, submit: failed, after: failed });
      expect(said).toEqual([expect.stringMatching(/^warning: \[earshot\] off: endpoint .* must be a URL/)]);
      expect(await left(page)).toEqual({ tabs: 0, channels: 0, timers: 0 });
    },
  );

  it.each([
    [
      ':has()',
      () => {
        const { supports } = CSS;
        CSS.supports = (...args: [string]) => !`${args}`.includes(':has') && supports(...args);
      },
    ],
    ['adoptedStyleSheets', () => delete (Document.prototype as Partial<Document>).adoptedStyleSheets],
  ])('draws nothing and throws nothing in a browser without %s', async (_, before) => {
    const page = await visit({ before: before as () => void });
    await create(page);
    const outcome = await page.evaluate(async () => {
      const { feedback } = window as unknown as Site;
      await feedback.open();
      return feedback.submit({ text: 'too old' });
    });
    expect(outcome).toEqual({ ok: false, code: 'error' });
    expect(await left(page)).toEqual({ tabs: 0, channels: 0, timers: 0 });
    expect(said).toEqual([]);
  });
});
