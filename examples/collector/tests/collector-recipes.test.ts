import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CHECKS } from '../../../src/cli/conformance/checks';
import { conformance } from '../../../src/cli/conformance/run';
import { newDataFolder } from './support/data-folder';

const RECIPE = join(import.meta.dirname, '../../collector-recipes/collector.py');
const hasPython = spawnSync('python3', ['--version']).status === 0;
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Starts it as its README says, and resolves once it printed its address. */
const start = async (file: string) => {
  const child = spawn('python3', [RECIPE], { env: { ...process.env, PORT: '0', FILE: file } });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  stops.push(kill);
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk;
      const printed = /http:\S+/.exec(said)?.[0];
      if (printed) resolve(printed);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(`It ended before it listened: ${said}`)));
  });
  return { url, kill };
};
const id = (end: string) => `01a21498-7c10-771e-8e40-50000000000${end}`;
const send = async (url: string, body: string | Uint8Array<ArrayBuffer>, method = 'POST') => {
  const answer = await fetch(url, method === 'GET' ? { method } : { method, body });
  expect(answer.headers.get('access-control-allow-origin'), `${method} ${answer.status}`).toBe('*');
  expect(answer.headers.get('access-control-expose-headers')).toBe('Retry-After');
  expect(answer.headers.get('content-type')).toMatch(/json/);
  return answer;
};
const batch = (project: unknown, ...records: unknown[]) => JSON.stringify({ v: 1, project, records });
const good = (end: string) => ({ id: id(end), v: 1, kind: 'submission', answers: [] });
const statuses = async (answer: Response) =>
  ((await answer.json()) as { results: { status: string }[] }).results.map(({ status }) => status);

describe.skipIf(!hasPython)('The collector in Python (skipped where python3 is missing)', () => {
  it('passes all of the conformance test', async () => {
    const { url } = await start(join(await newDataFolder(), 'feedback.db'));
    const said: string[] = [];
    const origin = 'https://shop.example';
    const { passed } = await conformance({ endpoint: url, project: 'shop', origin }, (line) => said.push(line));
    expect(said.at(-1), said.join('\n')).toMatch(/\d+ passed, 0 failed/);
    expect(passed).toBe(CHECKS.length);
  });

  it('stores an id of a project once, and knows it after it was killed (Q3, Q4)', async () => {
    const file = join(await newDataFolder(), 'feedback.db');
    const first = await start(file);
    expect(await statuses(await send(first.url, batch('shop', good('a'), good('b'))))).toEqual([
      'accepted',
      'accepted',
    ]);
    await first.kill();
    const second = await start(file);
    expect(await statuses(await send(second.url, batch('shop', good('b'), good('c'))))).toEqual([
      'duplicate',
      'accepted',
    ]);
    expect(await statuses(await send(second.url, batch('other', good('a'))))).toEqual(['accepted']);
  });

  it('says “later” while its database cannot be written, and keeps nothing of such a batch', async () => {
    const folder = await newDataFolder();
    const file = join(folder, 'feedback.db');
    const { url } = await start(file);
    const lock = spawn('python3', [
      '-c',
      'import sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None); db.execute("BEGIN EXCLUSIVE"); print("held", flush=True); sys.stdin.read()',
      file,
    ]);
    const released = new Promise<void>((resolve) => lock.once('close', () => resolve()));
    stops.push(async () => {
      lock.kill('SIGKILL');
      await released;
    });
    await new Promise((resolve) => lock.stdout.once('data', resolve));
    expect((await send(url, batch('shop', good('a')))).status).toBe(503);
    lock.kill('SIGKILL');
    await released;
    expect(await statuses(await send(url, batch('shop', good('a'))))).toEqual(['accepted']);
  });

  it('answers what is no batch of a project, and other methods, readably and without a crash', async () => {
    const { url } = await start(join(await newDataFolder(), 'feedback.db'));
    for (const project of [undefined, 5, null, {}, '', 'a b', 'x'.repeat(65), '\ud83d'])
      expect((await send(url, batch(project, good('a')))).status, JSON.stringify(project)).toBe(400);
    const deep = `${'['.repeat(900)}${']'.repeat(900)}`;
    for (const body of [new Uint8Array([0xff, 0xfe, 0x00]), `{"project":"shop","records":[${deep}]}`]) {
      const { status } = await send(url, body);
      expect([200, 400], `${body}`.slice(0, 60)).toContain(status);
    }
    expect((await send(url, '', 'GET')).status).toBe(405);
    expect((await send(url, 'x', 'PUT')).status).toBeGreaterThan(400);
    expect(await statuses(await send(url, batch('shop', good('a'), { ...good('b'), id: [] })))).toEqual([
      'accepted',
      'rejected',
    ]);
  });
});
