import { removeProfile, type Visit, visit } from '../support/browser';
import { collectorProcess } from '../support/collector-process';
import { serveFiles, servePages } from '../support/origins';
import { type Bench, median, SETTLE_MS } from './figures';
import { makeWait } from './waiting-records';

const WAITING = 10_000;
const MIB = 2 ** 20;
/** Flat: what stays behind is less than one kept id (36 characters) for each record. */
const FLAT_BYTES = 36;

/** Counts what was sent, and nothing else: a list of events would grow by itself. */
const html = (assets: string, endpoint: string, project: string) => `<!doctype html><html lang="en">
<head><meta charset="utf-8"><title>A page</title><script>
window.earshot = function () { (earshot.q = earshot.q || []).push(arguments) };
window.seen = { sent: 0, lastMs: 0, requestMs: 0 };
earshot('on', 'sent', () => { seen.sent++; seen.lastMs = performance.now() });
new PerformanceObserver((list) => {
  for (const { name, duration } of list.getEntries()) if (name === '${endpoint}') seen.requestMs += duration;
}).observe({ type: 'resource' });
</script><script type="application/json" data-earshot-config>{"maxRecords": ${2 * WAITING}, "maxBytes": 1000000000}</script>
<script async crossorigin src="${assets}/earshot.js" data-endpoint="${endpoint}" data-project="${project}"></script>
</head><body><h1>A page</h1></body></html>`;

interface Seen {
  sent: number;
  lastMs: number;
  /** Sum of what the requests took, one after the other. */
  requestMs: number;
}

/** A page with its heap, as it is after garbage went (`settled`) and as it is at this moment (`now`). */
async function openPage(browser: Visit, url: string) {
  const page = await browser.context.newPage();
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  const now = async () => (await session.send('Runtime.getHeapUsage')).usedSize / MIB;
  await page.goto(url);
  return {
    page,
    now,
    async settled() {
      await page.waitForTimeout(SETTLE_MS);
      await session.send('HeapProfiler.collectGarbage');
      return now();
    },
    seen: () => page.evaluate(() => (window as never as { seen: Seen }).seen),
  };
}

const until = async (what: string, done: () => Promise<boolean>, timeoutMs: number) => {
  const endMs = performance.now() + timeoutMs;
  while (!(await done())) {
    if (performance.now() > endMs) throw new Error(`${what}: not within ${timeoutMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

/** `bench:drain`: a visitor comes back with 10,000 waiting records, and the real collector stores them. */
export const drain: Bench = async (files) => {
  const assets = await serveFiles(files.folder);
  const pages = await servePages();
  const collector = await collectorProcess(['drain'], ['*']);
  const browser = await visit();
  pages.pages.set('/blank', { html: '<!doctype html><title>Blank</title>' });
  pages.pages.set('/', { html: html(assets.url, `${collector.url}/v1/submissions`, 'drain') });
  const heaps: number[] = [];
  try {
    // One record the normal way: its heap afterwards is the measure, its row the pattern of the ten thousand.
    const first = await openPage(browser, pages.site);
    const submit = () =>
      first.page.evaluate(() =>
        (window as never as { earshot(...args: unknown[]): unknown }).earshot('submit', { text: 'One of many.' }),
      );
    await submit();
    await until('the first record', async () => (await first.seen()).sent > 0, 15_000);
    const beforeMiB = await first.settled();
    const blank = await browser.context.newPage();
    await blank.goto(`${pages.site}/blank`);
    await browser.context.setOffline(true);
    await until('a submit without network', async () => !!(await submit()), 15_000);
    // before the network returns, or it sends the record that is to be the pattern
    await first.page.close();
    await browser.context.setOffline(false);
    await makeWait(blank, 'drain', WAITING);
    await blank.close();

    const storedBefore = (await collector.counters('drain')).accepted;
    const second = await openPage(browser, pages.site);
    await until(
      `draining ${WAITING}`,
      async () => {
        heaps.push(await second.now());
        return (await second.seen()).sent >= WAITING;
      },
      300_000,
    );
    const { lastMs, requestMs } = await second.seen();
    const afterMiB = await second.settled();
    const { accepted, duplicate, rejected } = await collector.counters('drain');
    if (accepted - storedBefore !== WAITING || rejected)
      throw new Error(`Stored ${accepted - storedBefore} of ${WAITING}, ${duplicate} twice, ${rejected} rejected.`);
    return [
      {
        what: `${WAITING} waiting records, from navigation to the last ack`,
        value: lastMs / 1000,
        unit: 's',
        most: 20,
      },
      { what: '  of it in requests; the rest is IndexedDB', value: requestMs / 1000, unit: 's' },
      { what: 'records a second', value: WAITING / (lastMs / 1000), unit: '', digits: 0 },
      { what: 'sent twice', value: duplicate, unit: '', digits: 0 },
      { what: 'JS heap after one record', value: beforeMiB, unit: 'MiB' },
      { what: 'JS heap while draining, median, garbage included', value: median(heaps), unit: 'MiB' },
      { what: 'JS heap while draining, most', value: Math.max(...heaps), unit: 'MiB' },
      { what: 'JS heap after the last', value: afterMiB, unit: 'MiB' },
      {
        what: 'left behind by each record',
        value: ((afterMiB - beforeMiB) * MIB) / WAITING,
        unit: 'B',
        digits: 0,
        most: FLAT_BYTES,
      },
    ];
  } finally {
    await browser.close();
    removeProfile(browser.profile);
    await collector.close();
    await pages.close();
    await assets.close();
  }
};
