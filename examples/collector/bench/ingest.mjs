/**
 * How fast the collector takes submissions, as a share of the same server answering without storage (and, for
 * comparison, of the bare framework that checks nothing). All are measured in turns within each run, so that a busy
 * machine slows each of them. On PGlite, or on BENCH_DATABASE_URL.
 *   node examples/collector/bench/ingest.mjs [--quick] [--json FILE]
 * `--quick` only shows that it works: its numbers say nothing. Budget: at least 40 %, p99 at most 50 ms, over 64 connections. Exit code 1 where the median of three runs misses it.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { bodyBytes, load, quantile } from './load.mjs';

const { values: options } = parseArgs({ options: { json: { type: 'string' }, quick: { type: 'boolean' } } });
const RUNS = options.quick ? 1 : 3;
const TURNS = options.quick ? 1 : 3;
const TURN_MS = options.quick ? 300 : 2_000;
const WARM_UP_MS = options.quick ? 500 : 5_000;
const connections = 64;
const LEAST_SHARE = 0.4;
const MOST_P99_MS = 50;

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const entry = join(here, '../dist/main.js');
if (!existsSync(entry)) {
  console.error(`${entry} is missing. Run "npm run build" first.`);
  process.exit(1);
}

const start = (script, env) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code} before it was ready`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready ')) resolve({ child, url: JSON.parse(line.slice(6)).url });
    });
  });
const stop = ({ child }) =>
  new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });

const folder = mkdtempSync(join(tmpdir(), 'earshot-bench-'));
const config = join(folder, 'config.json');
writeFileSync(config, '{"projects":{"bench":{"origins":[]}},"limits":{"perIpPerMinute":0,"perProjectPerMinute":0}}');
const databaseUrl = process.env.BENCH_DATABASE_URL ?? '';
const bare = await start(join(here, 'bare-server.mjs'), {});
const yardstick = await start(join(here, 'without-storage.mjs'), {});
const collector = await start(entry, {
  PORT: '0',
  HOST: '127.0.0.1',
  DATA_DIR: join(folder, 'data'),
  DATABASE_URL: databaseUrl,
  DATABASE_SCHEMA: databaseUrl && `bench_${process.pid}`,
  EARSHOT_CONFIG: config,
  EARSHOT_PROJECTS: '',
  ADMIN_TOKEN: 'a-token-of-the-bench',
});

const runs = [];
const shares = [];
const p99s = [];
try {
  console.log(
    `Ingest: ${connections} connections, one record of ${bodyBytes} bytes a request, storage ${databaseUrl ? 'PostgreSQL' : 'PGlite'}`,
  );
  for (const { url } of [bare, yardstick]) await load(url, { connections, ms: WARM_UP_MS });
  await load(collector.url, { connections, ms: WARM_UP_MS });
  for (let run = 1; run <= RUNS; run++) {
    const [framework, without, stored] = [[], [], []];
    for (let turn = 0; turn < TURNS; turn++) {
      framework.push(await load(bare.url, { connections, ms: TURN_MS }));
      without.push(await load(yardstick.url, { connections, ms: TURN_MS }));
      stored.push(await load(collector.url, { connections, ms: TURN_MS }));
    }
    // An answer that something is broken is no answer to be compared with.
    for (const [name, turns] of Object.entries({
      'the bare framework': framework,
      'without storage': without,
      stored,
    })) {
      const refused = turns.reduce((sum, turn) => sum + turn.refused, 0);
      if (refused) throw new Error(`${name}: ${refused} submissions were not accepted`);
    }
    const mean = (turns) => turns.reduce((sum, { perSecond }) => sum + perSecond, 0) / turns.length;
    const p99 = (turns) =>
      quantile(
        turns.flatMap(({ latencies }) => latencies),
        0.99,
      );
    shares.push(mean(stored) / mean(without));
    p99s.push(p99(stored));
    runs.push({
      collectorPerSecond: mean(stored),
      referencePerSecond: mean(without),
      barePerSecond: mean(framework),
      share: shares.at(-1),
      p99Ms: p99s.at(-1),
    });
    console.log(
      `run ${run}: without storage ${mean(without).toFixed(0)}/s (p99 ${p99(without).toFixed(1)} ms), collector ` +
        `${mean(stored).toFixed(0)}/s (p99 ${p99(stored).toFixed(1)} ms), ratio ${(100 * shares.at(-1)).toFixed(1)} %; ` +
        `bare framework ${mean(framework).toFixed(0)}/s, ratio ${((100 * mean(stored)) / mean(framework)).toFixed(1)} %`,
    );
  }
} finally {
  await Promise.all([bare, yardstick, collector].map(stop));
  rmSync(folder, { recursive: true, force: true });
}
const share = quantile(shares, 0.5);
const p99 = quantile(p99s, 0.5);
const good = share >= LEAST_SHARE && p99 <= MOST_P99_MS;
console.log(
  `median: ratio ${(100 * share).toFixed(1)} % (budget ≥ ${100 * LEAST_SHARE} %), p99 ${p99.toFixed(1)} ms (budget ≤ ${MOST_P99_MS} ms): ${good ? 'within budget' : 'OVER BUDGET'}`,
);
if (options.json)
  writeFileSync(
    options.json,
    JSON.stringify({ storage: databaseUrl ? 'PostgreSQL' : 'PGlite', connections, bodyBytes, runs, share, p99Ms: p99 }),
  );
process.exitCode = good ? 0 : 1;
