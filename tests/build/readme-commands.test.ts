import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseResults } from '../../src/contract';
import { run, startDemo } from '../support/demo-process';
import { freePort } from '../support/free-port';
import { blocks, ROOT } from '../support/readme';

/** Command blocks that are not run here, and why. */
const NOT_RUN = { 'npm test\n': 'it is what runs this file' };

const folder = mkdtempSync(join(tmpdir(), 'earshot-readme-'));
let files: string[] = [];
/** What a clone would hold: everything that git knows or would add, and nothing that is built or installed. */
const newCopy = (name: string) => {
  const copy = join(folder, name);
  for (const path of files) cpSync(join(ROOT, path), join(copy, path));
  return copy;
};
const block = (name: string) => {
  const found = blocks().find(({ run }) => run === name);
  if (!found) throw new Error(`README.md has no block marked <!-- run: ${name} -->`);
  return found.text;
};
/** As a newcomer pastes it; packages come from npm's cache where it has them. */
const shell = (text: string, cwd: string) => run('sh', ['-ec', text], { npm_config_prefer_offline: 'true' }, cwd);

beforeAll(async () => {
  const { output } = await run('git', ['ls-files', '-co', '--exclude-standard', '-z']);
  files = output.split('\0').filter(Boolean);
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

test('every command block of the README is run here, or is listed with the reason why not', () => {
  const commands = blocks().filter(({ language }) => language === 'sh');
  expect(commands.length).toBeGreaterThan(2);
  expect(commands.filter(({ run, text }) => !run && !Object.hasOwn(NOT_RUN, text))).toEqual([]);
});

describe('in a clean copy with nothing but Node, each in one of its own', () => {
  test('npm start installs, builds, and serves shop, collector and report', async () => {
    const demo = await startDemo(
      { PORT: '0', npm_config_prefer_offline: 'true' },
      { cwd: newCopy('start'), command: ['sh', '-ec', block('start')] },
    );
    try {
      expect(demo.output()).toMatch(/Installing packages .* s$/m);
      expect(demo.output()).toMatch(/Building .* s$/m);
      for (const address of [`${demo.url}/`, `${demo.url}/ko/`, `${demo.url}/earshot/earshot.js`]) {
        expect((await fetch(address)).ok, address).toBe(true);
      }
      expect(await demo.readReport()).toContain('<html');
      const answer = await fetch(`${demo.url}/v1/submissions`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain', origin: demo.url },
        body: JSON.stringify({
          v: 1,
          project: 'shop',
          sdk: { name: 'x', version: '0' },
          sentAt: new Date().toISOString(),
          attempts: {},
          records: [{}],
        }),
      });
      expect(answer.status).toBe(200);
    } finally {
      await demo.stop();
    }
    await expect(fetch(demo.url)).rejects.toThrow();
  }, 600_000);

  test('npm pack writes a package that another project can install and import', async () => {
    const copy = newCopy('pack');
    const packed = await shell(block('pack'), copy);
    expect(packed.code, packed.output).toBe(0);
    const file = readdirSync(copy).find((name) => name.endsWith('.tgz'));
    const project = mkdtempSync(join(folder, 'project-'));
    writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
    writeFileSync(
      join(project, 'try.js'),
      `import { createFeedback } from 'earshot';
       import { parseEnvelope } from 'earshot/contract';
       const feedback = createFeedback({ endpoint: 'https://feedback.example.com/v1/submissions', project: 'shop' });
       feedback.open('ces');
       console.log(typeof createFeedback, parseEnvelope(null).ok);`,
    );
    const tried = await shell(
      `npm install --no-audit --no-fund ${join(copy, file ?? 'nothing.tgz')} && node try.js`,
      project,
    );
    expect(tried.output).toMatch(/^function false$/m);
    expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['earshot']);
  }, 600_000);

  test('npm run size prints each file and holds the budgets', async () => {
    const { code, output } = await shell(block('size'), newCopy('size'));
    expect(code, output).toBe(0);
    expect(output).toContain('earshot.js');
  }, 600_000);
});

describe('the smallest collector of the README', () => {
  test('acks after it wrote, stores an id of a project once, and knows it after a restart, also after one that tore a line (Q3, Q4)', async () => {
    const file = join(folder, 'collector.mjs');
    writeFileSync(file, block('collector'));
    const port = await freePort();
    const start = async () => {
      const child = spawn(process.execPath, [file], { cwd: folder, env: { ...process.env, PORT: String(port) } });
      await expect
        .poll(
          () =>
            fetch(`http://127.0.0.1:${port}`).then(
              () => true,
              () => false,
            ),
          { timeout: 30_000 },
        )
        .toBe(true);
      return () => new Promise((done) => child.once('exit', done) && child.kill('SIGKILL'));
    };
    const send = async (body: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body });
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('access-control-expose-headers')).toBe('Retry-After');
      return answer;
    };
    const batchOf = (project: string, ...ids: string[]) =>
      JSON.stringify({ v: 1, project, records: ids.map((id) => ({ id, v: 1, kind: 'submission', answers: [] })) });
    const [a, b, c] = ['a', 'b', 'c'].map((end) => `01a21498-7c10-771e-8e40-50000000000${end}`) as [
      string,
      string,
      string,
    ];
    const batch = (...ids: string[]) => batchOf('shop', ...ids);

    let stop = await start();
    const first = await (await send(batch(a, b))).json();
    expect(parseResults(first).ok).toBe(true);
    expect(first).toEqual({
      results: [
        { id: a, status: 'accepted' },
        { id: b, status: 'accepted' },
      ],
    });
    await stop();
    // A crash within a write: half a line, which was never acked.
    appendFileSync(join(folder, 'feedback.jsonl'), `{"project":"shop","record":{"id":"${c}"`);
    stop = await start();
    expect(await (await send(batch(b, c))).json()).toEqual({
      results: [
        { id: b, status: 'duplicate' },
        { id: c, status: 'accepted' },
      ],
    });
    expect((await send('{ not json')).status).toBe(400);
    const other = (await (await send(batchOf('other', a))).json()) as { results: { status: string }[] };
    expect(other.results.map(({ status }) => status)).toEqual(['accepted']);
    await stop();
    stop = await start();
    const again = (await (await send(batch(a, b, c))).json()) as { results: { status: string }[] };
    expect(again.results.map(({ status }) => status)).toEqual(['duplicate', 'duplicate', 'duplicate']);
    await stop();
    const whole = readFileSync(join(folder, 'feedback.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('}}'));
    expect(whole.map((line) => JSON.parse(line)).map(({ project, record }) => [project, record.id])).toEqual([
      ['shop', a],
      ['shop', b],
      ['shop', c],
      ['other', a],
    ]);
  });

  test('passes the conformance test, as the README says to run it', async () => {
    const own = mkdtempSync(join(folder, 'conformance-'));
    const file = join(own, 'collector.mjs');
    writeFileSync(file, block('collector'));
    const port = await freePort();
    const child = spawn(process.execPath, [file], { cwd: own, env: { ...process.env, PORT: String(port) } });
    try {
      await expect
        .poll(() =>
          fetch(`http://127.0.0.1:${port}`).then(
            () => true,
            () => false,
          ),
        )
        .toBe(true);
      const command = block('conformance')
        .replace('npx earshot', `node ${join(ROOT, 'dist/cli.js')}`)
        .replace(':8788', `:${port}`);
      const { code, output } = await shell(command, own);
      expect(output).toMatch(/^\d+ passed, 0 failed$/m);
      expect(code).toBe(0);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
