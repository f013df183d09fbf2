import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Store } from '../src/app';
import { testStore } from './support/collector';
import { newDataFolder } from './support/data-folder';
import { failingStart, startProcess } from './support/process';
import { batch, record } from './support/records';

// Starts of real processes, slow where many tests share two cores.
vi.setConfig({ testTimeout: 180_000 });

const base = mkdtempSync(join(tmpdir(), 'earshot-start-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** One clear message and exit code 1: no stack, no second line of noise. */
const refusal = async (env: Record<string, string | undefined>) => {
  const { code, output } = await failingStart(env);
  expect(code).toBe(1);
  expect(output).not.toMatch(/\n\s+at /);
  return output.trim();
};

describe('a collector that cannot start says what failed, on what, and what to do', () => {
  it('no project', async () => {
    const message = await refusal({ EARSHOT_PROJECTS: undefined, DATA_DIR: join(base, 'none') });
    expect(message).toContain('EARSHOT_PROJECTS');
    expect(message).toContain('"origins"');
  });

  it('a folder that cannot be written (here: a path under a file)', async () => {
    const file = join(base, 'a-file');
    writeFileSync(file, '');
    const message = await refusal({ DATA_DIR: join(file, 'data') });
    expect(message).toContain(join(file, 'data'));
    expect(message).toContain('DATA_DIR');
  });

  it('a database that does not answer, without printing its password', async () => {
    // Port 1 is closed on every machine that runs this.
    const message = await refusal({ DATABASE_URL: 'postgres://earshot:s3cret@127.0.0.1:1/feedback' });
    expect(message).toContain('127.0.0.1:1/feedback');
    expect(message).toContain('ECONNREFUSED');
    expect(message).not.toContain('s3cret');
  });

  it('a port that is taken, before the data folder is touched', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as { port: number };
    const message = await refusal({ PORT: String(port), DATA_DIR: join(base, 'port') });
    blocker.close();
    expect(message).toContain(`Port ${port}`);
    expect(message).toContain('Set PORT');
    expect(existsSync(join(base, 'port'))).toBe(false);
  });
});

describe.runIf(process.env['TEST_DATABASE_URL'])('a PostgreSQL that answers, but refuses', () => {
  const changed = (change: (url: URL) => void) => {
    const url = new URL(process.env['TEST_DATABASE_URL'] ?? '');
    change(url);
    return String(url);
  };

  it('a database that is not there', async () => {
    const DATABASE_URL = changed((url) => {
      url.pathname = '/no_such_database';
    });
    const message = await refusal({ DATABASE_URL });
    expect(message).toContain('has no such database');
    expect(message).toContain('"no_such_database"');
    expect(message).not.toContain('does not answer');
  });

  it('a user who is not there, without printing the password', async () => {
    const DATABASE_URL = changed((url) => {
      url.username = 'no_such_user';
      url.password = 's3cret';
    });
    const message = await refusal({ DATABASE_URL });
    expect(message).toContain('refuses this user or password');
    expect(message).not.toContain('does not answer');
    expect(message).not.toContain('s3cret');
  });
});

describe('a collector whose database thread dies', () => {
  /** Ends the thread of the process when it gets SIGUSR2, or as soon as it is made. */
  const fragile = (when: string) => ({
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`
      import { syncBuiltinESMExports } from 'node:module';
      import threads from 'node:worker_threads';
      const { Worker } = threads;
      threads.Worker = class extends Worker {
        constructor(...args) {
          super(...args);
          ${when}
        }
      };
      syncBuiltinESMExports();`)}`,
  });

  it('does not start: one line and exit code 1', async () => {
    const message = await refusal({ DATA_DIR: join(base, 'dying'), ...fragile('this.terminate();') });
    expect(message).toContain('does not open: the database thread ended');
  });

  it('ends with code 1, so that it can be started anew', async () => {
    const DATA_DIR = await newDataFolder();
    const running = await startProcess({ DATA_DIR, ...fragile("process.on('SIGUSR2', () => this.terminate());") });
    expect(await running.stop('SIGUSR2')).toBe(1);
    expect(running.output()).toMatch(/PGlite in .* is gone: the database thread ended/);
    const again = await startProcess({ DATA_DIR });
    expect(await again.stop('SIGTERM')).toBe(0);
    rmSync(DATA_DIR, { recursive: true });
  });
});

describe.runIf(process.env['TEST_DATABASE_URL'])('a user of PostgreSQL who may not', () => {
  const url = process.env['TEST_DATABASE_URL'] ?? '';
  const role = `test_${process.pid}`;
  const poor = () => {
    const address = new URL(url);
    address.username = role;
    address.password = 'of-this-test';
    return String(address);
  };
  let store: Store;
  let mayMakeRoles = false;
  beforeAll(async () => {
    store = await testStore();
    const [me] = await store.database.query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user');
    mayMakeRoles = me?.['rolsuper'] === true;
    if (!mayMakeRoles) return;
    await store.database.query(`CREATE ROLE ${role} LOGIN PASSWORD 'of-this-test'`);
    await store.database.query(`CREATE SCHEMA ${role}_there`);
    await store.database.query(`GRANT USAGE ON SCHEMA ${role}_there TO ${role}`);
  });
  afterAll(async () => {
    if (mayMakeRoles) {
      await store.database.query(`DROP SCHEMA ${role}_there`);
      await store.database.query(`DROP ROLE ${role}`);
    }
    await store.close();
  });
  beforeEach(({ skip }) => skip(!mayMakeRoles, 'the user of TEST_DATABASE_URL may not make others'));

  it('make a schema hears just that', async () => {
    const message = await refusal({ DATABASE_URL: poor(), DATABASE_SCHEMA: `${role}_missing` });
    expect(message).toContain(`does not let this user make the schema "${role}_missing"`);
  });

  it('make tables hears just that', async () => {
    const message = await refusal({ DATABASE_URL: poor(), DATABASE_SCHEMA: `${role}_there` });
    expect(message).toContain('tables could not be made');
  });
});

describe('the data folder of PGlite belongs to one process', () => {
  it('a second process is refused and named, the first goes on; after SIGKILL the lock is taken over', async () => {
    const DATA_DIR = await newDataFolder();
    const first = await startProcess({ DATA_DIR });
    const message = await refusal({ DATA_DIR });
    expect(message).toContain(`process ${first.child.pid}`);
    expect(message).toContain(DATA_DIR);

    const kept = record();
    const send = (url: string) =>
      fetch(`${url}/v1/submissions`, { method: 'POST', body: JSON.stringify(batch([kept])) });
    expect(await (await send(first.url)).json()).toEqual({ results: [{ id: kept.id, status: 'accepted' }] });
    await first.stop('SIGKILL');
    expect(readdirSync(DATA_DIR)).toContain('collector.lock');

    const second = await startProcess({ DATA_DIR });
    expect(await (await send(second.url)).json()).toEqual({ results: [{ id: kept.id, status: 'duplicate' }] });
    expect(await second.stop('SIGTERM')).toBe(0);
    expect(readdirSync(DATA_DIR)).not.toContain('collector.lock');
  });
});

describe('over a real socket', () => {
  it('a body that is too large is refused before it is read, declared or not, and the collector goes on; the token of the first start works', async () => {
    const DATA_DIR = await newDataFolder();
    const running = await startProcess({ DATA_DIR, ADMIN_TOKEN: undefined });
    // The first start of a database prints its token, and that one opens the admin API below.
    const token = /admin token, shown this once: (\S+)/.exec(running.output())?.[1];
    // The first line of all: only its hash is kept, and whatever fails after it must not take it along.
    expect(running.output()).toMatch(/^admin token, shown this once: /);
    const post = (init: RequestInit & { duplex?: 'half' }) =>
      fetch(`${running.url}/v1/submissions`, { method: 'POST', ...init });
    const status = async (init: RequestInit & { duplex?: 'half' }) =>
      // What has not come half a second after its refusal finds a closed connection: both keep the words at home.
      post(init).then(
        (response) => response.status,
        () => 'closed',
      );
    expect(await status({ body: 'x'.repeat(300_000) })).toBe(413);
    expect([413, 'closed']).toContain(await status({ body: 'x'.repeat(30_000_000) }));
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled++;
        if (pulled > 2_000) controller.close();
        else controller.enqueue(new Uint8Array(16_384).fill(120));
      },
    });
    expect([413, 'closed']).toContain(await status({ body: endless, duplex: 'half' }));
    const good = await post({ body: JSON.stringify(batch([record()])) });
    expect(good.status).toBe(200);
    const { projects } = (await (
      await fetch(`${running.url}/v1/admin/counters`, {
        headers: { Authorization: `Bearer ${token}` },
      })
    ).json()) as {
      projects: { shop: { accepted: number } };
    };
    expect(projects.shop.accepted).toBe(1);
    await running.stop('SIGTERM');
    rmSync(DATA_DIR, { recursive: true });
  });
});
