// `npm run test:engines [-- ENGINES] [--rounds N] [--write] [vitest arguments]`: the faults and delivery scenarios in
// other engines than Chromium (by default Firefox and WebKit). Pages have the script tag; `firefox:full` and `firefox:npm`
// give them the one-file build or the package. `firefox:panel` is not about faults: the panel as visitors meet it; names of its
// files (`layout`) choose among them. `firefox:questions` is every type of question by keyboard, by touch and as screen
// readers get it; with `--write` what became of each stands in tests/README.md, failed or not.
// `--rounds N` runs what is about a fault of DELIVERY's matrix so often, since a fault that is handled most of the time is
// not handled. `--go-on` counts the rounds that an earlier run of the same files passed in a row before it was cut short
// (tests/output/rounds): a failed round or a changed file begins anew. Ends with a table of faults and engines and with
// the sum; `--write` puts the engines' columns into tests/README.md, unless something failed.
// `npm run test:repeat [-- N [vitest arguments]]`: the rounds in Chromium, by default 20.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faultsIn, faultTable, withTable } from './runner/fault-table.mjs';
import { withMarked } from './runner/marked.mjs';
import { questionsIn, questionTable } from './runner/question-table.mjs';
import { fingerprint, rowOf, worse } from './runner/rounds.mjs';
import { tally } from './runner/tally.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const ENGINES = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' };
const BUILDS = { tag: '', full: ', one file', npm: ', npm' };
/** The panel's tests; those of compositions, emulated media and axe need what only Chromium's driver can do. */
const PANEL = ['keyboard', 'layout', 'manners', 'prompt', 'sizes', 'states', 'questions', 'atspi'];
/** Files of tests/browser/panel, by what they are about. */
const FILES = { panel: PANEL, questions: ['questions', 'tree', 'atspi'] };
const KINDS = { ...BUILDS, panel: ', panel', questions: ', questions' };
/** `firefox` or `firefox:full` as a title; undefined for any other word. */
const titleOf = (word) => {
  const [engine, build = 'tag'] = word.split(':');
  return ENGINES[engine] && KINDS[build] !== undefined ? ENGINES[engine] + KINDS[build] : undefined;
};

const words = process.argv.slice(2);
const stop = (why) => {
  console.error(why);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
};
/** 0: everything, once. */
const takeRounds = () => {
  const at = words.indexOf('--rounds');
  if (at < 0) return 0;
  const [, count = '20'] = words.splice(at, 2);
  // `-- acks` would otherwise be no round at all, and look like a success
  if (!/^[1-9]\d*$/.test(count))
    stop(`"${count}" is no number of rounds. Write for example: npm run test:repeat -- 20 acks`);
  return Number(count);
};
const rounds = takeRounds();
const write = words.includes('--write');
const goOn = words.includes('--go-on');
const named = words.filter(titleOf);
for (const word of words)
  if (ENGINES[word.split(':')[0]] && !titleOf(word)) stop(`"${word}": write one of ${Object.keys(KINDS).join(', ')}.`);
const runs = named.length ? named : ['firefox', 'webkit'];
const engines = [...new Set(runs.map((run) => run.split(':')[0]))];
const more = words.filter((word) => !titleOf(word) && word !== '--write' && word !== '--go-on');
if (goOn && (!rounds || more.length)) stop('--go-on is for rounds of the whole matrix: `--rounds 20 --go-on`.');
if (write && runs.some((run) => run.endsWith(':panel')))
  stop('--write is about faults and questions: leave out the panel.');
if (write && more.length) stop(`--write is for whole columns: leave out ${more.join(' ')}.`);

/** What each engine needs of a Debian machine, by the program that is asked for. */
const needs = {
  firefox: [[['firefox-esr', 'firefox'], 'firefox-esr']],
  webkit: [
    [['WebKitWebDriver'], 'webkit2gtk-driver'],
    [['Xvfb'], 'xvfb'],
    [['/usr/lib/python3/dist-packages/gi/__init__.py'], 'python3-gi'],
    [['/usr/lib/*/girepository-1.0/WebKit2-4.1.typelib'], 'gir1.2-webkit2-4.1'],
  ],
};
const has = (program) =>
  spawnSync('sh', ['-c', program.startsWith('/') ? `ls ${program}` : `command -v ${program}`], { stdio: 'ignore' })
    .status === 0;
const missing = engines.flatMap((engine) =>
  (needs[engine] ?? []).filter(([programs]) => !programs.some(has)).map(([, name]) => name),
);
if (missing.length)
  stop(`Missing for ${engines.join(' and ')}: apt-get install --no-install-recommends ${missing.join(' ')}`);
if (!existsSync(join(root, 'dist/earshot.js'))) stop('dist/earshot.js is missing. Run `npm run build` first.');

const of = rounds ? fingerprint(root) : '';
const folder = mkdtempSync(join(tmpdir(), 'earshot-engines-'));
const failures = [];
let passed = 0;
const columns = [];
const asked = [];

/** One round in one engine: its report, and the code it ended with. What it prints goes into a file, if one is named. */
const round = (run, log) => {
  const [engine, build = 'tag'] = run.split(':');
  const files = FILES[build];
  /** Which of the panel's files a word names, alone or as a path; what follows `-t` is no file. */
  const fileOf = (word, at) =>
    more[at - 1] === '-t' ? undefined : files.find((name) => new RegExp(`(^|/)${name}(\\.test(\\.ts)?)?$`).test(word));
  const names = files ? more.map(fileOf).filter(Boolean) : [];
  const panel = (names.length ? names : (files ?? [])).map((name) => `tests/browser/panel/${name}.test.ts`);
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const output = log ? openSync(log, 'w') : 'inherit';
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ...(files ? ['--project', 'browser', ...panel] : ['--project', 'faults']),
      ...(rounds && !files ? ['--testNamePattern', '\\bfault \\d'] : []),
      ...more.filter((word, at) => !files || !fileOf(word, at)),
    ],
    {
      cwd: root,
      stdio: ['ignore', output, output],
      env: { ...process.env, EARSHOT_ENGINE: engine, EARSHOT_BUILD: files ? '' : build },
    },
  );
  if (log) closeSync(output);
  try {
    return { status, report: JSON.parse(readFileSync(report, 'utf8')) };
  } catch {
    return { status };
  }
};

/** Test names with the first line of what went wrong. */
const reasons = (report) =>
  (report?.testResults ?? []).flatMap(({ name, message, assertionResults }) => [
    ...assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `  ${fullName}\n    ${failureMessages?.[0]?.split('\n')[0]}`),
    ...(message ? [`  ${name}: ${message}`] : []),
  ]);

for (const run of runs) {
  console.log(`\n== ${titleOf(run)}`);
  const faults = new Map();
  // part of the matrix is no row of rounds of it
  const row =
    rounds && !more.length ? rowOf(join(root, `tests/output/rounds/${run.replace(':', '-')}.json`), of) : undefined;
  if (!goOn) row?.end();
  const before = row?.read();
  for (const [fault, seen] of before?.faults ?? []) faults.set(fault, seen);
  if (before?.rounds)
    console.log(`${before.rounds} rounds passed before, of these very files: ${before.passed} passed, 0 failed`);
  passed += before?.passed ?? 0;
  for (let count = 1 + (before?.rounds ?? 0); count <= Math.max(1, rounds); count++) {
    const startedMs = Date.now();
    const log = rounds ? join(folder, `${run.replace(':', '-')}-${count}.log`) : undefined;
    const { status, report } = round(run, log);
    const result = tally(report, status);
    if (run.endsWith(':questions')) asked.push({ title: titleOf(run).split(',')[0], questions: questionsIn(report) });
    passed += result.passed;
    failures.push(...result.failures.map((failure) => `${titleOf(run)}: ${failure}`));
    // the worst round is what counts
    for (const [fault, seen] of faultsIn(report)) faults.set(fault, worse(seen, faults.get(fault)));
    if (result.failures.length) row?.end();
    else row?.add(result.passed, faultsIn(report));
    if (!rounds) continue;
    const seconds = Math.round((Date.now() - startedMs) / 1000);
    console.log(`round ${count} of ${rounds}: ${result.passed} passed, ${result.failures.length} failed, ${seconds} s`);
    for (const line of reasons(report)) console.log(line);
    if (result.failures.length) console.log(`  all that it printed: ${log}`);
    else rmSync(log);
  }
  if (FILES[run.split(':')[1]]) continue;
  columns.push({ title: titleOf(run), rounds: Math.max(1, rounds), faults });
}
if (!rounds || !failures.length) rmSync(folder, { recursive: true, force: true });

if (columns.length) console.log(`\n${faultTable('', columns)}`);
const manual = join(root, 'tests/README.md');
if (asked.length) console.log(`\n${questionTable('', asked)}`);
if (write && asked.length) {
  // what failed is written too: the table says how it is
  const text = readFileSync(manual, 'utf8');
  writeFileSync(
    manual,
    withMarked(text, 'questions', (before) => questionTable(before, asked)),
  );
}
if (write && columns.length && !failures.length)
  writeFileSync(manual, withTable(readFileSync(manual, 'utf8'), columns));
if (write && (asked.length || !failures.length)) console.log('\nWritten to tests/README.md.');
if (failures.length) console.log(`\nFailed:\n${failures.map((name) => `  ${name}`).join('\n')}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
