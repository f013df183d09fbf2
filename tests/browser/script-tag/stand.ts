import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  chromium as playwright,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Batch } from '../../../src/contract/types';
import { chromium } from '../../support/chromium';
import { type Origin, type Page as ServedPage, serve, serveFiles, servePages } from '../../support/origins';

export const DIST = join(import.meta.dirname, '../../../dist');

export interface OpenOptions {
  /** Whole attributes of the script tag beside `src`, endpoint and project: ` data-label="Say"`. */
  attributes?: string;
  /** The script tag itself, instead. */
  script?: string;
  head?: string;
  body?: string;
  /** Attributes of `<html>`. */
  html?: string;
  headers?: Record<string, string>;
  /** A path of `pages`, instead of a page that is made of the above. */
  path?: string;
  /** Runs before anything of the page. */
  before?: () => void;
  context?: BrowserContextOptions;
}

export interface Stand {
  /** Where the scripts are. */
  assets: Origin;
  /** What else the pages' origin has, by path. */
  pages: Map<string, ServedPage>;
  /** Where the words go, as on a script tag. */
  endpoint: string;
  /** What arrived there, in order. */
  batches: Batch[];
  /** Console messages of the page that was opened last: `warning: text`. Uncaught errors are `pageerror: …`. */
  said: string[];
  /** Paths below the scripts' origin that answer 404, by a test on the whole URL. */
  missing: ((path: string) => boolean) | undefined;
  open(options?: OpenOptions): Promise<Page>;
  /** The script tag of `open`; its words may go to another endpoint. */
  tag(attributes?: string, endpoint?: string): string;
}

/** Pages, scripts and an endpoint that accepts everything, on three origins; a fresh context for each page. */
export function useStand(): Stand {
  let browser: Browser;
  let pages: Awaited<ReturnType<typeof servePages>>;
  let files: Origin;
  let collector: Origin;
  let contexts: BrowserContext[] = [];
  let count = 0;
  const stand = { batches: [], said: [] } as unknown as Stand;

  beforeAll(async () => {
    if (!existsSync(join(DIST, 'earshot.js')))
      throw new Error('dist/earshot.js is missing. Run `npm run build` first.');
    pages = await servePages();
    stand.pages = pages.pages;
    files = await serveFiles(DIST);
    stand.assets = await serve(async (request, response) => {
      const answer = await fetch(`${files.url}${request.url}`);
      const gone = stand.missing?.(request.url!) || answer.status === 404;
      response.writeHead(gone ? 404 : 200, {
        'content-type': answer.headers.get('content-type') ?? '',
        'access-control-allow-origin': '*',
        'cache-control': 'no-store',
      });
      response.end(gone ? 'gone' : Buffer.from(await answer.arrayBuffer()));
    });
    collector = await serve((request, response) => {
      let text = '';
      request.on('data', (part) => (text += part));
      request.on('end', () => {
        if (request.method === 'GET') {
          response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
          response.end('{"updates":[]}');
          return;
        }
        const batch: Batch = JSON.parse(text);
        stand.batches.push(batch);
        response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
        response.end(JSON.stringify({ results: batch.records.map(({ id }) => ({ id, status: 'accepted' })) }));
      });
    });
    stand.endpoint = `${collector.url}/v1/submissions`;
    const { executablePath, args, env } = await chromium();
    browser = await playwright.launch({ executablePath, args, env: env as Record<string, string>, headless: true });
  });

  afterEach(async () => {
    for (const context of contexts) await context.close();
    contexts = [];
    stand.batches.length = stand.said.length = stand.assets.paths.length = 0;
    stand.missing = undefined;
  });

  afterAll(async () => {
    await browser?.close();
    for (const origin of [pages, stand.assets, files, collector]) await origin?.close();
  });

  return Object.assign(stand, {
    tag: (attributes = '', endpoint = stand.endpoint) =>
      `<script async crossorigin src="${stand.assets.url}/earshot.js" data-endpoint="${endpoint}" data-project="shop"${attributes}></script>`,
    async open({
      attributes,
      script,
      head = '',
      body = '',
      html = 'lang="en"',
      headers,
      path = `/${++count}`,
      before,
      context,
    }: OpenOptions = {}) {
      if (!pages.pages.has(path))
        pages.pages.set(path, {
          html: `<!doctype html><html ${html}><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width">${head}${script ?? stand.tag(attributes)}</head>
<body><h1>A page</h1>${body}</body></html>`,
          ...(headers ? { headers } : {}),
        });
      const own = await browser.newContext({ viewport: { width: 1000, height: 700 }, ...context });
      contexts.push(own);
      const page = await own.newPage();
      page.on('console', (message) => stand.said.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => stand.said.push(`pageerror: ${error.message}`));
      if (before) await page.addInitScript(before);
      await page.goto(pages.site + path);
      return page;
    },
  });
}

/** The tab, whatever it says: the button beside the launcher's own status region. */
export const tabOf = (page: Page) => page.locator('html > div button').first();

/** What a page itself has fetched from other origins, by path: the servers may still hear from a page that was closed. */
export const loadedBy = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter(({ origin }) => origin !== location.origin)
      .map(({ pathname }) => pathname),
  );
/** Everything that is loaded at idle is there. */
export const settled = (page: Page) => page.waitForLoadState('networkidle');

/** Calls the page's global. */
export const call = (page: Page, ...args: unknown[]) =>
  page.evaluate((all) => (window as never as { earshot(...args: unknown[]): unknown }).earshot(...all), args);
