import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { chromium } from '../support/chromium';
import { serveFiles, servePages } from '../support/origins';
import { answeringEndpoint } from './answering-endpoint';
import { type Bench, type Figure, median } from './figures';
import { type Observed, observe } from './observe';
import { onThreadOf, THROTTLE, type TraceEvent, throttle } from './trace';
import { type Driver, driver } from './visitor';

const LOADS = 3;
/** Where the trace of the last load is left, to be opened in the browser's performance panel. */
const OUTPUT = join(import.meta.dirname, '../output');

const PHASES = ['boot', 'open', 'type', 'submit'] as const;
type Phase = (typeof PHASES)[number];

const WORDS = 'The form asked for my address twice.';
const TEXT =
  '<p>A page with some text, as pages have it, so that there is something to lay out and to shift.</p>'.repeat(40);
const html = (script: string) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width">${script}</head><body><h1>A page</h1>${TEXT}</body></html>`;

interface Load extends Observed {
  /** Longest task of each phase, in milliseconds of processor time and by the clock, and the longest of any task. */
  longest: { [phase in Phase]?: { cpuMs: number; wallMs: number; anyMs: number } };
}

/**
 * Whether Earshot's scripts ran in the task. The page itself has no module, timer or idle callback. That a file of ours
 * is asked for or arrives is not enough: the parser does that in the task in which the browser leaves the page before.
 */
const runsEarshot = (task: TraceEvent, events: TraceEvent[], assets: string) =>
  events.some(
    ({ name, ts, args }) =>
      ts >= task.ts &&
      ts < task.ts + (task.dur ?? 0) &&
      (/^(v8\.evaluateModule|FireIdleCallback|TimerFire)$/.test(name) ||
        (/^(EvaluateScript|FunctionCall|v8\.compile)/.test(name) &&
          `${args.fileName ?? args.data?.url}`.startsWith(assets))),
  );

/** The longest task between two marks of the page. While it starts, only those count in which Earshot runs. */
function longestTasks(events: TraceEvent[], assets: string): Load['longest'] {
  const marks = PHASES.map((phase) => events.find(({ name }) => name === `phase:${phase}`)?.ts ?? Infinity);
  const longest: Load['longest'] = {};
  PHASES.forEach((phase, index) => {
    const [from, to] = [marks[index]!, marks[index + 1] ?? Infinity];
    const all = events.filter(({ name, ts, dur = 0 }) => name === 'RunTask' && ts + dur >= from && ts < to);
    const most = (tasks: TraceEvent[], field: 'tdur' | 'dur') =>
      Math.max(0, ...tasks.map((task) => task[field] ?? 0)) / 1000;
    const ours = phase === 'boot' ? all.filter((task) => runsEarshot(task, events, assets)) : all;
    longest[phase] = { cpuMs: most(ours, 'tdur'), wallMs: most(ours, 'dur'), anyMs: most(all, 'tdur') };
  });
  return longest;
}

/** The reference of opening: the same fields as plain HTML, put into the page and given the focus by the page itself. */
const PLAIN = `setTimeout(() => {
  const box = document.createElement('div');
  box.style.cssText = 'position:fixed;inset:auto 16px 16px auto;width:400px;background:#fff;font:16px system-ui';
  const points = ['Strongly disagree', 'Disagree', 'Somewhat disagree', 'Neither', 'Somewhat agree', 'Agree', 'Strongly agree'];
  box.innerHTML = '<h2 tabindex="-1">Feedback</h2><fieldset><legend>The shop made it easy for me to do what I came to do.</legend>' +
    points.map((text) => '<label style="display:block"><input type="radio" name="plain">' + text + '</label>').join('') +
    '</fieldset><label>What would you like to tell us?<textarea></textarea></label><button>Send</button>';
  document.body.append(box);
  box.firstChild.focus();
})`;

/** What a visitor does, one phase after the other. */
async function use(visitor: Driver, mark: (phase: Phase) => Promise<void>): Promise<void> {
  await mark('open');
  await visitor.click('button');
  await visitor.until('radio');
  await visitor.pauseMs(700);
  await mark('type');
  await visitor.click('label');
  await visitor.click('textarea');
  await visitor.type(WORDS);
  await visitor.pauseMs(700); // a draft is written
  await mark('submit');
  await visitor.click('.send');
  await visitor.until('done');
  await visitor.pauseMs(700);
}

/** `bench:page`: what Earshot costs a page at 4× throttle while it starts, opens, is typed into and sends. */
export const pageCost: Bench = async (files) => {
  mkdirSync(OUTPUT, { recursive: true });
  const assets = await serveFiles(files.folder);
  const endpoint = await answeringEndpoint();
  const pages = await servePages();
  pages.pages.set('/without', { html: html('') });
  pages.pages.set('/with', {
    html: html(
      `<script async crossorigin src="${assets.url}/earshot.js" data-endpoint="${endpoint.url}/v1/submissions" data-project="bench" data-survey="ces"></script>`,
    ),
  });
  const { executablePath, args, env } = await chromium();
  const browser = await playwright.launch({ executablePath, args, env, headless: true });

  const load = async (path: '/with' | '/without'): Promise<Load> => {
    const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
    const page = await context.newPage();
    const session = await throttle(page);
    await page.addInitScript(observe);
    const visitor = driver(page, session);
    const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'];
    await browser.startTracing(page, { categories });
    await page.goto(`${pages.site}${path}`);
    if (path === '/with') await visitor.until('idle');
    await visitor.pauseMs(1500);
    const mark = (phase: Phase) => visitor.run<void>(`performance.mark('phase:${phase}')`);
    if (path === '/with') await use(visitor, mark);
    const observed = await visitor.run<Observed>('observed()');
    if (path === '/without') {
      await mark('open');
      await visitor.run(PLAIN);
      await visitor.pauseMs(700);
    }
    const trace = await browser.stopTracing();
    writeFileSync(join(OUTPUT, `bench${path.replace('/', '-')}.trace.json`), trace);
    await context.close();
    const events = onThreadOf(({ name }) => name === 'phase:boot', trace);
    return { ...observed, longest: longestTasks(events, assets.url) };
  };

  const loads = { with: [] as Load[], without: [] as Load[] };
  try {
    await load('/with'); // the browser warms up
    for (let round = 0; round < LOADS; round++) {
      loads.without.push(await load('/without'));
      loads.with.push(await load('/with'));
    }
  } finally {
    await browser.close();
    for (const origin of [pages, endpoint, assets]) await origin.close();
  }

  const of = (path: keyof typeof loads, read: (load: Load) => number) => median(loads[path].map(read));
  const ms = { unit: 'ms', digits: 1 };
  const tasks = PHASES.flatMap((phase): Figure[] => [
    {
      what: `longest task of Earshot's, ${phase}`,
      value: of('with', ({ longest }) => longest[phase]!.cpuMs),
      ...ms,
      most: 50,
    },
    { what: `  the same by the clock`, value: of('with', ({ longest }) => longest[phase]!.wallMs), ...ms },
  ]);
  return [
    {
      what: `longest task on boot, Earshot's or the page's (at ${THROTTLE}×)`,
      value: of('with', ({ longest }) => longest.boot!.anyMs),
      ...ms,
    },
    { what: '  the same page without Earshot', value: of('without', ({ longest }) => longest.boot!.anyMs), ...ms },
    ...tasks,
    {
      what: '  opening: the same fields as plain HTML, by the page itself',
      value: of('without', ({ longest }) => longest.open!.anyMs),
      ...ms,
    },
    { what: 'long tasks that the page reports', value: of('with', ({ longTasks }) => longTasks), unit: '', digits: 0 },
    {
      what: '  the same page without Earshot',
      value: of('without', ({ longTasks }) => longTasks),
      unit: '',
      digits: 0,
    },
    { what: 'click → radio in the panel', value: of('with', ({ usableMs }) => usableMs), ...ms, most: 100 },
    { what: 'layout shift (CLS)', value: of('with', ({ shift }) => shift), unit: '', digits: 4, most: 0 },
    {
      what: '  excused by input just before',
      value: of('with', ({ excusedShift }) => excusedShift),
      unit: '',
      digits: 4,
    },
    { what: 'requests before idle', value: of('with', ({ beforeIdle }) => beforeIdle), unit: '', digits: 0, most: 1 },
  ];
};
