/**
 * `npm run failures -- [collectors] [standby] [jetstream] [--times N] [--seed N] [--short] [--json FILE]`: real servers are
 * killed while real requests come in, and what was acked is compared with what is stored. All of them where none is named.
 * A run fails unless sent = acked = stored, each once and counted once, and unless the fault hit open requests. What is
 * not installed is skipped and said. Ends with `N passed, N failed`.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startClients } from './clients.mjs';
import * as jetstream from './jetstream.mjs';
import { postgresIn } from './postgres.mjs';
import { seeded } from './random.mjs';
import * as standby from './standby.mjs';
import * as collectors from './two-collectors.mjs';
import { faultsOf, judge } from './verdict.mjs';

const RUNS = { collectors, standby, jetstream };
const CLIENTS = 24;
const LONG = { beforeMs: 2_500, afterMs: 2_000 };
const SHORT = { beforeMs: 1_000, afterMs: 700 };
const RUN_MS = 180_000;

const stopWith = (message) => {
  console.error(message);
  console.log('0 passed, 1 failed');
  process.exit(1);
};
const read = () => {
  const options = {
    times: { type: 'string', default: '1' },
    seed: { type: 'string' },
    short: { type: 'boolean', default: false },
    json: { type: 'string' },
  };
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return stopWith(error.message);
  }
};
const { values, positionals } = read();
const unknown = positionals.find((name) => !Object.hasOwn(RUNS, name));
if (unknown) stopWith(`There is no run "${unknown}". There are ${Object.keys(RUNS).join(', ')}.`);
if (!/^[1-9]\d{0,3}$/.test(values.times)) stopWith(`--times ${values.times} is no number of runs.`);
const names = positionals.length ? positionals : Object.keys(RUNS);
const times = Number(values.times);
const firstSeed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed);

execFileSync(process.execPath, [join(import.meta.dirname, '../../build.mjs')], { stdio: 'inherit' });
const folder = mkdtempSync(join(tmpdir(), 'earshot-failures-'));
chmodSync(folder, 0o755); // PostgreSQL's user passes through it
const postgres = postgresIn(folder);

/** What is open now, to be closed also when the run is stopped from outside. */
const open = [];
const closeAll = async () => {
  for (const close of open.splice(0).reverse()) await Promise.resolve(close()).catch(() => {});
};
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    await closeAll();
    rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  });

const once = async (name, seed) => {
  const own = join(folder, `${name}-${seed}`);
  mkdirSync(own);
  const random = seeded(seed);
  let clients;
  const startedMs = performance.now();
  const load = (urlOf) => {
    clients = startClients({ count: CLIENTS, random, urlOf });
    return clients;
  };
  let overdue;
  const late = new Promise((_, reject) => {
    overdue = setTimeout(() => reject(new Error(`it took longer than ${RUN_MS / 1_000} s`)), RUN_MS);
  });
  const work = async () => {
    const closing = (close) => open.push(close);
    const settings = values.short ? SHORT : LONG;
    const ran = await RUNS[name].run({ folder: own, postgres, load, random, closing, ...settings });
    await clients.drained();
    const found = await judge(ran.database.url, clients);
    const faults = ran.faults.map(({ cut, failed, ackedSince, gapMs, ...fault }) => ({
      ...fault,
      cut: cut(),
      failed: failed(),
      ackedSince: ackedSince(),
      gapMs: Math.round(gapMs()),
    }));
    return { ...found, faults };
  };
  try {
    const found = await Promise.race([work(), late]);
    return { name, seed, seconds: (performance.now() - startedMs) / 1_000, ...found, why: faultsOf(found) };
  } catch (error) {
    return { name, seed, seconds: (performance.now() - startedMs) / 1_000, faults: [], why: [error.message] };
  } finally {
    clearTimeout(overdue);
    late.catch(() => {});
    await closeAll();
    rmSync(own, { recursive: true, force: true });
  }
};

const line = (run) => {
  const { sent, acked, stored, lost, duplicates, counted, answeredDuplicate } = run;
  const faults = run.faults.map(
    ({ name, cut, failed, gapMs }) =>
      `${name} cut ${cut} open requests, ${failed} failed, gap ${(gapMs / 1_000).toFixed(2)} s`,
  );
  const numbers = `sent ${sent}, acked ${acked}, stored ${stored}, lost ${lost}, duplicates ${duplicates}, counted ${counted}, answered duplicate ${answeredDuplicate}`;
  return [sent === undefined ? 'did not end' : numbers, ...faults, `${run.seconds.toFixed(1)} s`].join('; ');
};

const runs = [];
const skipped = [];
try {
  for (const name of names) {
    const { why } = RUNS[name];
    if (why) {
      skipped.push({ name, why });
      console.log(`Skipped: ${name}: ${why}`);
      continue;
    }
    for (let time = 1; time <= times; time++) {
      const run = await once(name, firstSeed + time - 1);
      runs.push(run);
      console.log(`${run.why.length ? '×' : '✓'} ${name} ${time}/${times}, seed ${run.seed}: ${line(run)}`);
      for (const why of run.why) console.log(`  ${why}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (values.json) writeFileSync(values.json, `${JSON.stringify({ runs, skipped }, undefined, 2)}\n`);
const failed = runs.filter(({ why }) => why.length).length;
console.log(`\n${runs.length - failed} passed, ${failed} failed`);
process.exit(failed || !runs.length ? 1 : 0);
