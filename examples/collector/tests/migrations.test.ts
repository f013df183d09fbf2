import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../src/app';
import { createInsert } from '../src/storage/insert';
import { migrate } from '../src/storage/migrate';
import { migrations } from '../src/storage/migrations';
import { testStore } from './support/collector';
import { record } from './support/records';

const received = { project: 'shop', receivedAtMs: 0, skewMs: 0 };

describe('migrations', () => {
  let store: Store;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store.close());

  it('run once: a second start changes nothing and keeps what is stored', async () => {
    await store.insert(record(), received);
    await migrate(store.database);
    const versions = await store.database.query<{ version: number }>('SELECT version FROM migrations');
    expect(versions.map(({ version }) => Number(version))).toEqual(migrations.map((_, index) => index + 1));
    expect(await store.database.query('SELECT id FROM submissions')).toHaveLength(1);
  });

  it('are one transaction: a failing one leaves nothing behind and can be run again', async () => {
    const half = [...migrations, ['CREATE TABLE half_done (id text PRIMARY KEY)', 'SELECT * FROM no_such_table']];
    await expect(migrate(store.database, half)).rejects.toThrow('no_such_table');
    await expect(store.database.query('SELECT * FROM half_done')).rejects.toThrow('half_done');
    const mended = [...migrations, ['CREATE TABLE half_done (id text PRIMARY KEY)']];
    await migrate(store.database, mended);
    expect(await store.database.query('SELECT * FROM half_done')).toEqual([]);
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
      const insert = createInsert({ ...writing.database, query }, String, () => {});
      expect(await insert([{ ...received, record: one }])).toEqual(['accepted']);
      // two at once, which must not wait for each other either
      erased = Promise.all([erasing.erase('shop', one.id), writing.erase('shop', one.id)]);
      await expect.poll(() => query('SELECT 1 FROM erased')).toHaveLength(1); // marked, and about to delete
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    expect((await erased)!.sort()).toEqual([false, true]);
    expect(await writing.database.query('SELECT id FROM submissions')).toEqual([]);
    await writing.database.query(`DROP SCHEMA ${postgres.schema} CASCADE`);
    await Promise.all([writing.close(), erasing.close()]);
  });
});
