import { removeProfile } from '../../support/browser';
import type { Contender } from './contenders';
import { type Counted, twice } from './endpoint';
import {
  becomes,
  blankPage,
  type Ground,
  makePatterns,
  makeWaiting,
  newVisit,
  openContender,
  type Pattern,
} from './ground';
import { countWaiting } from './rows';
import { FAILING_MS, LOSABLE } from './work';

/** So many have arrived when the fault comes. */
const BEFORE = 20;
/** A lease of half a minute has to end, and Sentry waits 5 s at each start. */
const LIMIT_MS = 75_000;
const SETTLE_MS = 1_000;

/** What happens while they drain. */
const FAULTS = ['killed-sending', 'killed-answered', 'failing'] as const;
export type Fault = (typeof FAULTS)[number];

export interface Loss {
  /** Left the device and never arrived. */
  lost: number;
  /** Arrived more than once. */
  twice: number;
  /** Still on the device when the time was over. */
  waiting: number;
}

/** Sixty wait; twenty arrive; then the fault. The page is opened again, and everything that is left may drain. */
async function lossOf(ground: Ground, contender: Contender, known: Pattern, fault: Fault): Promise<Loss> {
  let browser = await newVisit();
  const { profile } = browser;
  try {
    const patterns = await makePatterns(ground, browser, [contender], ground.pages.site, known);
    const counted = ground.endpoint.address(contender);
    await makeWaiting(ground, browser, contender, patterns.get(contender)!, LOSABLE, { endpoint: counted.url });
    const answers = { 'killed-sending': 'lose', 'killed-answered': 'hold', failing: 'fail' } as const;
    counted.after = { arrived: BEFORE, answer: answers[fault] };
    const open = () => openContender(ground, browser, contender, { endpoint: counted.url, sends: true });
    const page = await open();
    if (fault === 'failing') await outlive(counted);
    else {
      const met = await becomes(() => counted.heldMs > 0, LIMIT_MS);
      if (!met) throw new Error(`${contender.name} did not come to the request in which it was to be killed.`);
      await browser.kill();
      browser = await newVisit(profile);
    }
    counted.after = undefined;
    if (fault === 'failing') await page.close();
    const blank = await blankPage(ground, browser);
    await open(); // the next visit
    let waiting = LOSABLE;
    await becomes(async () => {
      waiting = await countWaiting(blank, contender.rows);
      if (waiting) return false;
      // nothing waits: what is under way may still arrive, or come back
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      waiting = await countWaiting(blank, contender.rows);
      return !waiting;
    }, LIMIT_MS);
    return { lost: LOSABLE - waiting - counted.arrived.size, twice: twice(counted), waiting };
  } finally {
    await browser.close();
    removeProfile(profile);
  }
}

/** Waits until the endpoint has been failing for its time. */
async function outlive(counted: Counted): Promise<void> {
  await becomes(() => counted.requests > 0 && counted.arrived.size >= BEFORE, LIMIT_MS);
  await new Promise((resolve) => setTimeout(resolve, FAILING_MS));
}

/** All of them at once: nothing is timed here. */
export async function measureLosses(
  ground: Ground,
  known: Pattern,
): Promise<Map<Contender, { [fault in Fault]: Loss }>> {
  const results = await Promise.all(
    ground.contenders.map(async (contender) => {
      const losses = await Promise.all(FAULTS.map((fault) => lossOf(ground, contender, known, fault)));
      return [contender, Object.fromEntries(FAULTS.map((fault, at) => [fault, losses[at]!]))] as const;
    }),
  );
  return new Map(results) as Map<Contender, { [fault in Fault]: Loss }>;
}
