import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../src/app';
import { readFigures } from '../src/report/figures/sums';
import type { Query } from '../src/storage/database';
import { createInsert } from '../src/storage/insert';
import { migrate } from '../src/storage/migrate';
import { migrations } from '../src/storage/migrations';
import { submissionRow } from '../src/storage/rows';
import { testStore } from './support/collector';
import { countAll } from './support/count-all';
import { record } from './support/records';

const received = { project: 'shop', receivedAtMs: 0, skewMs: 0 };

/** A row as the first version wrote it. */
const storeAsBefore = async (query: Query) => {
  const one = record();
  const { search_contact: _, wants_reply: __, low: ___, ...row } = submissionRow(one, received);
  const columns = { ...row, body: JSON.stringify(one) };
  await query(
    `INSERT INTO earshot_submissions (${Object.keys(columns)})
     VALUES (${Object.keys(columns).map((_, at) => `$${at + 1}`)})`,
    Object.values(columns),
  );
};

const ourTables = async (query: Query): Promise<string[]> => {
  const rows = await query<{ table_name: string }>(
    `SELECT table_name FROM information_schema.tables
     WHERE table_schema = current_schema() AND table_name LIKE 'earshot\\_%'`,
  );
  return rows.map(({ table_name }) => table_name);
};

describe('migrations', () => {
  let store: Store;
  beforeAll(async () => {
    store = await testStore({ partitioned: false });
  });
  afterAll(() => store.close());

  it('run once: a second start changes nothing and keeps what is stored', async () => {
    await store.insert(record(), received);
    await migrate(store.database);
    const versions = await store.database.query<{ version: number }>('SELECT version FROM earshot_migrations');
    expect(versions.map(({ version }) => Number(version))).toEqual(migrations.map((_, index) => index + 1));
    expect(await store.database.query('SELECT id FROM earshot_submissions')).toHaveLength(1);
  });

  it('are one transaction: a failing one leaves nothing behind and can be run again', async () => {
    const half = [...migrations, ['CREATE TABLE half_done (id text PRIMARY KEY)', 'SELECT * FROM no_such_table']];
    await expect(migrate(store.database, half)).rejects.toThrow('no_such_table');
    await expect(store.database.query('SELECT * FROM half_done')).rejects.toThrow('half_done');
    const mended = [...migrations, ['CREATE TABLE half_done (id text PRIMARY KEY)']];
    await migrate(store.database, mended);
    expect(await store.database.query('SELECT * FROM half_done')).toEqual([]);
  });

  it('take over the tables of a start before the prefix, and leave those of other tools alone', async () => {
    const old = await testStore({ partitioned: false });
    const { query } = old.database;
    await query('ALTER TABLE earshot_figures DROP COLUMN wording');
    for (const table of await ourTables(query)) await query(`DROP TABLE ${table}`);
    await migrate(old.database, migrations.slice(0, 1));
    await storeAsBefore(query);
    const names = ['submissions', 'figures', 'answers', 'counters', 'erased', 'settings', 'migrations'];
    for (const name of names) await query(`ALTER TABLE earshot_${name} RENAME TO ${name}`);
    await migrate(old.database);
    expect(await query('SELECT id FROM earshot_submissions')).toHaveLength(1);
    // Another tool's, as one finds them in databases that are shared.
    for (const name of ['settings', 'migrations', 'submissions'])
      await query(`CREATE TABLE ${name} (id text, version text)`);
    await query(`INSERT INTO migrations VALUES ('x', '20240101_init')`);
    await migrate(old.database);
    expect(await query('SELECT * FROM migrations')).toEqual([{ id: 'x', version: '20240101_init' }]);
    await old.close();
  });

  it('count what was stored before there were sums', async () => {
    const old = await testStore({ partitioned: false });
    const { query } = old.database;
    for (const table of await ourTables(query)) await query(`DROP TABLE ${table}`);
    await migrate(old.database, migrations.slice(0, 4));
    for (let n = 0; n < 3; n++) await storeAsBefore(query);
    await migrate(old.database);
    await countAll(old, 'shop');
    const { tallies } = await readFigures(old.database, 'shop', { first: '2026-01-01', last: '2026-12-31' });
    expect(tallies).toEqual([expect.objectContaining({ value: '6', always: 3 })]);
    await old.close();
  });

  it('are not stopped by the tables of another tool', async () => {
    const store = await testStore({ partitioned: false });
    const { query, transaction } = store.database;
    await transaction(async (query) => {
      for (const table of await ourTables(query)) await query(`DROP TABLE ${table}`);
    });
    await query('CREATE TABLE migrations (id integer, name text)');
    await query('CREATE TABLE submissions (id integer, project text)');
    await migrate(store.database);
    expect(await store.insert(record(), received)).toBe('accepted');
    expect(await query('SELECT * FROM submissions')).toEqual([]);
    await store.close();
  });

  it('refuse a database of a newer collector instead of guessing', async () => {
    await expect(migrate(store.database, migrations.slice(0, 0))).rejects.toThrow('newer collector');
  });
});

describe.runIf(process.env['TEST_DATABASE_URL'])('several collectors on one PostgreSQL', () => {
  it('may start at once on an empty schema, and take the same record once between them', async () => {
    const postgres = { url: process.env['TEST_DATABASE_URL']!, schema: `test_${randomBytes(6).toString('hex')}` };
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore({ postgres })));
    const records = Array.from({ length: 50 }, () => record());
    const outcomes = await Promise.all(stores.flatMap((store) => records.map((one) => store.insert(one, received))));
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(50);
    expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(150);
    await Promise.all(stores.slice(1).map((store) => store.counters.close()));
    const counted = (await stores[0]!.counters.read())['shop']!;
    expect(counted).toEqual({ accepted: 50, duplicate: 150 });
    await stores[0]!.database.query(`DROP SCHEMA ${postgres.schema} CASCADE`);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('fault 38: an erasure in one also removes what another is writing at that moment', async () => {
    const postgres = { url: process.env['TEST_DATABASE_URL']!, schema: `test_${randomBytes(6).toString('hex')}` };
    const writing = await openStore({ postgres });
    const erasing = await openStore({ postgres });
    const one = record();
    let erased: Promise<boolean[]> | undefined;
    await writing.database.transaction(async (query) => {
      const insert = createInsert(
        { ...writing.database, query },
        String, // hashes of its own: it looked for the mark before there was one
        () => {},
      );
      expect(await insert([{ ...received, record: one }])).toEqual(['accepted']);
      // two at once, which must not wait for each other either
      erased = Promise.all([erasing.erase('shop', one.id), writing.erase('shop', one.id)]);
      await expect.poll(() => query('SELECT 1 FROM earshot_erased')).toHaveLength(1); // marked, and about to delete
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    expect((await erased)!.sort()).toEqual([false, true]);
    expect(await writing.database.query('SELECT id FROM earshot_submissions')).toEqual([]);
    await writing.database.query(`DROP SCHEMA ${postgres.schema} CASCADE`);
    await Promise.all([writing.close(), erasing.close()]);
  });

  it('fault 38: an erasure that begins and ends while another is about to write the record keeps it out', async () => {
    const postgres = { url: process.env['TEST_DATABASE_URL']!, schema: `test_${randomBytes(6).toString('hex')}` };
    const [writing, erasing] = [await openStore({ postgres }), await openStore({ postgres })];
    const one = record();
    // The statement of the insert has begun, and so looks at the database as it was; its row is not there yet.
    await writing.database.query(`CREATE FUNCTION wait_for_the_test() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN IF NEW.kind <> ''erased'' THEN PERFORM pg_advisory_xact_lock_shared(38); END IF; RETURN NEW; END'`);
    await writing.database.query(`CREATE TRIGGER slow BEFORE INSERT ON earshot_submissions
      FOR EACH ROW EXECUTE FUNCTION wait_for_the_test()`);
    let written: Promise<unknown> | undefined;
    await erasing.database.transaction(async (query) => {
      await query('SELECT pg_advisory_xact_lock(38)');
      written = writing.insert(one, received);
      await expect
        .poll(() => query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 38 AND NOT granted`))
        .toHaveLength(1);
      expect(await erasing.erase('shop', one.id)).toBe(false);
    });
    expect(await written).toBe('duplicate');
    expect(await writing.insert(one, received)).toBe('duplicate');
    for (const table of ['submissions', 'pending'])
      expect(await writing.database.query(`SELECT id FROM earshot_${table}`)).toEqual([]);
    await writing.database.query(`DROP SCHEMA ${postgres.schema} CASCADE`);
    await Promise.all([writing.close(), erasing.close()]);
  });

  it('fault 38: however inserts and erasures of several collectors meet, what was erased is nowhere and stays out', async () => {
    const postgres = { url: process.env['TEST_DATABASE_URL']!, schema: `test_${randomBytes(6).toString('hex')}` };
    const stores = await Promise.all([1, 2, 3].map(() => openStore({ postgres })));
    const step = fc.record({ store: fc.nat(2), record: fc.nat(3), erase: fc.boolean(), turns: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30 }), async (steps) => {
        const records = Array.from({ length: 4 }, () => record());
        const erased = new Set<string>();
        const running: Promise<unknown>[] = [];
        for (const { store, record: index, erase, turns } of steps) {
          const one = records[index]!;
          if (erase) {
            erased.add(one.id);
            running.push(stores[store]!.erase('shop', one.id));
          } else running.push(stores[store]!.insert(one, received));
          for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
        }
        await Promise.all(running);
        const stored = await stores[0]!.database.query<{ id: string }>('SELECT id FROM earshot_submissions');
        const counted = await stores[0]!.database.query<{ id: string }>('SELECT id FROM earshot_pending');
        const sent = new Set(steps.filter(({ erase }) => !erase).map((one) => records[one.record]!.id));
        for (const { id } of records) {
          const there = sent.has(id) && !erased.has(id);
          expect([stored, counted].map((rows) => rows.some((row) => row.id === id))).toEqual([there, there]);
        }
        for (const one of records)
          if (erased.has(one.id)) expect(await stores[1]!.insert(one, received)).toBe('duplicate');
      }),
      { numRuns: 40 },
    );
    await stores[0]!.database.query(`DROP SCHEMA ${postgres.schema} CASCADE`);
    await Promise.all(stores.map((store) => store.close()));
  });
});
