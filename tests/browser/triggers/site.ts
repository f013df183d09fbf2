import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  chromium as playwright,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { FeedbackRecord, Trigger } from '../../../src/contract/types';
import type { UserOptions } from '../../../src/options';
import { chromium } from '../../support/chromium';
import { type CollectorProcess, collectorProcess } from '../../support/collector-process';
import { type Origin, serve, serveFiles } from '../../support/origins';

const DIST = join(import.meta.dirname, '../../../dist');

export interface Settings {
  /** Over `consent: 'granted'` and `debug`, so that the collector hears of each prompt that was in sight. */
  options?: { [name in keyof UserOptions]?: unknown };
  /** More HTML for head and body. */
  head?: string;
  body?: string;
  /** Where the visit begins. @default '/' */
  path?: string;
  /** Run before anything of the page. */
  before?: (() => void) | (() => void)[];
  /** The clock of the page can be set forward. */
  clock?: boolean;
  context?: BrowserContextOptions;
  /** Answers to other paths than pages'. */
  answer?: (path: string) => { status?: number; type?: string; body: string; afterMs?: number } | undefined;
}

/** What became of a survey that wanted to open by itself, as `debug` says it. */
export interface Decided {
  because: string;
  survey: string;
  /** What spoke against it; undefined where it is shown. */
  against: string | undefined;
}

export interface Visit {
  page: Page;
  /** Console lines of Earshot, and uncaught errors as `pageerror: …`. */
  said: string[];
  /** Everything that was asked of the pages' own origin. */
  paths: string[];
  call(method: string, ...args: unknown[]): Promise<unknown>;
  /** In order. */
  decided(): Decided[];
  /** What the collector stored. */
  records(): Promise<FeedbackRecord[]>;
  /** The chunk of a kind of trigger is there, and watches. */
  watching(kind: string): Promise<void>;
  /** Sets the page's clock forward; what was due meanwhile happens once. */
  forward(ms: number): Promise<void>;
}

/** A survey with one question that opens by `trigger`. */
export const by = (trigger: Trigger | Trigger[], more: object = {}) => ({ preset: 'csat', trigger, ...more });

/** Asked for by its event, and turned down by its target: by then all that was asked before it is decided. */
const PROBE = by({ event: 'probe' }, { target: { data: 'nothing', eq: 'at all' } });

/**
 * Pages, scripts and the real collector on three origins. Each visit has an origin (`visit-1.localhost`), a project and
 * a browser context of its own. Every path is the same page, as in a single-page app.
 */
export function useSite(visits = 40) {
  let browser: Browser;
  let collector: CollectorProcess;
  let files: Origin;
  let pages: Origin;
  const hosts = new Map<string, { html: string; answer: Settings['answer']; paths: string[] }>();
  const contexts: BrowserContext[] = [];
  let count = 0;

  beforeAll(async () => {
    files = await serveFiles(DIST);
    pages = await serve(({ headers, url = '/' }, response) => {
      const host = hosts.get(`${headers.host}`.split('.')[0]!);
      host?.paths.push(url);
      const other = host?.answer?.(url);
      const { status = host ? 200 : 404, type = 'text/html;charset=utf-8', body = host?.html ?? '' } = other ?? {};
      setTimeout(() => {
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
        response.end(body);
      }, other?.afterMs ?? 0);
    });
    collector = await collectorProcess(
      Array.from({ length: visits }, (_, at) => `visit-${at + 1}`),
      ['*'],
    );
    const { executablePath, args, env } = await chromium();
    browser = await playwright.launch({ executablePath, args, env: env as Record<string, string>, headless: true });
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await collector?.close();
    await files?.close();
    await pages?.close();
  });

  return async ({ options, head = '', body = '', path = '/', before, clock, context, answer }: Settings = {}) => {
    const project = `visit-${++count}`;
    const surveys = { ...(options?.surveys as object), probe: PROBE };
    const config = { consent: 'granted', debug: true, timing: { settleMs: 16, draftMs: 6 }, ...options, surveys };
    const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width"><script>
earshot = (...args) => { (earshot.q ??= []).push(args) };</script>${head}
<script type="application/json" data-earshot-config>${JSON.stringify(config).replace(/</g, '\\u003c')}</script>
<script async crossorigin src="${files.url}/earshot.js" data-endpoint="${collector.url}/v1/submissions" data-project="${project}"></script>
</head><body><h1>A page</h1>${body}</body></html>`;
    const paths: string[] = [];
    hosts.set(project, { html, answer, paths });
    const own = await browser.newContext({ viewport: { width: 1000, height: 700 }, ...context });
    contexts.push(own);
    const page = await own.newPage();
    const said: string[] = [];
    page.on('console', (message) => message.text().startsWith('[earshot]') && said.push(message.text().slice(10)));
    page.on('pageerror', ({ message }) => said.push(`pageerror: ${message}`));
    const loaded: string[] = [];
    page.on('requestfinished', (request) => void loaded.push(request.url()));
    if (clock) await page.clock.install();
    for (const script of before ? [before].flat() : []) await page.addInitScript(script);
    await page.goto(`http://${project}.localhost:${new URL(pages.url).port}${path}`);

    const visit: Visit = {
      page,
      said,
      paths,
      call: (...args) =>
        page.evaluate((all) => (window as never as { earshot(...args: unknown[]): unknown }).earshot(...all), args),
      decided: () =>
        said.flatMap((line) => {
          const [, because, survey, against] =
            /^(.+): "(.+)" is (?:shown|not shown: (\w+)(?: \{.*)?)$/.exec(line) ?? [];
          return because && survey !== 'probe' ? [{ because, survey: survey!, against }] : [];
        }),
      records: async () => (await collector.rows(project)).map(({ record }) => record),
      async watching(kind) {
        const chunk = () => loaded.find((url) => url.includes(`/chunks/${kind}.`));
        await expect.poll(chunk, { message: `the chunk of ${kind}` }).toBeTruthy();
        // whoever asked for it first goes on first
        await page.evaluate(`import(${JSON.stringify(chunk())}).then(() => {})`);
      },
      forward: (ms) => page.clock.fastForward(ms),
    };
    // what opens surveys is looked for by then
    await visit.call('track', 'nothing');
    return visit;
  };
}

/** Waits until everything that wanted to open by now is decided about: it was nothing. */
export async function expectNothing(visit: Visit, ...but: Decided[]): Promise<void> {
  await visit.call('track', 'probe');
  expect(visit.decided()).toEqual(but);
}

const shownOf = (records: FeedbackRecord[]) =>
  records.flatMap(({ kind, trigger, survey }) => (kind === 'impression' ? [`${trigger}: ${survey.id}`] : []));

/** Waits until this survey, and no other, was shown by this trigger, and the collector has its impression. */
export async function expectShown(visit: Visit, survey: string, because: string): Promise<void> {
  const shown = () => visit.decided().filter(({ against }) => !against);
  await expect.poll(shown, { message: visit.said.join('\n') }).toEqual([{ because, survey, against: undefined }]);
  await visit.page.locator('.earshot.prompt').waitFor();
  await expect
    .poll(async () => shownOf(await visit.records()), { message: 'impressions that are stored' })
    .toEqual([`prompt: ${survey}`]);
}

/** Waits until this survey, and nothing else, was turned down for this reason. */
export async function expectRefused(visit: Visit, survey: string, because: string, against: string): Promise<void> {
  await expect.poll(() => visit.decided(), { message: visit.said.join('\n') }).toEqual([{ because, survey, against }]);
  expect(await visit.page.locator('.earshot').count()).toBe(0);
}

/** One browser's frame was drawn. */
export const frame = ({ page }: Visit) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));

/** As if the visitor looked at another tab; headless Chromium keeps every tab in front. */
export const hide = ({ page }: Visit, hidden: boolean) =>
  page.evaluate((is) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: is });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
