import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/storage/database';
import { createStore, type Store } from '../../src/storage/store';
import { testStore } from '../support/collector';
import { everyTable } from '../support/every-table';
import { ces, newId, record, words } from '../support/records';
import { webhook, webhooksOn } from '../support/webhooks';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const away = () => ({ failed: 'connection' }) as const;
/** Nothing can be sent: what is to be told stays where it can be looked at. */
const quiet = (...webhooks: Parameters<typeof webhook>[0][]) => {
  const told = webhooksOn(store, webhooks.map(webhook));
  for (const endpoint of told.endpoints) endpoint.stop();
  return told;
};

describe('a delivery is there if and only if its submission is', () => {
  it('one for each webhook that wants it, in the statement that stores it', async () => {
    const told = quiet({ name: 'all' }, { name: 'low', when: { score: { metric: 'ces2', atMost: 3 } } });
    const [good, bad] = [record({ answers: [ces(6)] }), record({ answers: [ces(2)] })];
    await Promise.all([told.store(good), told.store(bad)]);
    const rows = await told.rows();
    expect(rows.map(({ webhook, record_id }) => `${webhook} ${record_id}`).sort()).toEqual(
      [`all ${good.id}`, `all ${bad.id}`, `low ${bad.id}`].sort(),
    );
    expect(new Set(rows.map(({ id }) => id)).size).toBe(3);
  });

  it('and none for a duplicate, a test, what is no submission, or another project', async () => {
    const told = quiet({});
    const one = record();
    expect(await told.store(one)).toBe('accepted');
    expect(await told.store(one)).toBe('duplicate');
    await told.store(record({ test: true }));
    await told.store(record({ kind: 'dismissal', answers: [] }));
    await told.announcing(store).insert(record(), { project: 'constructor', receivedAtMs: 0, skewMs: 0 });
    expect((await told.rows()).map(({ record_id }) => record_id)).toEqual([one.id]);
  });

  it('test records only where the webhook asks for them', async () => {
    const told = quiet({ name: 'tests', tests: true }, { name: 'not' });
    await told.store(record({ test: true }));
    expect((await told.rows()).map(({ webhook }) => webhook)).toEqual(['tests']);
  });

  it('none for a record that the database refuses beside it, and one for its neighbours', async () => {
    const told = quiet({});
    const bad = record({ time: { ...record().time, createdAt: '2026-02-31T00:00:00.000Z' } });
    const outcomes = await Promise.all([told.store(record()), told.store(bad), told.store(record())]);
    expect(outcomes).toEqual(['accepted', { unstorable: expect.stringMatching(/^22/) }, 'accepted']);
    const rows = await told.rows();
    expect(rows).toHaveLength(2);
    expect(rows.map(({ record_id }) => record_id)).not.toContain(bad.id);
  });

  it('none for one that was erased before it came', async () => {
    const told = quiet({});
    const one = record();
    await store.erase(told.project, one.id);
    expect(await told.store(one)).toBe('duplicate');
    expect(await told.rows()).toEqual([]);
  });

  it('also on a database that others write to', async () => {
    const told = quiet({});
    const shared = await createStore({ ...store.database, shared: true });
    const [one, erased] = [record(), record()];
    await store.erase(told.project, erased.id);
    const received = { project: told.project, receivedAtMs: 0, skewMs: 0 };
    const announcing = told.announcing(shared);
    expect(await Promise.all([one, erased].map((each) => announcing.insert(each, received)))).toEqual([
      'accepted',
      'duplicate',
    ]);
    expect((await told.rows()).map(({ record_id }) => record_id)).toEqual([one.id]);
    await shared.counters.close();
  });

  it('none when the statement fails', async () => {
    const told = quiet({});
    const broken: Database = { ...store.database, query: () => Promise.reject(new Error('away')) };
    const failing = { ...store, insert: (await createStoreOn(broken)).insert };
    const received = { project: told.project, receivedAtMs: 0, skewMs: 0 };
    await expect(told.announcing(failing).insert(record(), received)).rejects.toThrow('away');
    expect(await told.rows()).toEqual([]);
  });
});

/** A store whose settings were read while its database was there. */
const createStoreOn = async (database: Database): Promise<Store> => {
  let opened = false;
  const made = await createStore({
    ...database,
    query: (sql, params) => (opened ? database.query(sql, params) : store.database.query(sql, params)),
  });
  opened = true;
  await made.counters.close();
  return made;
};

describe('what no webhook is told of', () => {
  /** What storing one record asks the database. */
  const asked = async (insertInto: (counting: Store) => Promise<unknown>) => {
    const statements: { sql: string; params: number }[] = [];
    const counting = await createStoreOn({
      ...store.database,
      query: (sql, params) => {
        statements.push({ sql, params: params?.length ?? 0 });
        return store.database.query(sql, params);
      },
    });
    await insertInto(counting);
    return statements.filter(({ sql }) => !sql.includes('earshot_counters'));
  };

  it('is stored by the same statements as without webhooks', async () => {
    const told = quiet({ when: { touchpoints: ['checkout'] } });
    const received = { project: told.project, receivedAtMs: 0, skewMs: 0 };
    const one = record();
    const bare = await asked((counting) => counting.insert(one, received));
    expect(bare).toHaveLength(1);
    expect(bare.at(-1)!.params).toBe(store.database.shared ? 2 : 1);
    expect(JSON.stringify(bare)).not.toContain('earshot_deliveries');
    expect(await asked((counting) => told.announcing(counting).insert({ ...one, id: newId() }, received))).toEqual(
      bare,
    );
    const wanted = record({ touchpoint: 'checkout' });
    const more = await asked((counting) => told.announcing(counting).insert(wanted, received));
    expect(more).toHaveLength(1);
    expect(more.at(-1)!.sql).toContain('earshot_deliveries');
  });

  it('is not even looked at where no project has a webhook', () => {
    expect(quiet().announcing(store)).toBe(store);
  });
});

describe('what happens to a stored submission', () => {
  const changed = { event: 'submission.status_changed', detail: { from: 'new', to: 'resolved' } } as const;

  it('is told if and only if the transaction that does it commits', async () => {
    const told = webhooksOn(store, [webhook({ events: ['submission.status_changed'] }), webhook({ name: 'other' })]);
    const one = record();
    await store.insert(one, { project: told.project, receivedAtMs: 0, skewMs: 0 });
    const occurred = { project: told.project, record: one.id, atMs: told.clock(), ...changed };
    const failing = store.database.transaction(async (query) => {
      await told.emit(query, occurred);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await told.rows()).toEqual([]);
    await store.database.transaction((query) => told.emit(query, occurred));
    await told.send();
    expect(told.sent.map(({ body }) => JSON.parse(body))).toMatchObject([
      {
        type: 'submission.status_changed',
        timestamp: '2026-11-27T12:00:00.000Z',
        data: { project: told.project, id: one.id, change: { from: 'new', to: 'resolved' }, status: 'new' },
      },
    ]);
  });

  it('follows the routing rules, and costs no query where no webhook wants such events', async () => {
    const told = quiet({ events: ['submission.replied'], when: { wantsReply: true } }, { name: 'created' });
    const [asks, not] = [record({ respondent: { contact: { wantsReply: true } } }), record()];
    for (const one of [asks, not]) await store.insert(one, { project: told.project, receivedAtMs: 0, skewMs: 0 });
    const { query } = store.database;
    for (const one of [asks, not, record()])
      await told.emit(query, { project: told.project, event: 'submission.replied', record: one.id, atMs: 0 });
    expect((await told.rows()).map(({ record_id }) => record_id)).toEqual([asks.id]);
    const never = () => Promise.reject(new Error('asked'));
    await told.emit(never, { project: told.project, record: not.id, atMs: 0, ...changed });
  });
});

describe('what is erased before it was sent', () => {
  it('is not sent, and nothing of it is in any table', async () => {
    const told = webhooksOn(store, [webhook()]);
    told.answer(away);
    const one = record({ answers: [words('nowhere but here, and soon not here')] });
    await told.store(one);
    expect(told.sent).toHaveLength(1);
    expect((await everyTable(store.database.query)).split(one.id).length).toBeGreaterThan(2);
    await store.erase(told.project, one.id);
    const left = await everyTable(store.database.query);
    expect(left).not.toContain(one.id);
    expect(left).not.toContain('nowhere but here');
    told.clock.pass(3_600_000);
    await told.send();
    expect(told.sent).toHaveLength(1);
  });

  it('leaves nothing either when it was on its way, and its failure comes after it', async () => {
    const told = webhooksOn(store, [webhook()]);
    let fail = () => {};
    told.answer(
      () =>
        new Promise((resolve) => {
          fail = () => resolve(away());
        }),
    );
    const one = record();
    const stored = told.store(one);
    await expect.poll(() => told.sent.length).toBe(1);
    await store.erase(told.project, one.id);
    fail();
    await stored;
    expect(await everyTable(store.database.query)).not.toContain(one.id);
  });

  it('is dropped where its submission went without it', async () => {
    const told = webhooksOn(store, [webhook()]);
    told.answer(away);
    const one = record();
    await told.store(one);
    await store.database.query('DELETE FROM earshot_submissions WHERE project = $1 AND id = $2', [
      told.project,
      one.id,
    ]);
    told.clock.pass(3_600_000);
    await told.send();
    expect(told.sent).toHaveLength(1);
    expect(await told.rows()).toEqual([]);
    expect(told.counted(told.endpoints[0]!, 'dropped')).toBe(1);
  });
});

it.runIf(process.env['TEST_DATABASE_URL'])(
  'fault 38: an erasure that comes while a change of status is told of waits for it, and leaves nothing of it',
  async () => {
    const told = quiet({ events: ['submission.status_changed'] });
    const one = record();
    await store.insert(one, { project: told.project, receivedAtMs: 0, skewMs: 0 });
    let erased = false;
    const { erasing } = await store.database.transaction(async (query) => {
      await told.emit(query, { project: told.project, event: 'submission.status_changed', record: one.id, atMs: 0 });
      const [{ pid }] = (await query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
      const erasing = store.erase(told.project, one.id).then((was) => {
        erased = was;
      });
      const waiting = () =>
        store.database.query('SELECT 1 FROM pg_stat_activity WHERE $1::integer = ANY (pg_blocking_pids(pid))', [pid]);
      await expect.poll(async () => erased || (await waiting()).length > 0).toBe(true);
      expect(erased).toBe(false);
      return { erasing }; // and not the promise, which the commit would wait for
    });
    await erasing;
    expect(erased).toBe(true);
    expect(await everyTable(store.database.query)).not.toContain(one.id);
  },
);

it('what waits for a webhook that was taken out of the configuration is given up after a week with a line, and forgotten', async () => {
  const before = quiet({ name: 'gone' });
  await before.store(record());
  const after = webhooksOn(store, [], { project: before.project, clock: before.clock });
  before.clock.pass(8 * 86_400_000);
  await after.loop.turn();
  expect(await before.rows()).toMatchObject([{ webhook: 'gone', state: 'dead', last_code: 'not_taken' }]);
  // One turn gives up what waits in any project of the database; this one has but this.
  expect(after.logged.filter((line) => line.includes(before.project))).toEqual([
    expect.stringContaining(`webhook "gone" of project "${before.project}": 1 deliveries`),
  ]);
  before.clock.pass(31 * 86_400_000);
  await after.loop.turn();
  expect(await before.rows()).toEqual([]);
});
