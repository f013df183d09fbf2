import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listen, openStore, type Store } from '../../src/app';
import { createLive } from '../../src/live/live';
import { createWatch } from '../../src/live/watch';
import { script } from '../../src/report/live/live-script';
import { type TestCollector, TOKEN, testCollector, testStore } from '../support/collector';
import { eventsOf } from '../support/events';
import { accountsOf, browserOf, newAccount } from '../support/people';
import { startProcess } from '../support/process';
import { batch, record, words } from '../support/records';

let store: Store;
let here: TestCollector;
let there: TestCollector;
beforeAll(async () => {
  store = await testStore();
  here = testCollector(store);
  there = testCollector(store);
});
afterAll(() => store.close());

const admin = async (collector = here) => {
  const browser = browserOf(collector);
  await browser.byToken();
  return browser;
};

describe('a page of the report that is open', () => {
  it('hears of what another collector of the database took: a number, and no word of it', async () => {
    const browser = await admin();
    const events = eventsOf(await browser.get(`/report/p/shop/live?since=${Date.now() - 1}`));
    expect(await events.next()).toMatchObject({ event: 'hello' });
    await there.send([record({ answers: [words('a secret')] }), record(), record({ test: true })]);
    const heard = await events.next();
    expect(heard).toMatchObject({ event: 'new', data: '{"count":2,"more":false}' });
    expect(Number(heard!.id)).toBeGreaterThan(Date.now() - 60_000);
    await events.close();
  });

  it('hears at once of what came while it was away, and nothing of what it was told already', async () => {
    const browser = await admin();
    const since = Date.now() - 1;
    await here.send([record()], 'other');
    const first = eventsOf(await browser.get(`/report/p/other/live?since=${since}`));
    await first.next();
    const { id } = (await first.next())!;
    await first.close();
    const again = eventsOf(await browser.get(`/report/p/other/live?since=${since}&last=${id}`));
    await again.next();
    await new Promise((resolve) => setTimeout(resolve, 2));
    await here.send([record()], 'other');
    // Had it been told of the first alone, this would be 1.
    await expect(again.next()).resolves.toMatchObject({ event: 'new', data: '{"count":2,"more":false}' });
    await again.close();
  });

  it('is for who is signed in, and for projects that there are', async () => {
    expect((await here.app.request('/report/p/shop/live?since=0')).status).toBe(401);
    expect((await (await admin()).get('/report/p/nothing/live?since=0')).status).toBe(404);
  });

  it.each(['', '?since=-1', '?since=x', '?since=99999999999999999', '?since=0&last=x'])(
    'with "%s" in its address it is served like any other',
    async (query) => {
      const response = await (await admin()).get(`/report/p/shop/live${query}`);
      expect(response.headers.get('Content-Type')).toContain('text/event-stream');
      const events = eventsOf(response);
      expect(await events.next()).toMatchObject({ event: 'hello' });
      await events.close();
    },
  );

  it.each([
    ['signs out', async (browser: ReturnType<typeof browserOf>) => browser.post('/report/sign-out')],
    ['gets another role', async (_: unknown, name: string) => accountsOf(store).setRole('admin token', name, 'answer')],
  ])('hears no more when its reader %s', async (how, act) => {
    const name = how.replaceAll(' ', '-');
    await newAccount(store, name, 'read');
    const browser = browserOf(here);
    await browser.signIn(name);
    const events = eventsOf(await browser.get('/report/p/shop/live'));
    expect(await events.next()).toMatchObject({ event: 'hello' });
    await act(browser, name);
    expect(await events.next()).toMatchObject({ event: 'end' });
    expect(await events.next()).toBeUndefined();
  });
});

describe('how many may listen', () => {
  it('is bounded by account and by process, with an answer that says so', async () => {
    const browser = await admin(there);
    const open = await Promise.all(Array.from({ length: 20 }, () => browser.get('/report/p/shop/live')));
    const more = await browser.get('/report/p/shop/live');
    expect(more.status).toBe(429);
    expect(more.headers.get('Retry-After')).toBe('60');
    expect(await more.text()).toContain('too many pages');
    await open[0]!.body!.cancel();
    await vi.waitFor(async () => {
      const next = await browser.get('/report/p/shop/live');
      expect(next.status).toBe(200);
      open.push(next);
    });
    await Promise.all(open.slice(1).map((one) => one.body!.cancel()));

    const sessions = { alive: async () => new Set<string>() };
    const live = createLive({ ...quietWatch(), sessions, most: { person: 2, process: 3 } });
    const listener = (person: string) => ({ person, session: undefined, end: () => {} });
    expect(['a', 'a', 'a', 'b', 'c'].map((person) => live.open(listener(person)))).toEqual([
      undefined,
      undefined,
      'person',
      undefined,
      'process',
    ]);
    await live.close();
  });

  it('costs the database one question a project and turn, and none when nobody listens', async () => {
    const asked: unknown[][] = [];
    const database = {
      query: async (_: string, params: unknown[] = []) => {
        asked.push(params);
        return [];
      },
    };
    const watch = createWatch({ database: database as never, clock: Date.now, log: () => {}, pollMs: 5 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toEqual([]);
    const leave = Array.from({ length: 50 }, () => watch.join('shop', { sinceMs: Date.now() }, () => {}));
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(3));
    // Fifty came at once: the first turn was under way, the second is for all others.
    expect(asked.length).toBeLessThan(50);
    for (const one of leave) one();
    await watch.close();
  });

  it('looks as far back as records may be stored late', async () => {
    const asked: unknown[][] = [];
    const query = async (_: string, params: unknown[] = []) => {
      asked.push(params);
      return [];
    };
    const nowMs = Date.UTC(2026, 10, 22, 12);
    const options = { database: { query } as never, clock: () => nowMs, log: () => {}, lateMs: 3_600_000 };
    const watch = createWatch(options);
    const leave = watch.join('shop', { sinceMs: nowMs }, () => {});
    await vi.waitFor(() => expect(asked).toEqual([['shop', '2026-11-22T11:00:00.000Z']]));
    leave();
    await watch.close();
  });

  it('a database that is away is asked again, and complained of once', async () => {
    const lines: string[] = [];
    let failing = true;
    const database = {
      query: async () => {
        if (failing) throw Object.assign(new Error('away'), { code: '57P01' });
        return [{ id: 'one', received_at: new Date(2_000) }];
      },
    };
    const watch = createWatch({ database: database as never, clock: () => 3_000, log: (line) => lines.push(line) });
    const told: unknown[] = [];
    watch.join('shop', { sinceMs: 1_000 }, (fresh) => told.push(fresh));
    await vi.waitFor(() => expect(lines).toEqual(['live: the database failed: 57P01']));
    failing = false;
    const leave = watch.join('shop', { sinceMs: 5_000 }, () => {});
    await vi.waitFor(() => expect(told).toEqual([{ count: 1, more: false, newestMs: 2_000 }]));
    leave();
    await watch.close();
    expect(lines).toHaveLength(1);
  });
});

const quietWatch = () => ({ database: store.database, clock: Date.now, log: () => {} });

describe('security rule 7: what runs on a page', () => {
  it('is one file of ours on the pages that are live, and nothing on all others', async () => {
    const browser = await admin();
    for (const path of ['/report/p/shop', '/report/p/shop/inbox']) {
      const response = await browser.get(path);
      const policy = response.headers.get('Content-Security-Policy')!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'");
      expect(policy).not.toContain('unsafe');
      const page = await response.text();
      expect(page.match(/<script[^>]*>[^<]*<\/script>/g)).toEqual([
        expect.stringMatching(/^<script src="\/report\/live\.js\?v=[0-9a-f]{8}" defer><\/script>$/),
      ]);
    }
    for (const path of ['/report/p/shop/updates', '/report/account', '/report/people', '/report/log']) {
      const response = await browser.get(path);
      expect(response.headers.get('Content-Security-Policy')).not.toContain('script-src');
      expect(await response.text()).not.toContain('<script');
    }
    expect(browser.cookies.size).toBe(1);
  });

  it('is less than 2 KB, and turns no text into markup', async () => {
    expect(Buffer.byteLength(script)).toBeLessThan(2_048);
    expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(/);
    const served = await here.app.request('/report/live.js');
    expect(served.headers.get('Content-Type')).toContain('text/javascript');
    expect(await served.text()).toBe(script);
  });

  it('"Show" leads to the beginning of the same page', async () => {
    const browser = await admin();
    const showOf = async (path: string) => /data-show="([^"]*)"/.exec(await browser.page(path))![1];
    expect(await showOf('/report/p/shop?q=a%22b&before=1~x&period=7')).toBe('/report/p/shop?q=a%22b&amp;period=7');
    expect(await showOf('/report/p/shop?from=2026-01-01&to=2026-02-01')).toBe(
      '/report/p/shop?from=2026-01-01&amp;to=2026-02-01',
    );
    expect(await showOf('/report/p/shop/inbox?from=1~x&done=saved&status=all')).toBe('/report/p/shop/inbox?status=all');
  });
});

describe('a collector that stops', () => {
  it('does not wait for pages that are open', async () => {
    const collector = testCollector(store);
    const server = await listen(collector.app, { host: '127.0.0.1', port: 0 });
    const browser = await admin(collector);
    const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(`${server.url}/report/p/shop/live`, { headers: { Cookie: cookie } });
    const events = eventsOf(response);
    await events.next();
    collector.endLive();
    await server.stop();
    // An answer that is cut off instead would fail here.
    expect(await events.next()).toBeUndefined();
  });
});

const url = process.env['TEST_DATABASE_URL'];
it.skipIf(!url)('a submission that one process takes shows on a page of another, on PostgreSQL', async () => {
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const env = { DATABASE_URL: url, DATABASE_SCHEMA: schema };
  const one = await startProcess(env);
  const two = await startProcess(env);
  try {
    const signedIn = await fetch(`${one.url}/report?token=${TOKEN}`, { redirect: 'manual' });
    const Cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
    const since = Date.now() - 1;
    const events = eventsOf(await fetch(`${one.url}/report/p/shop/live?since=${since}`, { headers: { Cookie } }));
    await events.next();
    await fetch(`${two.url}/v1/submissions`, { method: 'POST', body: JSON.stringify(batch([record()])) });
    expect(await events.next()).toMatchObject({ event: 'new', data: '{"count":1,"more":false}' });
    expect(await one.stop('SIGTERM')).toBe(0);
    expect(await events.next()).toBeUndefined();
  } finally {
    await Promise.all([one.stop('SIGKILL'), two.stop('SIGKILL')]);
    const cleaning = await openStore({ postgres: { url: url!, schema } });
    await cleaning.database.query(`DROP SCHEMA ${schema} CASCADE`);
    await cleaning.close();
  }
});
