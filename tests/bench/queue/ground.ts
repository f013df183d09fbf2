import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { type Visit, visit } from '../../support/browser';
import { freePort } from '../../support/free-port';
import { type Page as Html, type Origin, serveFiles, servePages } from '../../support/origins';
import type { BuiltFiles } from '../built-files';
import { type Contender, contenders, type OnPage } from './contenders';
import { type CountingEndpoint, countingEndpoint } from './endpoint';
import { fill, keepPattern, rowsInPage } from './rows';

const PEERS = join(import.meta.dirname, '../peers');

/** A record as Earshot writes it, which all are given; and its id. */
export interface Pattern {
  body: string;
  id: string;
}

/** What all measures stand on: servers, the three, and an endpoint that nobody listens at. */
export interface Ground {
  contenders: [Contender, Contender, Contender];
  assets: Origin;
  pages: Origin & { pages: Map<string, Html> };
  endpoint: CountingEndpoint;
  nobody: string;
  close(): Promise<void>;
}

export async function layGround(files: BuiltFiles): Promise<Ground> {
  await build({
    entryPoints: ['workbox', 'sentry'].map((name) => join(PEERS, `${name}.js`)),
    outdir: files.folder,
    bundle: true,
    minify: true,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  const assets = await serveFiles(files.folder);
  const pages = await servePages();
  const endpoint = await countingEndpoint();
  pages.pages.set('/blank', { html: '<!doctype html><title>Blank</title>' });
  return {
    contenders: contenders(),
    assets,
    pages,
    endpoint,
    nobody: `http://127.0.0.1:${await freePort()}/`,
    async close() {
      for (const origin of [pages, endpoint, assets]) await origin.close();
    },
  };
}

export const newVisit = async (profile?: string): Promise<Visit> => {
  const browser = await visit(profile ? { profile } : {});
  await browser.context.addInitScript(rowsInPage);
  return browser;
};

/** The two names of one server are two sites: each has a storage of its own. */
export const sitesOf = ({ pages }: Ground) => ({ few: pages.site, many: pages.url });

/** Opens a page with this contender on it and waits until it runs. */
export async function openContender(
  ground: Ground,
  browser: Visit,
  contender: Contender,
  { endpoint = ground.nobody, site = ground.pages.site, sends = false, page = undefined as Page | undefined } = {},
): Promise<Page> {
  const path = `/${contender.key}/${sends}/${new URL(endpoint).pathname.replaceAll('/', '')}`;
  ground.pages.pages.set(path, {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
${contender.scripts({ assets: ground.assets.url, endpoint, sends })}</head><body><h1>A page</h1></body></html>`,
  });
  const opened = page ?? (await browser.newPage());
  await opened.goto(site + path);
  await opened.evaluate(() => (window as never as { contender: OnPage }).contender.ready);
  return opened;
}

export const submit = (page: Page, body: string) =>
  page.evaluate(async (words) => {
    await (window as never as { contender: OnPage }).contender.submit(words);
  }, body);

/** A page of that site on which nobody's queue runs. */
export async function blankPage(ground: Ground, browser: Visit, site = ground.pages.site): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${site}/blank`);
  return page;
}

/** Lets each contender store one record by itself, on this site, and keeps that row as the pattern of all later ones. */
export async function makePatterns(
  ground: Ground,
  browser: Visit,
  chosen: Contender[],
  site = ground.pages.site,
  known?: Pattern,
): Promise<Map<Contender, Pattern>> {
  const blank = await blankPage(ground, browser, site);
  const patterns = new Map<Contender, Pattern>();
  let given = known;
  for (const contender of chosen) {
    const page = await openContender(ground, browser, contender, { site });
    await submit(page, given?.body ?? '');
    await page.close();
    await keepPattern(blank, contender.rows);
    const pattern = contender.key === 'earshot' ? await ownRecord(blank) : given!;
    given ??= pattern;
    patterns.set(contender, pattern);
  }
  await blank.close();
  return patterns;
}

/** The record that Earshot wrote. */
const ownRecord = (page: Page): Promise<Pattern> =>
  page.evaluate(
    () =>
      new Promise<Pattern>((resolve, reject) => {
        const opening = indexedDB.open('pattern');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('kv').objectStore('kv').get('earshot:queue');
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => {
            opening.result.close();
            const { body } = reading.result as { body: string };
            resolve({ body, id: (JSON.parse(body) as { id: string }).id });
          };
        };
      }),
  );

/** Makes so many wait for this contender on this site, and nothing else, to be sent to that endpoint. */
export async function makeWaiting(
  ground: Ground,
  browser: Visit,
  contender: Contender,
  { id }: Pattern,
  count: number,
  { endpoint = ground.nobody, site = ground.pages.site } = {},
): Promise<void> {
  const blank = await blankPage(ground, browser, site);
  await fill(blank, contender.rows, count, id, { was: ground.nobody, is: endpoint });
  await blank.close();
}

/** Looks again until it is so. `limitMs` over: false. */
export async function becomes(done: () => boolean | Promise<boolean>, limitMs: number): Promise<boolean> {
  for (const endMs = performance.now() + limitMs; performance.now() < endMs; ) {
    if (await done()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return done();
}
