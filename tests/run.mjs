// `npm test`: installs, finds a browser, builds, lints, checks types and runs every test. Needs nothing but Node and npm.
// Arguments go to vitest and leave lint and types out: `npm test -- --project unit`. `LATER=looks` leaves projects to
// whoever runs them afterwards, by names with commas between.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { areInstalled } from '../examples/start/packages.mjs';
import { install, npm, run, section, step } from '../examples/start/programs.mjs';
import { tally } from './runner/tally.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** `quiet` gives its output back, else it is shown as it comes. */
const vitest = (args, quiet) => run(root, process.execPath, ['node_modules/vitest/vitest.mjs', ...args], { quiet });
const wishes = process.argv.slice(2);
const reports = mkdtempSync(join(tmpdir(), 'earshot-tests-'));

let passed = 0;
const failures = [];
const skipped = [];

const fail = (what, output) => {
  failures.push(what);
  if (output) console.log(`${output}\n`);
};

const parsed = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

/** A step that is one test: green or not. */
const check = async (script) => {
  const { code, output } = await step(`npm run ${script}`, () => npm(root, 'run', '--silent', script));
  if (code === 0) passed++;
  else fail(`npm run ${script}`, output);
};

const suite = async (name, args) => {
  const path = join(reports, `${name.replaceAll(/\W/g, '-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  const { code } = await section(name, () => vitest(['run', ...reporters, ...args], false));
  const result = tally(parsed(path), code);
  passed += result.passed;
  failures.push(...result.failures.map((failure) => `${name}: ${failure}`));
  skipped.push(...result.skipped.map((test) => `${name}: ${test}`));
};

/**
 * Every project that has tests, asked of vitest itself, so that a new one cannot be forgotten. One after the other:
 * tests that measure time and browsers that are killed should not share two cores with each other.
 */
const projects = async () => {
  const path = join(reports, 'files.json');
  const { code, output } = await step('Listing the tests', () =>
    vitest(['list', '--filesOnly', `--json=${path}`], true),
  );
  const names = [...new Set((parsed(path) ?? []).map(({ projectName }) => projectName))];
  if (code !== 0 || names.length === 0) fail('listing the tests', output);
  // A project whose files were moved away would otherwise vanish without a word.
  const config = readFileSync(join(root, 'vitest.config.ts'), 'utf8');
  const configured = Array.from(config.matchAll(/\bproject\('([\w-]+)'/g), (match) => match[1]);
  for (const name of configured.filter((name) => !names.includes(name))) fail(`${name}: the project has no tests`);
  return names;
};

const browser = async () => {
  const { findChromium } = await import('./support/find-chromium.mjs');
  return findChromium().then(
    () => {},
    (error) => fail('finding a browser', error.message),
  );
};

const main = async () => {
  if (!areInstalled(root)) {
    const { code, output } = await step('Installing packages (npm ci)', () => install(root));
    if (code !== 0) return fail('npm ci', output);
  }
  await step('Finding a browser', browser);
  const { code, output } = await step('Building', () => npm(root, 'run', '--silent', 'build'));
  if (code !== 0) fail('npm run build', output);
  if (wishes.length > 0) return suite('vitest', wishes);
  await check('lint');
  await check('typecheck');
  const later = (process.env.LATER ?? '').split(',');
  for (const name of await projects())
    if (later.includes(name)) console.log(`\n${name}: later (LATER=${process.env.LATER})`);
    else await suite(name, ['--project', name]);
};

await main().catch((error) => fail('the test runner itself', error.stack));
rmSync(reports, { recursive: true, force: true });

if (skipped.length > 0) console.log(`\nSkipped (${skipped.length}):\n${skipped.map((name) => `  ${name}`).join('\n')}`);
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((name) => `  ${name}`).join('\n')}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
