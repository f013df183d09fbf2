/**
 * All numbers of the collector's README, measured one after the other:
 *   npm run numbers -- [--write] [--quick] [--from FOLDER] [--only NAME]…
 * Each measurement leaves a JSON file in FOLDER (else in a temporary one) and is not made again where its file is there, so
 * that a run that was broken off goes on, and one that was made elsewhere can be taken. `--write` puts them into numbers.json
 * and README.md. `--quick` shows in minutes that all of it works; its numbers say nothing. PostgreSQL: one of its own, or
 * BENCH_DATABASE_URL. Exit code 1 where a measurement failed or is over its budget.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { machineOf } from './machine.mjs';
import { numbersBlock } from './render-numbers.mjs';
import { postgresBinaries, startPostgres, stop } from './running.mjs';
import { writeNumbers } from './write-numbers.mjs';

const { values: options } = parseArgs({
  options: {
    write: { type: 'boolean' },
    quick: { type: 'boolean' },
    from: { type: 'string' },
    only: { type: 'string', multiple: true },
  },
});
const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const folder = options.from ? resolve(options.from) : mkdtempSync(join(tmpdir(), 'earshot-numbers-'));
mkdirSync(folder, { recursive: true });
const quick = options.quick ? ['--quick'] : [];

/** Shows what a bench prints, and gives it back. */
const run = (script, args, env) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(here, script), ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      process.stdout.write(chunk);
    });
    child.once('close', (code) => resolve({ code, printed }));
  });

const tenths = (ms) => Math.max(0.1, Math.round(ms * 10) / 10);
/** Of what `report.mjs` leaves, what is shown. */
const reportOf = (found) =>
  found && {
    storage: found.database,
    sizes: found.loads.map(({ submissions }) => submissions),
    counted: found.loads.at(-1).recordsCountedPerSecond,
    pages: found.pages.map(({ page, smallMs, largeMs }) => ({
      name: page,
      smallMs: tenths(smallMs),
      largeMs: tenths(largeMs),
    })),
  };
const readSample = (printed) => {
  const last = [
    ...printed.matchAll(/^(\d+) of \d+ submissions, (\d+) records stored in ([\d.]+) s: (\d+) records/gm),
  ].at(-1);
  return (
    last && {
      submissions: Number(last[1]),
      records: Number(last[2]),
      seconds: Number(last[3]),
      perSecond: Number(last[4]),
    }
  );
};

let postgres;
const work = mkdtempSync(join(tmpdir(), 'earshot-numbers-of-'));
chmodSync(work, 0o755); // PostgreSQL's user passes through it
const databaseUrl = async () => {
  if (process.env.BENCH_DATABASE_URL) return process.env.BENCH_DATABASE_URL;
  postgres ??= await startPostgres(work);
  return postgres.url;
};
const onPostgres = async () => ({ BENCH_DATABASE_URL: await databaseUrl() });
const onPglite = async () => ({ BENCH_DATABASE_URL: '' });
const hasPostgres = process.env.BENCH_DATABASE_URL || postgresBinaries();
const FAILURES = join(here, 'failures/failures.mjs');

const measure = (name, script, args, env) => async () => {
  const path = join(folder, `${name}.json`);
  const { code } = await run(script, [...args, ...quick, '--json', path], await env());
  return { code };
};
const readFrom = (script, args, env, read) => async (name) => {
  const { code, printed } = await run(script, args, await env());
  const found = read(printed);
  // what was broken off is measured again
  if (found) writeFileSync(join(folder, `${name}.json`), JSON.stringify(found));
  return { code };
};
const STEPS = {
  'ingest-pglite': measure('ingest-pglite', 'ingest.mjs', [], onPglite),
  'bursts-pglite': measure('bursts-pglite', 'bursts.mjs', [], onPglite),
  sample: readFrom('sample.mjs', [options.quick ? '500' : '20000'], onPglite, readSample),
  ...(hasPostgres && {
    'ingest-postgres': measure('ingest-postgres', 'ingest.mjs', [], onPostgres),
    'bursts-postgres': measure('bursts-postgres', 'bursts.mjs', [], onPostgres),
    report: async (name) => {
      const sizes = options.quick ? ['300', '600'] : ['100000', '1000000'];
      return run('report.mjs', [...sizes, '--json', join(folder, `${name}.json`)], await onPostgres());
    },
  }),
  ...(existsSync(FAILURES) && {
    failures: async () => ({
      ...(await run(
        'failures/failures.mjs',
        [
          '--times',
          options.quick ? '1' : '10',
          ...(options.quick ? ['--short'] : []),
          '--json',
          join(folder, 'failures.json'),
        ],
        {},
      )),
    }),
  }),
};
const unknown = options.only?.find((name) => !Object.hasOwn(STEPS, name));
if (unknown) {
  console.error(`There is no measurement "${unknown}" here. There are ${Object.keys(STEPS).join(', ')}.`);
  process.exit(2);
}

execFileSync(process.execPath, [join(here, '../build.mjs')], { stdio: 'inherit' });
const failed = [];
try {
  for (const [name, step] of Object.entries(STEPS)) {
    if (existsSync(join(folder, `${name}.json`)) || (options.only && !options.only.includes(name))) continue;
    console.log(`\n${name}`);
    const { code } = await step(name);
    if (code !== 0) failed.push(name);
  }
} finally {
  if (postgres) await stop(postgres, 'SIGINT');
  rmSync(work, { recursive: true, force: true });
}

const read = (name) => {
  const path = join(folder, `${name}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
};
const both = (name) =>
  Object.fromEntries(
    ['pglite', 'postgres'].flatMap((storage) => {
      const found = read(`${name}-${storage}`);
      return found ? [[found.storage, found]] : [];
    }),
  );
const numbers = {
  machine: machineOf(),
  quick: options.quick === true,
  ingest: both('ingest'),
  report: reportOf(read('report')),
  bursts: both('bursts'),
  sample: read('sample'),
  failures: read('failures'),
};
console.log(`\n${numbersBlock(numbers)}`);
if (options.write) writeNumbers(numbers);
if (!options.from) rmSync(folder, { recursive: true, force: true });
if (failed.length) console.log(`\nfailed or over budget: ${failed.join(', ')}`);
process.exit(failed.length ? 1 : 0);
