import { removeProfile, type Visit } from '../../support/browser';
import { median } from '../figures';
import { onThreadOf } from '../trace';
import type { Contender } from './contenders';
import { type Ground, makePatterns, makeWaiting, newVisit, openContender, type Pattern } from './ground';
import { type Spread, spreadOf } from './spread';
import { MANY } from './work';

const ROUNDS = 3;
const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'];

export interface Start {
  /** Task time of the page's start with ten thousand waiting ÷ with none. */
  ratio: Spread;
  noneMs: number;
  manyMs: number;
  /** The longest task with ten thousand waiting. */
  longestMs: number;
}

interface Load {
  sumMs: number;
  longestMs: number;
}

/** Processor time of the main thread's tasks, from the page's first script until it has begun to send and some more. */
async function load(ground: Ground, browser: Visit, contender: Contender, pattern: Pattern, count: number) {
  // The first request is not answered: it is the start that is measured, not the drain.
  const counted = ground.endpoint.address(contender);
  await makeWaiting(ground, browser, contender, pattern, count, { endpoint: counted.url });
  counted.answer = 'lose';
  const page = await browser.newPage();
  await page.addInitScript(() => performance.mark('phase:boot'));
  const owner = browser.context.browser()!;
  await owner.startTracing(page, { categories: CATEGORIES });
  await openContender(ground, browser, contender, { endpoint: counted.url, sends: true, page });
  await page.waitForTimeout(contender.startMs);
  const trace = await owner.stopTracing();
  await page.close();
  if (count && !counted.requests)
    throw new Error(`${contender.name} had not begun to send after ${contender.startMs} ms.`);
  const events = onThreadOf(({ name }) => name === 'phase:boot', trace);
  const from = events.find(({ name }) => name === 'phase:boot')!.ts;
  const tasks = events
    .filter(({ name, ts, dur = 0 }) => name === 'RunTask' && ts + dur >= from)
    .map(({ tdur, dur }) => (tdur ?? dur ?? 0) / 1000);
  return { sumMs: tasks.reduce((sum, ms) => sum + ms, 0), longestMs: Math.max(...tasks) };
}

/** The start of a page, with ten thousand waiting and with none, of all in turn. */
export async function measureStart(ground: Ground): Promise<Map<Contender, Start>> {
  const loads = new Map<Contender, { none: Load[]; many: Load[] }>();
  const browser = await newVisit();
  try {
    const patterns = await makePatterns(ground, browser, ground.contenders);
    for (let round = 0; round < ROUNDS; round++) {
      for (const contender of ground.contenders) {
        const pattern = patterns.get(contender)!;
        const all = loads.get(contender) ?? { none: [], many: [] };
        loads.set(contender, all);
        all.none.push(await load(ground, browser, contender, pattern, 0));
        all.many.push(await load(ground, browser, contender, pattern, MANY));
      }
    }
  } finally {
    await browser.close();
    removeProfile(browser.profile);
  }
  return new Map(
    [...loads].map(([contender, { none, many }]) => {
      const noneMs = median(none.map(({ sumMs }) => sumMs));
      const manyMs = median(many.map(({ sumMs }) => sumMs));
      const ratios = spreadOf(many.map(({ sumMs }, round) => sumMs / none[round]!.sumMs));
      const longestMs = median(many.map((one) => one.longestMs));
      return [contender, { ratio: { ...ratios, median: manyMs / noneMs }, noneMs, manyMs, longestMs }];
    }),
  );
}
