import { removeProfile } from '../../support/browser';
import type { Contender } from './contenders';
import { twice } from './endpoint';
import { becomes, type Ground, makePatterns, makeWaiting, newVisit, openContender, type Pattern } from './ground';
import { EACH, TABS } from './work';

const LIMIT_MS = 60_000;
/** How long after the last a second copy may still come. */
const LATE_MS = 2_000;

export interface Storm {
  /** From the return of the network until all had arrived, or the limit. */
  seconds: number;
  arrived: number;
  requests: number;
  twice: number;
}

/** Fifty tabs of one profile take five submits each without a network; then it returns to all of them at once. */
async function storm(ground: Ground, contender: Contender, known: Pattern): Promise<Storm> {
  const browser = await newVisit();
  try {
    await makePatterns(ground, browser, [contender], ground.pages.site, known);
    const counted = ground.endpoint.address(contender);
    await makeWaiting(ground, browser, contender, known, 0); // not even the pattern
    const tabs = [];
    for (let n = 0; n < TABS; n++) {
      tabs.push(await openContender(ground, browser, contender, { endpoint: counted.url, sends: true }));
    }
    await browser.offline(true);
    // one tab after the other: nobody writes in fifty at once
    for (const tab of tabs) {
      await tab.evaluate(
        async ([{ body, id }, count]) => {
          const { contender: own } = window as never as { contender: { submit(body: string): Promise<unknown> } };
          const copies = Array.from({ length: count }, () =>
            body.replaceAll(id, id.slice(0, 14) + crypto.randomUUID().replace(/^.{14}4/, '7')),
          );
          await Promise.all(copies.map((copy) => own.submit(copy)));
        },
        [known, EACH] as const,
      );
    }
    if (counted.requests) throw new Error(`${contender.name} sent ${counted.requests} requests without a network.`);
    const startedMs = performance.now();
    await browser.offline(false);
    await becomes(() => counted.arrived.size >= TABS * EACH, LIMIT_MS);
    const { lastMs } = counted;
    const arrived = counted.arrived.size;
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    return {
      seconds: arrived < TABS * EACH ? LIMIT_MS / 1000 : (lastMs - startedMs) / 1000,
      arrived,
      requests: counted.requests,
      twice: twice(counted),
    };
  } finally {
    await browser.close();
    removeProfile(browser.profile);
  }
}

/** One after the other, each with a browser of its own. */
export async function measureStorm(ground: Ground, known: Pattern): Promise<Map<Contender, Storm>> {
  const results = new Map<Contender, Storm>();
  for (const contender of ground.contenders) results.set(contender, await storm(ground, contender, known));
  return results;
}
