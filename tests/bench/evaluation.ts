import { type Browser, chromium as playwright } from 'playwright-core';
import { chromium } from '../support/chromium';
import { type Origin, serveFiles, servePages } from '../support/origins';
import type { BuiltFiles } from './built-files';
import { type Bench, median } from './figures';
import { writeReferences } from './reference-scripts';
import { onThreadOf, THROTTLE, throttle, timeOf } from './trace';

const LOADS = 15;

/** Pages with one classic script each, and its file. */
const SCRIPTS = [
  ['preact', 'preact.js'],
  ['preact-render', 'preact-render.js'],
  ['least', 'least.js'],
  ['loader', 'earshot.js'],
  ['loader-first', 'earshot.js'],
] as const;

/** What a CES form with a comment needs, in English, beside the loader. */
const FORM = ['src/start.ts', 'widget/panel.tsx', 'widget/locales/en.ts'];

const html = (body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><h1>A page</h1>${body}</html>`;

/** One load of a page in a renderer of its own, so that nothing compiled before is found again. */
async function load(browser: Browser, url: string, script: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await throttle(page);
  // A script from the cache comes with its compiled code.
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await browser.startTracing(page, { categories: ['devtools.timeline', 'v8'] });
  const evaluated = page.waitForEvent('console', { predicate: (message) => message.text() === 'evaluated' });
  await page.goto(url);
  await evaluated;
  const trace = await browser.stopTracing();
  await context.close();
  return onThreadOf(({ args }) => !!args.fileName?.endsWith(script), trace);
}

/** Compiling and running a classic script. What is compiled while it is still coming in is off the main thread. */
const classic = async (browser: Browser, url: string, script: string) => {
  const events = await load(browser, url, script);
  const parts = ['v8.compile', 'v8.run'].map((part) =>
    events.filter(({ name, args }) => name === part && args.fileName?.endsWith(script)),
  );
  if (parts.some(({ length }) => length !== 1))
    throw new Error(`${script} in the trace: ${parts.map(({ length }) => length).join(' and ')} times, not once.`);
  return timeOf(parts.flat());
};

/** Compiling and running modules that are imported one after the other. */
const modules = async (browser: Browser, url: string, files: string[]) => {
  const events = await load(browser, url, files[0]!);
  const compiled = events.filter(
    ({ name, args }) => name === 'v8.compileModule' && files.some((file) => args.fileName?.endsWith(file)),
  );
  const run = events.filter(({ name }) => name === 'v8.evaluateModule');
  if (compiled.length !== files.length || run.length !== FORM.length)
    throw new Error(
      `The trace has ${compiled.length} modules of ${files.length}, ${run.length} of ${FORM.length} runs.`,
    );
  return timeOf(compiled) + timeOf(run);
};

const REPORT = `console.log('evaluated')`;

/**
 * A page's own script, as every page has one. The first script that touches `document` pays for the engine's set-up of
 * that object (about as much as all of Preact); it is no property of the script that happens to be first.
 */
const OWN_SCRIPT = `<script>document.querySelector('h1').className = 'ready'</script>`;

async function pagesFor(files: BuiltFiles, assets: Origin) {
  const pages = await servePages();
  const script = (file: string, more = '') => `<script async crossorigin src="${assets.url}/${file}"${more}></script>`;
  const after = `<script>addEventListener('load', () => setTimeout(() => ${REPORT}, 100))</script>`;
  const entries = FORM.map((source) => `${assets.url}/${files.entry(source)}`);
  const set = (path: string, body: string) => pages.pages.set(path, { html: html(body) });
  const loader = script('earshot.js', ` data-endpoint="${assets.url}/v1" data-project="bench"`);
  set('/preact', OWN_SCRIPT + after + script('preact.js'));
  set('/preact-render', OWN_SCRIPT + after + script('preact-render.js'));
  set('/least', OWN_SCRIPT + after + script('least.js', ' data-project="bench"'));
  set('/loader', OWN_SCRIPT + after + loader);
  set('/loader-first', after + loader);
  // Nothing starts the engine here: what is run is what stands at the top level of each module, and nothing else.
  set(
    '/form',
    `${OWN_SCRIPT}<script>(async () => { for (const url of ${JSON.stringify(entries)}) await import(url); ${REPORT} })()</script>`,
  );
  return pages;
}

/** `bench:eval`: script evaluation at 4× throttle against Preact's own, in the same browser, page loads interleaved. */
export const evaluation: Bench = async (files) => {
  await writeReferences(files.folder);
  const assets = await serveFiles(files.folder);
  const pages = await pagesFor(files, assets);
  const { executablePath, args, env } = await chromium();
  const browser = await playwright.launch({ executablePath, args, env, headless: true });
  const graph = [...new Set(FORM.flatMap((source) => files.graph(source)))];
  const times = new Map<string, number[]>();
  const note = (what: string, ms: number) => times.set(what, [...(times.get(what) ?? []), ms]);
  try {
    for (let round = 0; round <= LOADS; round++) {
      for (const [path, file] of SCRIPTS) {
        const ms = await classic(browser, `${pages.url}/${path}`, file);
        if (round) note(path, ms); // the browser warms up first
      }
      const ms = await modules(browser, `${pages.url}/form`, graph);
      if (round) note('form', ms);
    }
  } finally {
    await browser.close();
    await pages.close();
    await assets.close();
  }
  const of = (what: string) => median(times.get(what)!);
  const all = of('loader') + of('form');
  const ms = { unit: 'ms' };
  const ratio = { unit: '×' };
  return [
    {
      what: `Preact that renders one paragraph, median of ${LOADS} loads at ${THROTTLE}×`,
      value: of('preact-render'),
      ...ms,
    },
    { what: '  its core alone, nothing rendered', value: of('preact'), ...ms },
    { what: 'the least that a script tag can do', value: of('least'), ...ms },
    { what: 'loader (earshot.js)', value: of('loader'), ...ms },
    { what: '  where it is the first script of the page', value: of('loader-first'), ...ms },
    { what: 'engine, panel and English', value: of('form'), ...ms },
    { what: 'loader ÷ Preact', value: of('loader') / of('preact-render'), ...ratio, most: 0.5 },
    { what: 'all of a CES form ÷ Preact', value: all / of('preact-render'), ...ratio, most: 2 },
    { what: 'loader ÷ Preact’s core alone', value: of('loader') / of('preact'), ...ratio },
    { what: '  the least ÷ that core: below this no loader comes', value: of('least') / of('preact'), ...ratio },
    { what: 'all of a CES form ÷ Preact’s core alone', value: all / of('preact'), ...ratio },
  ];
};
