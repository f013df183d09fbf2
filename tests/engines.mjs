// `npm run test:engines [-- chromium firefox webkit] [-- vitest arguments]`: the faults and delivery scenarios in other
// engines than Chromium (by default Firefox and WebKit). Ends with a table of faults and engines and with the sum.
// `--write` puts the table into tests/README.md; it needs all three engines.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tally } from './runner/tally.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const ENGINES = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' };

const words = process.argv.slice(2);
const write = words.includes('--write');
const named = words.filter((word) => word in ENGINES);
const engines = named.length ? named : write ? Object.keys(ENGINES) : ['firefox', 'webkit'];
const more = words.filter((word) => !(word in ENGINES) && word !== '--write');

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
if (missing.length) {
  console.error(`Missing for ${engines.join(' and ')}: apt-get install --no-install-recommends ${missing.join(' ')}`);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}
if (!existsSync(join(root, 'dist/earshot.js'))) {
  console.error('dist/earshot.js is missing. Run `npm run build` first.');
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'earshot-engines-'));
let passed = 0;
const failures = [];
/** fault → engine → how its tests ended; and fault → the first test's name. */
const faults = new Map();
const names = new Map();

for (const engine of engines) {
  console.log(`\n== ${ENGINES[engine]}`);
  const report = join(folder, `${engine}.json`);
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--project', 'faults', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ...more,
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, EARSHOT_ENGINE: engine } },
  );
  let json;
  try {
    json = JSON.parse(readFileSync(report, 'utf8'));
  } catch {}
  const result = tally(json, status);
  passed += result.passed;
  failures.push(...result.failures.map((failure) => `${ENGINES[engine]}: ${failure}`));
  for (const { fullName, status } of (json?.testResults ?? []).flatMap(({ assertionResults }) => assertionResults)) {
    const [, number, text] = /\bfault (\d+): ([^(]*)/.exec(fullName) ?? [];
    if (!number) continue;
    if (!names.has(+number)) names.set(+number, text.trim());
    const of = faults.get(+number) ?? faults.set(+number, {}).get(+number);
    const seen = (of[engine] ??= { passed: 0, failed: 0, skipped: 0 });
    seen[status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped']++;
  }
}
rmSync(folder, { recursive: true, force: true });

const cell = (seen) =>
  !seen
    ? ''
    : seen.failed
      ? `${seen.failed} of ${seen.failed + seen.passed} failed`
      : seen.passed
        ? `${seen.passed} ✓`
        : '–';
const table = [
  `| Fault | | ${engines.map((engine) => ENGINES[engine]).join(' | ')} |`,
  `|---|---|${engines.map(() => '---|').join('')}`,
  ...[...faults.keys()]
    .sort((a, b) => a - b)
    .map(
      (fault) =>
        `| ${fault} | ${names.get(fault)} | ${engines.map((engine) => cell(faults.get(fault)[engine])).join(' | ')} |`,
    ),
];
console.log(`\n${table.join('\n')}`);

if (write && !failures.length && engines.length === 3) {
  const readme = join(root, 'tests/README.md');
  const text = readFileSync(readme, 'utf8');
  const [from, to] = ['<!-- engines -->', '<!-- /engines -->'];
  const [start, end] = [text.indexOf(from), text.indexOf(to)];
  if (start < 0 || end < 0) throw new Error(`tests/README.md has no ${from} … ${to}.`);
  writeFileSync(readme, `${text.slice(0, start + from.length)}\n${table.join('\n')}\n${text.slice(end)}`);
  console.log('\nWritten to tests/README.md.');
}
if (failures.length) console.log(`\nFailed:\n${failures.map((name) => `  ${name}`).join('\n')}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
