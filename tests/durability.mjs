import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tally } from './runner/tally.mjs';

/**
 * `npm run test:durability [-- ROUNDS]`: the collector on PGlite, and a PostgreSQL of the tests' own under it, are killed
 * while records come in (fault 31), 20 times each by default. Then what runs on more than one machine: one of two
 * collectors, the primary of a synchronous standby, the leader of a JetStream, once each (`npm run failures` does it more
 * often, and longer). Ends with the count, after what the rounds were.
 */
const [rounds = '20', ...rest] = process.argv.slice(2);
if (!/^[1-9]\d{0,3}$/.test(rounds) || rest.length > 0) {
  console.error(
    `"${[rounds, ...rest].join(' ')}" is no number of rounds. Write for example: npm run test:durability -- 5`,
  );
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'earshot-durability-'));
const report = join(folder, 'report.json');
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    ...['run', '--project', 'collector', 'examples/collector/tests/killed-'],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  ],
  { cwd: root, env: { ...process.env, DURABILITY_ROUNDS: rounds }, stdio: 'inherit' },
);
let parsed;
try {
  parsed = JSON.parse(readFileSync(report, 'utf8'));
} catch {}
const { passed, failures, skipped } = tally(parsed, status);

const cluster = join(folder, 'cluster.json');
spawnSync(process.execPath, ['examples/collector/bench/failures/failures.mjs', '--short', '--json', cluster], {
  cwd: root,
  stdio: 'inherit',
});
let ran = { runs: [], skipped: [] };
try {
  ran = JSON.parse(readFileSync(cluster, 'utf8'));
} catch {
  failures.push('the failure runs ended without a result');
}
rmSync(folder, { recursive: true, force: true });
for (const { name, why } of ran.skipped) skipped.push(`${name}: ${why}`);
for (const { name, seed, why } of ran.runs) if (why.length) failures.push(`${name}, seed ${seed}: ${why.join('; ')}`);
const sum = passed + ran.runs.filter(({ why }) => !why.length).length;

for (const name of skipped) console.log(`Skipped: ${name}`);
for (const name of failures) console.log(`Failed: ${name}`);
console.log(`\n${sum} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
