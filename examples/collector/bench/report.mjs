/**
 * How long the report's pages take, and whether that grows with the number of submissions: the same pages over two
 * samples in one run, by default of 100,000 and of 1,000,000 submissions.
 *   BENCH_DATABASE_URL=postgres://… node examples/collector/bench/report.mjs [small] [large]
 * On PGlite where no database is named. What is written is removed at the end, but for what BENCH_KEEP=1 keeps for the
 * next run. Budget, on PostgreSQL: each page at most 1 s over the large one, and at most twice as long as over the small
 * one, or 50 ms longer where both are short. Exit code 1 where the median of five looks misses it.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LOOKS = 5;
const MOST_MS = 1_000;
const MOST_GROWTH = 2;
/** Below this a ratio is one of noise. */
const SHORT_MS = 50;
const TOKEN = 'a-token-of-the-bench';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const entry = join(here, '../dist/app.js');
const sizes = [process.argv[2] ?? 100_000, process.argv[3] ?? 1_000_000].map(Number);
if (!existsSync(entry) || !sizes.every((size) => Number.isInteger(size) && size > 0)) {
  console.error(
    existsSync(entry)
      ? 'Give two numbers of submissions, for example: node examples/collector/bench/report.mjs 10000 100000'
      : `${entry} is missing. Run "npm run build -w earshot-collector" first.`,
  );
  process.exit(1);
}
const { createCollector, loadSample, openStore, SAMPLE, sampleProjects } = await import(entry);
const { BENCH_DATABASE_URL: url, BENCH_KEEP: keep } = process.env;
const folder = url ? undefined : mkdtempSync(join(tmpdir(), 'earshot-report-bench-'));
const now = Date.parse('2026-11-20T12:00:00.000Z');

const FIGURE = '/report/p/shop/figure?survey=ces&version=1&question=ces&mode=journey&channel=web';
const PAGES = {
  'overview, 90 days': '/report/p/shop',
  'overview, all time': '/report/p/shop?period=all',
  'a figure, 12 months, by page': `${FIGURE}&period=365&by=page`,
  'a figure, all time, by release': `${FIGURE}&period=all&by=release`,
  'inbox, new': '/report/p/shop/inbox',
  'search of a frequent word': '/report/p/shop?q=payment',
};

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Fills a database, counts it, and gives back how long each page took, in milliseconds. */
const measure = async (size) => {
  const schema = `bench_report_${size}`;
  const store = await openStore(url ? { postgres: { url, schema } } : { dataDir: join(folder, String(size)) });
  const startedMs = performance.now();
  let records = 0;
  await loadSample(store, { ...SAMPLE, size, now }, ({ stored }) => {
    records = stored;
  });
  const loadedMs = performance.now();
  const collector = createCollector({
    store,
    projects: Object.fromEntries(sampleProjects.map((name) => [name, { origins: [] }])),
    adminToken: TOKEN,
    clock: () => now,
  });
  while (!(await collector.counted(10_000)));
  const countedMs = performance.now();
  const [{ n: sums }] = await store.database.query('SELECT count(*) AS n FROM earshot_sums');
  console.log(
    `${size} submissions: ${records} records stored in ${((loadedMs - startedMs) / 1e3).toFixed(0)} s, counted in ` +
      `${((countedMs - loadedMs) / 1e3).toFixed(0)} s (${Math.round(records / ((countedMs - loadedMs) / 1e3))} records/s), ${sums} sums`,
  );
  const signedIn = await collector.app.request(`/report?token=${TOKEN}`);
  const headers = { Cookie: signedIn.headers.get('Set-Cookie').split(';')[0] };
  const times = {};
  for (const [name, path] of Object.entries(PAGES)) {
    const looks = [];
    for (let look = 0; look <= LOOKS; look++) {
      const sinceMs = performance.now();
      const response = await collector.app.request(path, { headers });
      await response.text();
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
      if (look) looks.push(performance.now() - sinceMs); // the first one warms up
    }
    times[name] = median(looks);
  }
  if (url && !keep) await store.database.query(`DROP SCHEMA ${schema} CASCADE`);
  await collector.close();
  return times;
};

let good = true;
try {
  console.log(`Report pages on ${url ? 'PostgreSQL' : 'PGlite'}, median of ${LOOKS} looks`);
  const small = await measure(sizes[0]);
  const large = await measure(sizes[1]);
  for (const name of Object.keys(PAGES)) {
    const growth = large[name] / small[name];
    const fine = large[name] <= MOST_MS && (growth <= MOST_GROWTH || large[name] - small[name] <= SHORT_MS);
    good &&= fine;
    console.log(
      `${name}: ${small[name].toFixed(0)} ms, ${large[name].toFixed(0)} ms, ratio ${growth.toFixed(2)}${fine ? '' : '  OVER BUDGET'}`,
    );
  }
  console.log(good ? 'within budget' : 'OVER BUDGET');
} finally {
  if (folder) rmSync(folder, { recursive: true, force: true });
}
process.exit(good ? 0 : 1);
