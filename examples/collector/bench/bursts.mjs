/**
 * Whether memory stays bounded: a week of bursts, made from a seed, replayed as fast as the collector takes it. Of each of
 * the seven days the highest memory of its process is printed, and the last day's as a share of the first day's.
 *   node examples/collector/bench/bursts.mjs [--quick] [--json FILE]
 * On PGlite, or on BENCH_DATABASE_URL. Budget: the last day's at most 1.5 times the first day's. Exit code 1 over it.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from './load.mjs';
import { startCollector, stop } from './running.mjs';

const { values: options } = parseArgs({ options: { json: { type: 'string' }, quick: { type: 'boolean' } } });
const SEED = 20_261_122;
const DAYS = 7;
const BURSTS_A_DAY = options.quick ? 3 : 12;
/** Of one burst, in the mean. */
const REQUESTS = options.quick ? 300 : 3_000;
const PAUSE_MS = options.quick ? 50 : 400;
const MOST_GROWTH = 1.5;
const MB = 1_048_576;

/** mulberry32: the same week in every run. */
const seeded = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};
const random = seeded(SEED);
// A newsletter, a television spot, a bad release: few visitors now, very many then.
const burst = () => ({
  connections: Math.round(8 * 32 ** random()),
  requests: Math.max(1, Math.round(REQUESTS * -Math.log(1 - random()))),
});

const folder = mkdtempSync(join(tmpdir(), 'earshot-bursts-'));
chmodSync(folder, 0o755);
const databaseUrl = process.env.BENCH_DATABASE_URL ?? '';
let peak = { rss: 0, heapUsed: 0, external: 0 };
const collector = await startCollector(folder, {
  databaseUrl,
  schema: `bench_bursts_${process.pid}`,
  heard: (memory) => {
    for (const key of Object.keys(peak)) peak[key] = Math.max(peak[key], memory[key]);
  },
});
const days = [];
let submissions = 0;
let refused = 0;
try {
  // What a process takes once, whatever comes: compiled code, buffers, the database's own memory.
  await load(collector.url, { connections: 256, requests: REQUESTS });
  for (let day = 1; day <= DAYS; day++) {
    peak = { rss: 0, heapUsed: 0, external: 0 };
    for (let left = BURSTS_A_DAY; left; left--) {
      const sent = await load(collector.url, burst());
      submissions += sent.answers;
      refused += sent.refused;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    days.push(peak);
    console.log(
      `day ${day}: at most ${(peak.rss / MB).toFixed(0)} MB, of which ${(peak.heapUsed / MB).toFixed(0)} MB heap`,
    );
  }
} finally {
  await stop(collector);
  rmSync(folder, { recursive: true, force: true });
}
const ratio = days.at(-1).rss / days[0].rss;
const good = ratio <= MOST_GROWTH && !refused;
console.log(
  `${submissions} submissions, ${refused} refused; last day / first day ${ratio.toFixed(2)} (budget ≤ ${MOST_GROWTH}): ${good ? 'within budget' : 'OVER BUDGET'}`,
);
if (options.json)
  writeFileSync(
    options.json,
    JSON.stringify({ storage: databaseUrl ? 'PostgreSQL' : 'PGlite', submissions, refused, days, ratio }),
  );
process.exitCode = good ? 0 : 1;
