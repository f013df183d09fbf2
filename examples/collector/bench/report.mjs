/**
 * How long the report's pages take, and whether that grows with the number of submissions: the same pages over two
 * samples in one run, by default of 100,000 and of 1,000,000 submissions.
 *   BENCH_DATABASE_URL=postgres://… node examples/collector/bench/report.mjs [small] [large] [--json file]
 * On PGlite where no database is named. What is written is removed at the end, but for what BENCH_KEEP=1 keeps for the
 * next run. `--json` writes the result to a file, too. Budget, on PostgreSQL: each page at most 1 s over the large one, and at most twice as long as over the small
 * one, or 50 ms longer where both are short. Exit code 1 where the median of five looks misses it.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const LOOKS = 5;
const MOST_MS = 1_000;
const MOST_GROWTH = 2;
/** Below this a ratio is one of noise. */
const SHORT_MS = 50;
const TOKEN = 'a-token-of-the-bench';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const entry = join(here, '../dist/app.js');
const { positionals, values: options } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const sizes = [positionals[0] ?? 100_000, positionals[1] ?? 1_000_000].map(Number);
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
  'overview, 12 months, tests too': '/report/p/shop?period=365&tests=1',
  'a figure, 12 months, by page': `${FIGURE}&period=365&by=page`,
  'a figure, 12 months, one device': `${FIGURE}&period=365&by=device&key=phone`,
  'a figure, all time, by release': `${FIGURE}&period=all&by=release`,
  'inbox, new': '/report/p/shop/inbox',
  'inbox, oldest low ratings, tests too': '/report/p/shop/inbox?low=1&tests=1&order=oldest',
  'inbox, a survey nobody answered': '/report/p/shop/inbox?survey=none',
  'submissions, further back': '/report/p/shop?before=1785000000000~019f0000-0000-7000-8000-000000000000',
  'search of a frequent word': '/report/p/shop?q=payment',
  'submissions, two words of all time': '/report/p/shop/submissions?q=payment+phone&period=all',
  'submissions, low ratings on phones': '/report/p/shop/submissions?question=ces&most=3&device=phone&period=365',
  'themes, all time': '/report/p/shop/themes?period=all',
  'volume, 12 months': '/report/p/shop/volume?period=365',
  'a figure, two devices compared': `${FIGURE}&period=365&by=device&with=phone&against=desktop`,
};

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Fills a database, counts it, and gives back what that took and how long each page took, in milliseconds. */
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
  const rowsOf = async (table) => Number((await store.database.query(`SELECT count(*) AS n FROM ${table}`))[0].n);
  const sums = { days: await rowsOf('earshot_sums'), weeks: await rowsOf('earshot_week_sums') };
  // What a database does by itself soon after: without it, it would not know yet how much is in its tables.
  await store.database.query('ANALYZE');
  console.log(
    `${size} submissions: ${records} records stored in ${((loadedMs - startedMs) / 1e3).toFixed(0)} s, counted in ` +
      `${((countedMs - loadedMs) / 1e3).toFixed(0)} s (${Math.round(records / ((countedMs - loadedMs) / 1e3))} records/s), ${sums.days} sums by day and ${sums.weeks} by week part`,
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
  return {
    submissions: size,
    records,
    recordsStoredPerSecond: Math.round(records / ((loadedMs - startedMs) / 1e3)),
    recordsCountedPerSecond: Math.round(records / ((countedMs - loadedMs) / 1e3)),
    sums,
    times,
  };
};

let good = true;
try {
  console.log(`Report pages on ${url ? 'PostgreSQL' : 'PGlite'}, median of ${LOOKS} looks`);
  const small = await measure(sizes[0]);
  const large = await measure(sizes[1]);
  const pages = Object.keys(PAGES).map((page) => {
    const [smallMs, largeMs] = [small.times[page], large.times[page]];
    const ratio = largeMs / smallMs;
    const fine = largeMs <= MOST_MS && (ratio <= MOST_GROWTH || largeMs - smallMs <= SHORT_MS);
    return { page, smallMs, largeMs, ratio, fine };
  });
  const row = (cells) => cells.map((cell, at) => (at ? cell.padStart(12) : cell.padEnd(38))).join('');
  console.log(row(['', ...sizes.map(String), 'ratio']));
  for (const { page, smallMs, largeMs, ratio, fine } of pages) {
    good &&= fine;
    console.log(
      `${row([page, `${smallMs.toFixed(0)} ms`, `${largeMs.toFixed(0)} ms`, ratio.toFixed(2)])}${fine ? '' : '  OVER BUDGET'}`,
    );
  }
  if (options.json) {
    const loads = [small, large].map(({ times: _, ...load }) => load);
    const result = {
      bench: 'report',
      database: url ? 'PostgreSQL' : 'PGlite',
      at: new Date().toISOString(),
      loads,
      pages,
      good,
    };
    writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
  }
  console.log(good ? 'within budget' : 'OVER BUDGET');
} finally {
  if (folder) rmSync(folder, { recursive: true, force: true });
}
process.exit(good ? 0 : 1);
