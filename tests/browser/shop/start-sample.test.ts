import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Demo, run, startDemo } from '../../support/demo-process';

const folder = mkdtempSync(join(tmpdir(), 'earshot-sample-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = ['examples/start.mjs', '--sample=60'];
const startSample = (env: object) => startDemo({ PORT: '0', ...env }, { command: [process.execPath, ...start] });

/** What the admin API counts of a project. */
const accepted = async ({ url, token }: Demo, project: string) => {
  const answer = await fetch(`${url}/v1/admin/counters`, { headers: { authorization: `Bearer ${token}` } });
  const { projects } = (await answer.json()) as { projects: { [name: string]: { accepted?: number } } };
  return projects[project]?.accepted ?? 0;
};

test('npm start -- --sample: a report of three projects, loaded once, and never beside what people said', async () => {
  const DATA_DIR = join(folder, 'data');
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

  // The demo's own folder, with words of somebody in it.
  const own = join(folder, 'own');
  const demo = await startDemo({ PORT: '0', DATA_DIR: own });
  const said = {
    id: '01935b2a-7c00-7000-8000-000000000001',
    v: 1,
    kind: 'submission',
    answers: [{ question: 'comment', type: 'text', value: 'Real words.', prompt: '' }],
  };
  const batch = {
    v: 1,
    project: 'shop',
    sdk: { name: 'test', version: '1' },
    sentAt: new Date().toISOString(),
    attempts: {},
  };
  const sent = await fetch(`${demo.url}/v1/submissions`, {
    method: 'POST',
    body: JSON.stringify({ ...batch, records: [said] }),
  });
  expect(await sent.json()).toMatchObject({ results: [{ status: 'accepted' }] });
  await demo.stop();
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
