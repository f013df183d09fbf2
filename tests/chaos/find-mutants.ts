import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyMutant, MUTANTS } from './mutants';

/** The tests that know the queue as a machine of states: seconds, where a browser takes minutes. */
const MODEL = ['tests/unit/model', 'tests/unit/delivery'];
/** Vitest's configuration and the files that it imports. */
const CONFIG = [
  'vitest.config.ts',
  ...Array.from(
    readFileSync(join(import.meta.dirname, '../../vitest.config.ts'), 'utf8').matchAll(/ from '\.\/([^']+)'/g),
    (match) => match[1] as string,
  ),
];

interface Report {
  testResults: { assertionResults: { fullName: string; status: string }[] }[];
}

/** Runs the model's tests on a copy of the sources; returns the names of those that failed and how many passed. */
function test(name: string | undefined): { failed: string[]; passed: number } {
  const { folder, remove } = copyMutant(name, [...MODEL, ...CONFIG]);
  try {
    const report = join(folder, 'report.json');
    const run = spawnSync(
      process.execPath,
      [
        join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs'),
        ...['run', '--root', folder, '--project', 'unit', '--reporter=json', `--outputFile=${report}`],
      ],
      {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, EARSHOT_MODEL_FIRST: '1' },
      },
    );
    if (!existsSync(report))
      throw new Error(`vitest made no report of ${name ?? 'the sound queue'}: ${run.error ?? run.stderr}`);
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    const all = testResults.flatMap(({ assertionResults }) => assertionResults);
    const named = (status: string) => all.filter((one) => one.status === status).map(({ fullName }) => fullName.trim());
    return { failed: named('failed'), passed: named('passed').length };
  } finally {
    remove();
  }
}

/** `npm run test:mutants`: each queue that is broken on purpose has to be found. Returns the process's exit code. */
export async function main(): Promise<number> {
  let [found, missed] = [0, 0];
  const count = (good: boolean, line: string) => {
    if (good) found++;
    else missed++;
    console.log(`${good ? '✓' : '×'} ${line}`);
  };
  const sound = test(undefined);
  count(!sound.failed.length && sound.passed > 0, `as it is: ${sound.passed} tests pass, ${sound.failed.length} fail`);
  for (const [name, { means }] of Object.entries(MUTANTS)) {
    const { failed } = test(name);
    count(failed.length > 0, `${name} (${means}): ${failed.length ? `found by ${failed.length}` : 'NOT found'}`);
    for (const title of failed) console.log(`    ${title}`);
  }
  console.log(`\n${found} passed, ${missed} failed`);
  return missed ? 1 : 0;
}
