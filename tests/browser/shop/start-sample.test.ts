import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../../../examples/collector/src/app';
import { newDataFolder } from '../../../examples/collector/tests/support/data-folder';
import { record } from '../../../examples/collector/tests/support/records';
import { type Demo, run, startDemo } from '../../support/demo-process';

const folders: string[] = [];
const folder = async () => {
  const made = await newDataFolder();
  folders.push(made);
  return made;
};
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true, force: true });
});

const start = ['examples/start.mjs', '--sample=60'];
const startSample = (env: object) => startDemo({ PORT: '0', ...env }, { command: [process.execPath, ...start] });

/** What the admin API counts of a project. */
const accepted = async ({ url, token }: Demo, project: string) => {
  const answer = await fetch(`${url}/v1/admin/counters`, { headers: { authorization: `Bearer ${token}` } });
  const { projects } = (await answer.json()) as { projects: { [name: string]: { accepted?: number } } };
  return projects[project]?.accepted ?? 0;
};

test('npm start -- --sample: a report of three projects, loaded once, and never beside what people said', async () => {
  const DATA_DIR = await folder();
  const first = await startSample({ DATA_DIR });
  expect(first.output()).toContain(`The sample goes into ${DATA_DIR}, because DATA_DIR says so.`);
  expect(first.output()).toMatch(/Loading the sample … 60 submissions, \d+\.\d s/);
  const page = await first.readReport();
  for (const project of ['shop', 'bank-app', 'docs', 'gallery']) expect(page).toContain(project);
  const loaded = await accepted(first, 'bank-app');
  expect(loaded).toBeGreaterThan(10);
  expect(await first.stop('SIGINT')).toBe(0);

  const again = await startSample({ DATA_DIR });
  expect(again.output()).toContain('Loading the sample … it is there already');
  expect(await accepted(again, 'bank-app')).toBe(loaded);
  await again.stop();

  // A folder with words of somebody in it.
  const own = await folder();
  const store = await openStore({ dataDir: own });
  await store.insert(record(), { project: 'shop', receivedAtMs: Date.now(), skewMs: 0 });
  await store.close();
  const { code, output } = await run(process.execPath, start, { PORT: '0', DATA_DIR: own });
  expect(code).toBe(1);
  expect(output).toContain('holds feedback that is no sample');
  expect(output).not.toMatch(/^ +at /m);
});

test('npm start -- --help says what there is, and starts nothing', async () => {
  const { code, output } = await run(process.execPath, ['examples/start.mjs', '--help']);
  expect(code).toBe(0);
  expect(output).toContain('npm start -- --sample');
  expect(output).not.toContain('Report');
});
