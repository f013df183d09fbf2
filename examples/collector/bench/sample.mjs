/**
 * Writes the sample with as many submissions as are asked for, and prints how many records a second go in. Through the
 * store, without a socket: what scale tests fill their database with.
 *   node examples/collector/bench/sample.mjs 1000000
 * Into BENCH_DATABASE_URL (BENCH_DATABASE_SCHEMA names a schema; what is written stays), else into BENCH_DATA_DIR, else
 * into a folder that is removed at the end. A run that was broken off goes on where it was.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const entry = join(here, '../dist/app.js');
const size = Number(process.argv[2] ?? 20_000);
if (!Number.isInteger(size) || size < 1 || !existsSync(entry)) {
  console.error(
    existsSync(entry)
      ? `"${process.argv[2]}" is no number of submissions. For example: node examples/collector/bench/sample.mjs 100000`
      : `${entry} is missing. Run "npm run build -w earshot-collector" first.`,
  );
  process.exit(1);
}
const { loadSample, openStore, SAMPLE } = await import(entry);

const { BENCH_DATABASE_URL: url, BENCH_DATABASE_SCHEMA: schema, BENCH_DATA_DIR: kept } = process.env;
const folder = url || kept ? undefined : mkdtempSync(join(tmpdir(), 'earshot-sample-'));
const PRINT_EVERY_MS = 5_000;

const store = await openStore(url ? { postgres: { url, schema } } : { dataDir: kept ?? folder });
try {
  const sinceMs = performance.now();
  const secondsSince = () => (performance.now() - sinceMs) / 1000;
  let printedMs = sinceMs;
  let last = { submissions: 0, of: size, stored: 0 };
  const say = () =>
    console.log(
      `${last.submissions} of ${last.of} submissions, ${last.stored} records stored in ${secondsSince().toFixed(1)} s: ` +
        `${Math.round(last.stored / secondsSince())} records/s`,
    );
  const loaded = await loadSample(store, { ...SAMPLE, size, now: Date.now() }, (progress) => {
    last = progress;
    if (performance.now() - printedMs < PRINT_EVERY_MS) return;
    printedMs = performance.now();
    say();
  });
  if (loaded) say();
  else console.log(`${store.database.name} holds a whole sample already.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await store.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
}
