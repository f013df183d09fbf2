import type { Page } from 'playwright-core';
import type { Timing, UserOptions } from '../../src/options';
import type { SubmitOutcome } from '../../src/survey/panel-host';
import type { Visit } from './browser';
import { noLocks } from './no-locks';
import type { Page as Html, Origin } from './origins';

/**
 * The times of the delivery engine at a fiftieth, so that an hour of waiting fits a test. The limits that guard against
 * a hang (request, lease, storage) are longer: on a busy machine an honest answer may well take 300 ms.
 */
export const FIFTIETH: Timing = {
  requestTimeoutMs: 1_500,
  leaseMs: 2_000,
  backoffBaseMs: 40,
  backoffMaxMs: 72_000,
  retryAfterMaxMs: 1_728_000,
  pauseMs: 72_000,
  goneMs: 1_728_000,
  storageTimeoutMs: 10_000,
  onlineJitterMs: 10,
  settleMs: 16,
  draftMs: 6,
};

/** For tests that count requests, where one aborted answer would be one too many. */
export const UNHURRIED: Partial<Timing> = { requestTimeoutMs: 5_000, leaseMs: 10_000 };

/** How long a test waits for an event. */
const HEARD_MS = 30_000;

const EVENTS = 'ready open close shown dismissed submit saved sent rejected expired evicted cleared error'.split(' ');

export interface TabSettings {
  /** As on a script tag; what is no plain value goes through `data-earshot-config`. */
  options?: Partial<UserOptions> & { [name: string]: unknown };
  /** false: no `navigator.locks`. */
  locks?: boolean;
  headers?: Record<string, string>;
  /** Run before anything of the page, in no certain order. */
  before?: (() => void) | (() => void)[];
  /** More HTML for the body. */
  body?: string;
  /** Appended to the page's address. */
  query?: string;
  /** Another origin of the scripts than the scene's: that of another build. */
  assets?: string;
  /** The built file: of a script tag, or `index.js` of a module. Default: the run's (`EARSHOT_BUILD`). */
  file?: string;
  /** JavaScript of an object with options that only code can give: the page calls `init` instead of using `data-*`. A module always gives them so. */
  code?: string;
}

export interface SeenEvent {
  type: string;
  detail: { id?: string; code?: string; [key: string]: unknown };
}

/** A page with Earshot on it. */
export interface Tab {
  page: Page;
  /** `earshot('submit', …)` with one text answer, once the engine is there. */
  submit(text: string): Promise<SubmitOutcome>;
  /** Any method of the global, with arguments that survive JSON. */
  call(method: string, ...args: unknown[]): Promise<unknown>;
  events(type?: string): Promise<SeenEvent[]>;
  /** Waits for an event of this type (about this record, if an id is given). */
  heard(type: string, id?: string): Promise<SeenEvent>;
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
const json = (value: unknown) => JSON.stringify(value).replace(/</g, '\\u003c');

/** How pages get Earshot, and the file of it. */
const BUILDS = { tag: 'earshot.js', full: 'earshot.full.js', npm: 'index.js' };

/** That of the run: `EARSHOT_BUILD`, by default the script tag with its chunks. */
const build: keyof typeof BUILDS = (() => {
  const asked = process.env['EARSHOT_BUILD'] || 'tag';
  if (!(asked in BUILDS))
    throw new Error(`EARSHOT_BUILD is "${asked}". Write one of ${Object.keys(BUILDS).join(', ')}.`);
  return asked as keyof typeof BUILDS;
})();

/** What a site's own module would do with the package; the name that tests call stands for its handle. */
const siteModule = (url: string, options: string) => `<script nonce="page" type="module">
import { createFeedback } from ${json(url)};
const feedback = createFeedback(${options});
const { q } = earshot;
window.earshot = (method, ...args) => feedback[method](...args);
for (const args of q) earshot(...args);
</script>`;

/** The HTML of such a page. `assets` is the folder of the script, absolute or relative. */
export function tabHtml(
  assets: string,
  options: UserOptions,
  body: string,
  code: string | undefined,
  file = BUILDS[build],
): string {
  const { endpoint, project, ...rest } = options;
  const config = { ...rest, timing: { ...FIFTIETH, ...rest.timing } };
  const script = `<script nonce="page" async crossorigin src="${assets}/${file}"`;
  const all = `Object.assign(${json({ endpoint, project, ...config })}, ${code ?? '{}'})`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<script nonce="page">
window.earshot = function () { (earshot.q = earshot.q || []).push(arguments) };
window.heardEvents = [];
for (const type of ${json(EVENTS)}) earshot('on', type, (detail) => {
  heardEvents.push({ type, detail: Object.assign({}, detail) });
  if (window.toldEvent) toldEvent(type, detail && detail.id); // where a test wants each at once
});
</script>
${
  file === BUILDS.npm
    ? siteModule(`${assets}/${file}`, all)
    : code
      ? `<script nonce="page">earshot('init', ${all})</script>
${script}></script>`
      : `<script type="application/json" data-earshot-config nonce="page">${json(config)}</script>
${script} data-endpoint="${escaped(endpoint)}" data-project="${escaped(project)}"></script>`
}
</head><body><h1>A page</h1>${body}</body></html>`;
}

/** Puts the page on its server, opens it in a new tab and waits until the engine says that it is ready. */
export async function openTab(
  browser: Visit,
  pages: Origin & { pages: Map<string, Html> },
  assets: string,
  path: string,
  { options, locks, headers, before, body = '', query = '', code, file }: TabSettings & { options: UserOptions },
): Promise<Tab> {
  pages.pages.set(path, { html: tabHtml(assets, options, body, code, file), ...(headers ? { headers } : {}) });
  const page = await browser.newPage();
  if (locks === false) await page.addInitScript(noLocks);
  for (const script of before ? [before].flat() : []) await page.addInitScript(script);
  await page.goto(pages.site + path + query);
  const tab = tabOn(page);
  await tab.heard('ready');
  return tab;
}

/** The same handle on a page that is already there, for example after a reload. */
export function tabOn(page: Page): Tab {
  const events = (type?: string) =>
    page.evaluate(
      (wanted) => (window as never as Host).heardEvents.filter((event) => !wanted || event.type === wanted),
      type,
    );
  const call = (method: string, ...args: unknown[]) =>
    page.evaluate(([name, ...rest]) => (window as never as Host).earshot(name as string, ...rest), [method, ...args]);
  return {
    page,
    call,
    events,
    submit: (text) => call('submit', said(text)) as Promise<SubmitOutcome>,
    async heard(type, id) {
      // plain evaluate calls: a waiting function of playwright's would run in the frozen page and cost it the cache
      for (const endMs = Date.now() + HEARD_MS; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
        const found = (await events(type)).find(({ detail }) => !id || detail.id === id);
        if (found) return found;
        if (Date.now() > endMs) {
          throw new Error(`No "${type}" within ${HEARD_MS} ms. Heard: ${JSON.stringify(await events())}`);
        }
      }
    },
  };
}

interface Host {
  heardEvents: SeenEvent[];
  earshot(method: string, ...args: unknown[]): unknown;
}

/** One text answer, as a host's own form would hand it in. */
export const said = (text: string) => ({
  answers: [{ question: 'comment', type: 'text', value: text, prompt: 'What happened?' }],
});
