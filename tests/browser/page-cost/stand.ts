import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { answeringEndpoint } from '../../bench/answering-endpoint';
import { removeProfile, type Visit, visit } from '../../support/browser';
import { type Handler, type Origin, serve, serveFiles, servePages } from '../../support/origins';

const DIST = join(import.meta.dirname, '../../../dist');

/**
 * A page with text enough to scroll, so that there is something to shift, with scripts and endpoint on other origins. Its
 * icon is named, or the browser asks for /favicon.ico by itself, before the page is idle on a busy machine.
 */
const html = (
  script: string,
  body: string,
) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">${script}</head><body><h1>A page</h1>${body}${'<p>Some text of the page itself.</p>'.repeat(60)}</body></html>`;

export interface Stand {
  assets: Origin;
  /** A new tab with Earshot on its page, or without. `before` runs before anything of the page. */
  open(options?: {
    earshot?: boolean;
    before?: () => void;
    viewport?: { width: number; height: number };
    /** More HTML, before the text. */
    body?: string;
  }): Promise<Page>;
  /** From now on every file but earshot.js is asked for and never answered. */
  hangChunks(): void;
}

/** Pages, scripts and an endpoint that accepts everything, on three origins; a browser on a profile of its own. */
export function useStand(): Stand {
  let pages: Awaited<ReturnType<typeof servePages>>;
  let endpoint: Origin;
  let files: Origin;
  let browser: Visit;
  let hanging = false;
  const stand = {} as Stand;

  beforeAll(async () => {
    if (!existsSync(join(DIST, 'earshot.js')))
      throw new Error('dist/earshot.js is missing. Run `npm run build` first.');
    pages = await servePages();
    endpoint = await answeringEndpoint();
    files = await serveFiles(DIST);
    const handler: Handler = async (request, response) => {
      if (hanging && request.url !== '/earshot.js') return;
      const answer = await fetch(`${files.url}${request.url}`);
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? '',
        'access-control-allow-origin': '*',
      });
      response.end(Buffer.from(await answer.arrayBuffer()));
    };
    stand.assets = await serve(handler);
    browser = await visit();
  });

  afterAll(async () => {
    await browser?.close();
    if (browser) removeProfile(browser.profile);
    for (const origin of [pages, endpoint, stand.assets, files]) await origin?.close();
  });

  return Object.assign(stand, {
    hangChunks: () => void (hanging = true),
    async open({ earshot = true, before, viewport, body = '' } = {}) {
      const script = `<script async crossorigin src="${stand.assets.url}/earshot.js" data-endpoint="${endpoint.url}/v1/submissions" data-project="cost" data-survey="ces"></script>`;
      pages.pages.set('/', { html: html(earshot ? script : '', body) });
      const page = await browser.context.newPage();
      if (viewport) await page.setViewportSize(viewport);
      if (before) await page.addInitScript(before);
      await page.goto(pages.site);
      return page;
    },
  } satisfies Partial<Stand>);
}

/** Everything that is loaded at idle is there. */
export const quiet = (page: Page) => page.waitForLoadState('networkidle');
