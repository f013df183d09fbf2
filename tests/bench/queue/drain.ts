import { removeProfile, type Visit } from '../../support/browser';
import { SETTLE_MS } from '../figures';
import type { Contender } from './contenders';
import { type Drain, drainOf, type Round } from './drain-figures';
import { becomes, type Ground, makePatterns, makeWaiting, newVisit, openContender, type Pattern } from './ground';
import { DRAIN_LIMIT_MS, MANY } from './work';

const ROUNDS = 3;

/** The JS heap of a page: as it is (`now`), and when garbage is gone (`settled`). */
async function heapOf(page: Awaited<ReturnType<typeof openContender>>) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  const now = async () => (await session.send('Runtime.getHeapUsage')).usedSize;
  return {
    now,
    async settled() {
      await page.waitForTimeout(SETTLE_MS);
      await session.send('HeapProfiler.collectGarbage');
      return now();
    },
  };
}

/** Opens a page where so many wait, and looks until they are sent or the time is over. */
async function once(ground: Ground, browser: Visit, contender: Contender, pattern: Pattern, count: number) {
  const counted = ground.endpoint.address(contender);
  await makeWaiting(ground, browser, contender, pattern, count, { endpoint: counted.url });
  const startedMs = performance.now();
  const page = await openContender(ground, browser, contender, { endpoint: counted.url, sends: true });
  const heap = await heapOf(page);
  let mostBytes = 0;
  await becomes(
    async () => {
      mostBytes = Math.max(mostBytes, await heap.now());
      return counted.arrived.size >= count;
    },
    DRAIN_LIMIT_MS - (performance.now() - startedMs),
  );
  const { firstMs, lastMs, requests } = counted;
  const sent = counted.arrived.size;
  if (!sent) throw new Error(`${contender.name} sent none of ${count} within ${DRAIN_LIMIT_MS / 1000} s.`);
  const restMs = sent < count ? ((lastMs - firstMs) / (sent - 1)) * (count - sent) : 0;
  const settledBytes = await heap.settled();
  await page.close();
  return {
    seconds: (lastMs - startedMs + restMs) / 1000,
    sent,
    requests,
    settledBytes,
    mostBytes,
  };
}

/** Ten thousand that wait, to an endpoint that takes everything at once, three times each in turn. */
export async function measureDrain(ground: Ground): Promise<Map<Contender, Drain>> {
  const rounds = new Map<Contender, Round[]>(ground.contenders.map((contender) => [contender, []]));
  const before = new Map<Contender, number>();
  const browser = await newVisit();
  try {
    const patterns = await makePatterns(ground, browser, ground.contenders);
    for (const contender of ground.contenders) {
      before.set(contender, (await once(ground, browser, contender, patterns.get(contender)!, 1)).settledBytes);
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const contender of ground.contenders) {
        const one = await once(ground, browser, contender, patterns.get(contender)!, MANY);
        rounds.get(contender)!.push({ ...one, leftBytes: one.settledBytes - before.get(contender)! });
      }
    }
  } finally {
    await browser.close();
    removeProfile(browser.profile);
  }
  return new Map([...rounds].map(([contender, all]) => [contender, drainOf(all)]));
}
