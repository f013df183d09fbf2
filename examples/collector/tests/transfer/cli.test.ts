import { execFile, spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { createProgress, progressText } from '../../src/commands/progress';
import { newDataFolder } from '../support/data-folder';
import { startProcess } from '../support/process';
import { batch, record, words } from '../support/records';
import { command, newFolder } from '../support/transfer';

const files = newFolder();
afterAll(() => files.remove());
const CLI = join(import.meta.dirname, '../../dist/cli.js');
const EARSHOT_PROJECTS = '{"shop":{"origins":["https://shop.example"],"retentionDays":365}}';

const run = async (args: string[], DATA_DIR: string, input?: string) => {
  const child = promisify(execFile)(process.execPath, [CLI, ...args], {
    env: { PATH: process.env['PATH'], EARSHOT_PROJECTS, DATA_DIR },
  });
  child.child.stdin!.end(input);
  const { code, stdout, stderr } = await child.then(
    (ended) => ({ code: 0, ...ended }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  // Before the last line a slow machine shows how far it is.
  return { code, stdout, stderr, last: stderr.trimEnd().split('\n').at(-1) };
};

it('the program, end to end: a running collector is not disturbed; backup, wipe and restore give the same export', async () => {
  const [first, second] = [await newDataFolder(), await newDataFolder()];
  const collector = await startProcess({ DATA_DIR: first });
  const erased = record({ answers: [words('gone for good')], respondent: { userKey: 'u1' } });
  const body = JSON.stringify(batch([record(), record(), erased]));
  await fetch(`${collector.url}/v1/submissions`, { method: 'POST', body });

  // Over a socket: what is answered comes while, and after, the body is sent.
  const headers = { Authorization: 'Bearer a-token-of-the-tests' };
  const reviews = Array.from({ length: 300 }, (_, at) =>
    JSON.stringify({ text: `${at} ${'x'.repeat(1_000)}`, at: '2026-11-01', source: 'mail' }),
  );
  const importing = await fetch(`${collector.url}/v1/admin/import?project=shop`, {
    method: 'POST',
    headers,
    body: new Blob([`${reviews.join('\n')}\nbroken\n`]).stream(),
    duplex: 'half',
  } as RequestInit);
  const result = JSON.parse((await importing.text()).trimEnd().split('\n').at(-1)!);
  expect(result).toMatchObject({ imported: 300, rejected: 1, errors: [{ line: 301 }], done: true });
  const exporting = await fetch(`${collector.url}/v1/admin/export?project=shop`, { headers });
  const live = await exporting.text();
  expect(live.split('\n')).toHaveLength(304);

  const held = await run(['backup', files.at('held.gz')], first);
  expect(held.code).toBe(1);
  expect(held.stderr).toContain('stop the collector first');
  expect(held.stderr).not.toMatch(/\n\s+at /);
  expect(await collector.stop('SIGTERM')).toBe(0);

  const backup = files.at('backup.gz');
  const made = await run(['backup', backup], first);
  expect([made.code, made.stdout]).toEqual([0, '']);
  expect(made.last).toMatch(/^\d+ rows in .*backup\.gz, to be restored until \d{4}-/);

  // What somebody is called comes by the standard input: arguments are seen by others.
  const erase = await run(['erase', '--project', 'shop', '--user-key', '-'], first, 'u1\n');
  expect(erase.last).toBe('1 records and 0 rows of O-data erased');
  const list = files.at('erasures');
  writeFileSync(list, (await run(['erasures'], first)).stdout);

  const restored = await run(['restore', backup, '--erasures', list], second);
  expect([restored.code, restored.last]).toEqual([0, expect.stringMatching(/^\d+ rows restored$/)]);
  const after = await run(['export', '--project', 'shop'], second);
  expect(after.last).toBe('302 records exported');
  const without = live.split('\n').filter((line) => !line.includes('gone for good'));
  expect(after.stdout).toBe(without.join('\n'));

  // Who reads may stop reading, as `head` does.
  const child = spawn(process.execPath, [CLI, 'export', '--project', 'shop'], {
    env: { PATH: process.env['PATH'], DATA_DIR: second },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  child.stdout.once('data', () => child.stdout.destroy());
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  expect(said).not.toContain('Error');
  for (const folder of [first, second]) rmSync(folder, { recursive: true });
});

describe('what is asked in the wrong way', () => {
  it.each([
    [[], 'earshot-collector restore FILE'],
    [['fly'], 'There is no command "fly"'],
    [['__proto__'], 'There is no command'],
    [['export'], '--project is missing'],
    [['export', '--project', 'shop', '--format', 'xml'], '--format must be'],
    [['export', '--project', 'shop', '--from', 'monday'], '"from" must be'],
    [['export', '--wings'], "Unknown option '--wings'"],
    [['import', '--project', 'shop'], 'FILE is missing'],
    [['import', 'a', 'b', '--project', 'shop'], 'There is one FILE, not 2'],
    [['import', 'a', '--project', 'nobody'], 'There is no project "nobody"'],
    [['import', 'no-such-file', '--project', 'shop'], 'no-such-file cannot be read (ENOENT)'],
    [['import', 'a', '--project', 'shop', '--from-line', '0'], '--from-line must be'],
    [['backup'], 'FILE is missing'],
    [['backup', 'a', '--keep-days', '366'], '--keep-days must be a whole number from 1 to 365'],
    [['backup', 'a', '--prune', '.'], '--prune only removes'],
    [['restore'], 'FILE is missing'],
    [['erasures', 'a'], 'erasures > a'],
    [['erase', '--project', 'shop'], 'Say whose'],
    [['erase', '--project', 'shop', '--id', 'x'], '--id must be'],
    [['erase', '--project', 'shop', '--email', 'a', '--user-key', 'b'], 'Say whose'],
    [['erase', '--project', 'a b', '--email', 'a'], '--project is'],
  ])('%j says what it should be, and touches no database', async (argv, message) => {
    const { code, out, said } = await command(argv, { EARSHOT_PROJECTS, DATA_DIR: '/dev/null/none' });
    expect([code, out]).toEqual([2, '']);
    expect(said).toContain(message);
  });

  it.each(['export', 'import', 'backup', 'restore', 'erasures', 'erase', 'retention'])(
    '%s --help says what it takes, each option by its name',
    async (name) => {
      const { code, out, said } = await command([name, '--help']);
      expect([code, said]).toEqual([0, '']);
      expect(out).toContain(`earshot-collector ${name}`);
      for (const [option] of out.matchAll(/--[a-z-]+/g)) expect(out.split(option).length).toBeGreaterThan(2);
    },
  );

  it('partition says that a folder is not partitioned, and changes nothing', async () => {
    const folder = await newDataFolder();
    const { code, said } = await command(['partition'], { EARSHOT_PROJECTS, DATA_DIR: folder });
    rmSync(folder, { recursive: true, force: true });
    expect(code).toBe(2);
    expect(said).toContain('only PostgreSQL is partitioned');
  });

  it('a database that does not open is said in one line, exit code 1', async () => {
    const { code, said } = await command(['restore', 'x'], { DATABASE_URL: 'postgres://u:s3cret@127.0.0.1:1/db' });
    expect(code).toBe(1);
    expect(said).toMatch(/^PostgreSQL at 127\.0\.0\.1:1\/db does not answer.*\n$/);
    expect(said).not.toContain('s3cret');
  });
});

describe('progress', () => {
  it('says how many, of how many, and how fast', () => {
    expect(progressText('backup', 12_000, 48_000, 2_000)).toBe('backup: 12,000 of about 48,000 (25 %), 6,000/s');
    expect(progressText('backup', 50_000, 48_000, 100)).toBe('backup: 50,000 of about 48,000 (100 %)');
    expect(progressText('backup', 5, undefined, 100)).toBe('backup: 5');
  });

  it('writes over its line on a terminal, and a line every few seconds into a log', () => {
    let nowMs = 0;
    let written = '';
    const write = (text: string) => (written += text);
    const shown = (isTerminal: boolean) => {
      written = '';
      const progress = createProgress('x', { isTerminal, write, clock: () => nowMs });
      for (nowMs = 0; nowMs <= 10_000; nowMs += 1_000) progress.show(nowMs);
      progress.end();
      nowMs = 0;
      return written;
    };
    expect(shown(false)).toBe('x: 5,000, 1,000/s\nx: 10,000, 1,000/s\n');
    expect(shown(true).split('\r').length).toBe(12);
  });
});

it('the scripts of the package name the program', () => {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  expect(scripts.cli).toBe('node dist/cli.js');
});
