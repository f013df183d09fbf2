import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `npm run test:repeat [-- ROUNDS [vitest arguments]]`: the faults of DELIVERY's matrix again and again (20 rounds by
 * default), since a fault that is handled most of the time is not handled. Ends with the sum over all rounds.
 */
const [rounds = '20', ...more] = process.argv.slice(2);
if (!/^[1-9]\d*$/.test(rounds)) {
  // `-- acks` would otherwise be no round at all, and look like a success
  console.error(`"${rounds}" is no number of rounds. Write for example: npm run test:repeat -- 20 acks`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const folder = mkdtempSync(join(tmpdir(), 'earshot-repeat-'));
const report = join(folder, 'report.json');
let [passed, failed] = [0, 0];

for (let round = 1; round <= Number(rounds); round++) {
  const startedMs = Date.now();
  rmSync(report, { force: true });
  const { stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--project', 'faults', '--testNamePattern', '\\bfault \\d'],
      ...['--reporter=json', `--outputFile=${report}`],
      ...more,
    ],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let result = { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  try {
    result = JSON.parse(readFileSync(report, 'utf8'));
  } catch {}
  const tests = result.testResults.flatMap(({ assertionResults }) => assertionResults);
  const broken = tests.filter(({ status }) => status === 'failed');
  // a suite that could not start has no tests of its own, and a run without tests proves nothing
  const crashed = result.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const bad = broken.length + crashed.length + (result.numPassedTests ? 0 : 1);
  passed += result.numPassedTests;
  failed += bad;
  const seconds = Math.round((Date.now() - startedMs) / 1000);
  console.log(`round ${round} of ${rounds}: ${result.numPassedTests} passed, ${bad} failed, ${seconds} s`);
  for (const { fullName, failureMessages } of broken)
    console.log(`  ${fullName}\n    ${failureMessages[0]?.split('\n')[0]}`);
  for (const { name, message } of crashed) console.log(`  ${name}: ${message}`);
  if (!result.testResults.length) console.log(stderr);
}

rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
