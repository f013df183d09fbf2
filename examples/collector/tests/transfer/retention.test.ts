import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig, type Store } from '../../src/app';
import type { FeedbackRecord } from '../../src/contract';
import { sweep } from '../../src/retention/by-age';
import { startRetention } from '../../src/retention/start';
import { takeLease } from '../../src/storage/lease';
import { type TestCollector, testCollector, testStore } from '../support/collector';
import { everyTable } from '../support/every-table';
import { record, words } from '../support/records';
import { authorized, importInto, ndjson } from '../support/transfer';

let store: Store;
let collector: TestCollector;
beforeAll(async () => {
  store = await testStore();
  collector = testCollector(store);
});
afterAll(() => store.close());

const DAY_MS = 86_400_000;
const nowMs = Date.parse('2026-11-27T12:00:00Z');
const insert = (one: FeedbackRecord, ageMs: number, project = 'shop') =>
  store.insert(one, { project, receivedAtMs: nowMs - ageMs, skewMs: 0 });
const ids = async (project = 'shop') => (await collector.bodies(project)).map(({ id }) => id);

describe('retention by age', () => {
  it('erases what is older than its project keeps, to the millisecond, of each kind, and nothing of the others', async () => {
    const [old, edge, young] = [record({ kind: 'impression' }), record(), record()];
    await insert(old, 30 * DAY_MS + 1);
    await insert(edge, 30 * DAY_MS);
    await insert(young, 0);
    const others = record();
    await insert(others, 1_000 * DAY_MS, 'other');
    const many = Array.from({ length: 130 }, () => record({ answers: [words('old words')] }));
    await Promise.all(many.map((one) => insert(one, 31 * DAY_MS)));
    const projects = { shop: { origins: [], retentionDays: 30 }, other: { origins: [] } };
    expect(await sweep(store, projects, nowMs)).toEqual({ shop: 131 });
    expect((await ids()).sort()).toEqual([edge.id, young.id].sort());
    expect(await ids('other')).toEqual([others.id]);
    expect(await everyTable(store.database.query)).not.toContain('old words');
    // as any erasure: a page that sends it once more is told that it is known
    expect(await collector.send([old, many[0]])).toEqual(['duplicate', 'duplicate']);
    expect((await collector.counters())['erased']).toBe(131);
  });

  it('stops between two batches when it is told to', async () => {
    const many = Array.from({ length: 150 }, () => record());
    await Promise.all(many.map((one) => insert(one, 31 * DAY_MS, 'stopped')));
    let asked = 0;
    const projects = { stopped: { origins: [], retentionDays: 30 } };
    expect(await sweep(store, projects, nowMs, () => ++asked <= 1)).toEqual({ stopped: 100 });
    expect(await ids('stopped')).toHaveLength(50);
  });

  it('forgets the marks that are older than any retry and any backup', async () => {
    const marks = () => store.database.query("SELECT 1 FROM earshot_erased WHERE project = 'marks'");
    const erased = Date.parse('2025-01-01T00:00:00Z');
    await store.database.query("INSERT INTO earshot_erased (project, id_hash, erased_at) VALUES ('marks', 'x', $1)", [
      new Date(erased).toISOString(),
    ]);
    await sweep(store, {}, erased + 400 * DAY_MS);
    expect(await marks()).toHaveLength(1);
    await sweep(store, {}, erased + 400 * DAY_MS + 1);
    expect(await marks()).toEqual([]);
  });

  it('is done by one collector of several: a lease is held, renewed, and free when its time is over', async () => {
    const { query } = store.database;
    expect(await takeLease(query, 'test', 'one', 60)).toBe(true);
    expect(await takeLease(query, 'test', 'two', 60)).toBe(false);
    expect(await takeLease(query, 'test', 'one', -1)).toBe(true);
    expect(await takeLease(query, 'test', 'two', 60)).toBe(true);
    expect(await takeLease(query, 'test', 'one', 60)).toBe(false);
  });

  it('runs in the background, in the collector that has the lease, and says what it did without naming anybody', async () => {
    const [one, two] = [record(), record()];
    await insert(one, 31 * DAY_MS, 'quiet');
    const { query } = store.database;
    const logged: string[] = [];
    const options = {
      store,
      projects: { quiet: { origins: [], retentionDays: 30 } },
      clock: () => nowMs,
      log: (line: string) => logged.push(line),
      firstMs: 0,
    };
    const first = startRetention(options);
    await expect.poll(() => logged).toEqual(['retention: project "quiet": 1 records older than it keeps were erased']);
    await first.stop();
    // Another holds it: nothing is erased, however long one waits.
    await query("UPDATE earshot_leases SET holder = 'another', expires_at = now() + INTERVAL '1 hour'");
    await insert(two, 31 * DAY_MS, 'quiet');
    let asked = 0;
    const counting = (async (sql: string, params?: unknown[]) => {
      const rows = await query(sql, params);
      if (sql.includes('earshot_leases')) asked++;
      return rows;
    }) as typeof query;
    const second = startRetention({
      ...options,
      store: { ...store, database: { ...store.database, query: counting } },
    });
    await expect.poll(() => asked).toBe(1);
    await second.stop();
    expect(await ids('quiet')).toEqual([two.id]);
    await query("DELETE FROM earshot_leases WHERE name = 'retention'");
  });

  it.each([0, -1, 1.5, '30', 36_501, null])('retentionDays of %j is refused by its path', (retentionDays) => {
    const EARSHOT_PROJECTS = JSON.stringify({ shop: { origins: [], retentionDays } });
    expect(() => readConfig({ EARSHOT_PROJECTS })).toThrow('EARSHOT_PROJECTS.shop.retentionDays');
  });

  it('retentionDays is read', () => {
    const EARSHOT_PROJECTS = '{"shop":{"origins":[],"retentionDays":365}}';
    expect(readConfig({ EARSHOT_PROJECTS }).projects['shop']!.retentionDays).toBe(365);
  });
});

describe('erasure of a person', () => {
  const erase = async (body: unknown, project = 'shop') => {
    const response = await collector.app.request(`/v1/admin/respondents?project=${project}`, {
      method: 'DELETE',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: authorized,
    });
    return { status: response.status, answer: JSON.parse(await response.text()) };
  };

  it('by key, device or address: all of theirs, with what the host told of them, and nobody else’s', async () => {
    const tricky = 'a"key\\with/한글 %_';
    const mine = [
      record({ respondent: { userKey: tricky } }),
      record({ kind: 'dismissal', respondent: { userKey: tricky, anonId: 'device' } }),
    ];
    const near = [
      record({ respondent: { userKey: `${tricky}2` } }),
      record({ respondent: { anonId: tricky } }),
      record({ answers: [words(`mentions "${tricky}"`)], data: { userKey: tricky } }),
    ];
    await collector.send([...mine, ...near]);
    await importInto(collector, ndjson([{ userKey: tricky, data: { plan: 'pro' } }]));
    expect(await erase({ userKey: tricky })).toEqual({ status: 200, answer: { erased: 2, userData: 1 } });
    const left = await ids();
    for (const { id } of mine) expect(left).not.toContain(id);
    for (const { id } of near) expect(left).toContain(id);
    expect(await collector.send(mine)).toEqual(['duplicate', 'duplicate']);
    expect(await erase({ anonId: tricky })).toMatchObject({ answer: { erased: 1, userData: 0 } });
  });

  it('by address, in capitals or not, and not by a part of it', async () => {
    const contact = (email: string) => record({ respondent: { contact: { email, wantsReply: true } } });
    const mine = [contact('Ann@Example.com'), contact('ann@example.com ')];
    const others = [contact('joann@example.com'), contact('ann@example.com.au')];
    await collector.send([...mine, ...others]);
    expect(await erase({ email: ' ANN@example.COM' })).toMatchObject({ answer: { erased: 2 } });
    const left = await ids();
    for (const { id } of others) expect(left).toContain(id);
    expect(collector.logged.join('\n')).not.toMatch(/ann@/i);
  });

  it.each([
    ['not json', 'JSON'],
    [{}, 'userKey'],
    [[], 'userKey'],
    [null, 'userKey'],
    [{ userKey: '' }, 'userKey'],
    [{ email: '   ' }, 'email'],
    [{ userKey: 7 }, 'userKey'],
    [{ userKey: 'a', anonId: 'b' }, 'one of'],
    [{ userKey: 'x'.repeat(129) }, 'userKey'],
    ['x'.repeat(5_000), 'bytes'],
  ])('%j is refused, and erases nobody', async (body, named) => {
    const before = await ids();
    const { status, answer } = await erase(body);
    expect(status).toBe(named === 'bytes' ? 413 : 400);
    expect(JSON.stringify(answer)).toContain(named);
    expect(await ids()).toEqual(before);
  });

  it('a NUL, which no database takes, is nobody’s', async () => {
    expect(await erase({ userKey: '\0' })).toMatchObject({ status: 200, answer: { erased: 0 } });
    expect((await erase({ userKey: 'a' }, 'a%00b')).status).toBe(400);
  });
});
