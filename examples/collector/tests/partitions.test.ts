import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../src/app';
import { readConfig } from '../src/config';
import { sweep } from '../src/retention/by-age';
import type { Query } from '../src/storage/database';
import { migrate } from '../src/storage/migrate';
import { migrations } from '../src/storage/migrations';
import { addMonths } from '../src/storage/partitions/add-month';
import { idAt, monthsAround } from '../src/storage/partitions/months';
import { partition } from '../src/storage/partitions/partition';
import { readPartitions } from '../src/storage/partitions/read';
import { backup } from '../src/transfer/backup/backup';
import { restore } from '../src/transfer/backup/restore';
import { testCollector } from './support/collector';
import { countAll } from './support/count-all';
import { newDataFolder } from './support/data-folder';
import { everyTable } from './support/every-table';
import { record, words } from './support/records';
import { exportOf, newFolder } from './support/transfer';

const NOW = Date.UTC(2026, 10, 15);
const DAY = 86_400_000;
const url = process.env['TEST_DATABASE_URL'];
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A database of its own, not partitioned whatever TEST_PARTITIONS says; `again` is another collector's way to it. */
const plain = async (): Promise<{ store: Store; again: () => Promise<Store> }> => {
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const dataDir = url ? '' : await newDataFolder();
  const open = () => openStore(url ? { postgres: { url, schema } } : { dataDir });
  const store = await open();
  closing.push(async () => {
    if (url) await store.database.query(`DROP SCHEMA ${schema} CASCADE`);
    await store.close();
    if (dataDir) rmSync(dataDir, { recursive: true, force: true });
  });
  const again = async () => {
    const other = await open();
    closing.push(() => other.close());
    return other;
  };
  return { store, again };
};

const partitioned = async (): Promise<Store> => {
  const { store } = await plain();
  expect(await partition(store.database, { nowMs: NOW })).toBe('partitioned');
  return store;
};

/** A UUIDv7 of this time. */
const idOf = (atMs: number): string =>
  `${idAt(atMs)}-7${randomBytes(8).toString('hex').slice(0, 3)}-8abc-${randomBytes(6).toString('hex')}`;
const received = (receivedAtMs = NOW, project = 'shop') => ({ project, receivedAtMs, skewMs: 0 });
const idsIn = async (query: Query, table: string): Promise<string[]> =>
  (await query<{ id: string }>(`SELECT id FROM ${table}`)).map(({ id }) => id).sort();
const tablesOf = async ({ database }: Store) => (await readPartitions(database.query)).map(({ table }) => table);
const indexesOf = ({ database }: Store) =>
  database.query(
    `SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = 'earshot_submissions' ORDER BY 1`,
  );

describe('months of ids', () => {
  it('an id that was made in a month lies in it, and in no other', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2199-01-01'), noInvalidDate: true }), (at) => {
        const months = monthsAround(NOW, 14, 14);
        const mine = months.filter(({ from, to }) => from <= idOf(at.getTime()) && idOf(at.getTime()) < to);
        const name = `earshot_submissions_${at.toISOString().slice(0, 7).replace('-', '_')}`;
        expect(mine.map(({ table }) => table)).toEqual(months.some(({ table }) => table === name) ? [name] : []);
      }),
    );
  });

  it('follow each other without a gap, over the ends of years', () => {
    const months = monthsAround(Date.UTC(2026, 0, 31, 23), 2, 2);
    expect(months.map(({ table }) => table.slice(-7))).toEqual(['2025_11', '2025_12', '2026_01', '2026_02', '2026_03']);
    for (const [index, { to }] of months.entries()) expect(to).toBe(months[index + 1]?.from ?? idAt(Date.UTC(2026, 3)));
  });
});

describe.runIf(url)('a new database with partitions', () => {
  it('stores each record in the month of its id, and loses none of ids that are of no month', async () => {
    const store = await partitioned();
    const { query } = store.database;
    const odd = ['0', 'Z', '~~~', '한글', idOf(0), idOf(Date.UTC(2400, 0)), idOf(NOW).toUpperCase()].map((id) =>
      record({ id }),
    );
    const now = [record({ id: idOf(NOW) }), record({ id: idOf(NOW - 20 * DAY) })];
    for (const one of [...odd, ...now]) expect(await store.insert(one, received())).toBe('accepted');
    for (const one of [...odd, ...now]) expect(await store.insert(one, received())).toBe('duplicate');
    expect(await idsIn(query, 'earshot_submissions_2026_11')).toEqual([now[0]!.id]);
    expect(await idsIn(query, 'earshot_submissions_2026_10')).toEqual([now[1]!.id]);
    const lines = (await exportOf(testCollector(store))).trimEnd().split('\n');
    expect(lines).toHaveLength(odd.length + now.length);
    for (const { id } of odd) {
      expect(await store.erase('shop', id)).toBe(true);
      expect(await store.insert(record({ id }), received())).toBe('duplicate');
    }
    expect(await idsIn(query, 'earshot_submissions_other')).toEqual([]);
  });

  it('makes months ahead, once, and takes into them what came before they were there', async () => {
    const store = await partitioned();
    const early = record({ id: idOf(NOW + 130 * DAY) });
    await store.insert(early, received());
    expect(await idsIn(store.database.query, 'earshot_submissions_other')).toEqual([early.id]);
    expect(await addMonths(store.database, NOW)).toEqual([]);
    const made = await Promise.all([1, 2].map(() => addMonths(store.database, NOW + 40 * DAY)));
    expect(made.flat()).toEqual(['earshot_submissions_2027_03']);
    expect(await idsIn(store.database.query, 'earshot_submissions_2027_03')).toEqual([early.id]);
    expect(await store.insert(early, received())).toBe('duplicate');
    expect(await store.erase('shop', early.id)).toBe(true);
  });

  it('has the indexes of one without, under their names, and takes the migrations of later versions', async () => {
    const store = await partitioned();
    const { store: other } = await plain();
    expect(await indexesOf(store)).toEqual(await indexesOf(other));
    await migrate(store.database, [...migrations, ['ALTER TABLE earshot_submissions ADD COLUMN later text']]);
    await addMonths(store.database, NOW + 40 * DAY);
    const one = record({ id: idOf(NOW + 130 * DAY) });
    await store.insert(one, received());
    expect(await store.database.query('SELECT later FROM earshot_submissions_2027_03')).toEqual([{ later: null }]);
  });
});

describe.runIf(url)('a database that is partitioned later', () => {
  it('keeps every record, in one partition up to the end of the month, and what lies behind it in others', async () => {
    const { store, again } = await plain();
    const all = [NOW, NOW - 400 * DAY, 0, NOW + 30 * DAY, NOW + 900 * DAY].map((at) => record({ id: idOf(at) }));
    all.push(record({ id: '~odd' }), record({ id: '0' }));
    for (const one of all) await store.insert(one, received());
    await store.erase('shop', all[2]!.id);
    await countAll(store, 'shop');
    const exported = await exportOf(testCollector(store));
    const steps: string[] = [];
    const onStep = (step: string) => steps.push(step);
    expect(await partition(store.database, { nowMs: NOW, onStep })).toBe('partitioned');
    expect(steps.length).toBeGreaterThan(3);
    expect(await partition(store.database, { nowMs: NOW, full: false })).toBe('already');
    expect((await exportOf(testCollector(store))).split('\n').sort()).toEqual(exported.split('\n').sort());
    const { query } = store.database;
    expect(await idsIn(query, 'earshot_submissions_before')).toEqual(['0', all[0]!.id, all[1]!.id].sort());
    expect(await idsIn(query, 'earshot_submissions_2026_12')).toEqual([all[3]!.id]);
    expect(await idsIn(query, 'earshot_submissions_other')).toEqual([all[4]!.id, '~odd'].sort());
    for (const one of all) expect(await store.insert(one, received())).toBe('duplicate');
    expect(await indexesOf(store)).toEqual(await indexesOf((await plain()).store));
    if (url) expect(await (await again()).insert(all[0]!, received())).toBe('duplicate');
  });

  it('is not partitioned by a start: that says what to do', async () => {
    const { store } = await plain();
    await store.insert(record(), received());
    await expect(partition(store.database, { nowMs: NOW, full: false })).rejects.toThrow('dist/cli.js partition');
    expect(await idsIn(store.database.query, 'earshot_submissions')).toHaveLength(1);
  });
});

describe('retention by age', () => {
  const kept = { shop: { origins: [], retentionDays: 30 }, other: { origins: [], retentionDays: 60 } };
  const later = NOW + 90 * DAY; // 2027-02-13

  it('removes a month of which all is too old as a whole, with all that belongs to it, and keeps marks', async () => {
    const store = await partitioned();
    const mine = Array.from({ length: 7 }, () => record({ id: idOf(NOW), answers: [words('of the old month')] }));
    for (const one of mine) await store.insert(one, received());
    const others = record({ id: idOf(NOW), answers: [words('of the old month')] });
    await store.insert(others, received(NOW, 'other'));
    const fresh = record({ id: idOf(later) });
    await store.insert(fresh, received(later));
    await countAll(store, 'shop');
    await store.database.query(
      `INSERT INTO earshot_notes (project, submission_id, id, at, who, text) VALUES ('shop', $1, 'n', now(), 'Ann', 'x')`,
      [mine[0]!.id],
    );
    expect(await sweep(store, kept, later)).toEqual({ shop: 7, other: 1 });
    expect(await tablesOf(store)).not.toContain('earshot_submissions_2026_11');
    const left = await everyTable(store.database.query);
    for (const one of [...mine, others]) expect(left).not.toContain(one.id);
    expect(left).not.toContain('of the old month');
    for (const one of mine) expect(await store.insert(one, received(later))).toBe('duplicate');
    expect(await store.database.query('SELECT id FROM earshot_submissions')).toEqual([{ id: fresh.id }]);
    expect((await store.counters.read())['shop']).toMatchObject({ accepted: 8, erased: 7 });
    const traffic = await store.database.query<{ n: number }>(
      `SELECT n FROM earshot_traffic WHERE kind = 'submission'`,
    );
    expect(traffic.every(({ n }) => Number(n) > 0)).toBe(true);
  });

  it.runIf(url).each([
    ['that came late', (id: string) => [record({ id }), received(later)] as const],
    ['of a project that keeps everything', (id: string) => [record({ id }), received(NOW, 'forever')] as const],
  ])('erases one by one what is too old in a month that holds something %s', async (_, stays) => {
    const store = await partitioned();
    const old = record({ id: idOf(NOW) });
    await store.insert(old, received());
    const [one, how] = stays(idOf(NOW));
    await store.insert(one, how);
    expect(await sweep(store, kept, later)).toEqual({ shop: 1 });
    expect(await tablesOf(store)).toContain('earshot_submissions_2026_11');
    expect(await idsIn(store.database.query, 'earshot_submissions')).toEqual([one.id]);
    expect(await store.insert(old, received(later))).toBe('duplicate');
  });

  it('leaves months that would only be made again, and erases what is too old in them one by one', async () => {
    const store = await partitioned();
    const short = { shop: { origins: [], retentionDays: 10 } };
    const old = record({ id: idOf(NOW - 30 * DAY) });
    await store.insert(old, received(NOW - 30 * DAY));
    expect(await sweep(store, short, NOW)).toEqual({ shop: 1 });
    expect(await addMonths(store.database, NOW)).toEqual([]);
  });

  it('goes on where it was killed although the month was made again, and where a table cannot be removed', async () => {
    const store = await partitioned();
    const { query } = store.database;
    const [old, again] = [NOW, NOW].map((at) => record({ id: idOf(at), answers: [words('of the old month')] }));
    await store.insert(old!, received());
    await query('ALTER TABLE earshot_submissions DETACH PARTITION earshot_submissions_2026_11');
    await query('ALTER TABLE earshot_submissions_2026_11 RENAME TO earshot_expired_2026_11');
    await addMonths(store.database, later, 3);
    await store.insert(again!, received());
    await query('CREATE VIEW stands_in_the_way AS SELECT id FROM earshot_expired_2026_11');
    const late = record({ id: idOf(later) });
    await store.insert(late, received());
    await expect(sweep(store, kept, later)).rejects.toMatchObject({ code: '2BP01' });
    expect(await query('SELECT id FROM earshot_submissions')).toEqual([]);
    await query('DROP VIEW stands_in_the_way');
    expect(await sweep(store, kept, later)).toEqual({ shop: 1 });
    expect(await everyTable(query)).not.toContain('of the old month');
  });

  it.runIf(url)('goes on where it was killed, at whichever step', async () => {
    const store = await partitioned();
    const old = Array.from({ length: 3 }, () => record({ id: idOf(NOW), answers: [words('of the old month')] }));
    for (const one of old) await store.insert(one, received());
    await countAll(store, 'shop');
    for (let steps = 0; ; steps++) {
      let left = steps;
      await sweep(store, kept, later, () => left-- > 0);
      for (const one of old) expect(await store.insert(one, received(later))).toBe('duplicate');
      if (left >= 0) break;
    }
    const { query } = store.database;
    expect(await everyTable(query)).not.toContain('of the old month');
    for (const one of old) expect(await everyTable(query)).not.toContain(one.id);
    expect(await query('SELECT id FROM earshot_counted')).toEqual([]);
    expect((await store.counters.read())['shop']).toMatchObject({ erased: 3 });
  });
});

describe.runIf(url)('several collectors on a partitioned PostgreSQL', () => {
  it('fault 38: while a month is removed and others are made, nothing that was acked is lost, and nothing comes back', async () => {
    const { store, again } = await plain();
    await partition(store.database, { nowMs: NOW });
    const others = [await again(), await again()];
    const old = Array.from({ length: 60 }, () => record({ id: idOf(NOW), answers: [words('of the old month')] }));
    await Promise.all(old.map((one) => store.insert(one, received())));
    const kept = { shop: { origins: [], retentionDays: 30 } };
    const later = NOW + 90 * DAY;
    const fresh: string[] = [];
    let over = false;
    // Late ones of the old month are new by when they come, and so are those of the month that is being made.
    const sending = others.map(async (other) => {
      for (let n = 0; !over || n < 20; n++) {
        const again = old[n % old.length]!;
        const [twice, one] = await Promise.all([
          other.insert(again, received(later)),
          other.insert(record({ id: idOf(later + (n % 2) * 100 * DAY) }), received(later)).then((outcome) => outcome),
        ]);
        expect([twice, one]).toEqual(['duplicate', 'accepted']);
        fresh.push('accepted');
      }
    });
    const months = addMonths(others[0]!.database, later);
    for (let left = 60; left; left--) left -= Object.keys(await sweep(store, kept, later)).length && left - 1;
    await months;
    over = true;
    await Promise.all(sending);
    expect(await everyTable(store.database.query)).not.toContain('of the old month');
    expect(await store.database.query('SELECT id FROM earshot_submissions')).toHaveLength(fresh.length);
    for (const one of old) expect(await others[0]!.insert(one, received(later))).toBe('duplicate');
  });
});

it.runIf(url)('a backup of one without partitions comes back into one with them, and the other way round', async () => {
  const folder = newFolder();
  closing.push(async () => folder.remove());
  const [{ store: from }, between, { store: to }] = [await plain(), await partitioned(), await plain()];
  for (const at of [NOW, NOW - 500 * DAY, NOW + 900 * DAY])
    await from.insert(record({ id: idOf(at), answers: [words(`of ${at}`)] }), received());
  const gone = record({ id: idOf(NOW) });
  await from.insert(gone, received());
  await from.erase('shop', gone.id);
  const exported = await exportOf(testCollector(from));
  await backup({ database: from.database, path: folder.at('a.gz'), nowMs: NOW });
  await restore({ database: between.database, path: folder.at('a.gz'), nowMs: NOW });
  expect(await exportOf(testCollector(between))).toBe(exported);
  await backup({ database: between.database, path: folder.at('b.gz'), nowMs: NOW });
  await restore({ database: to.database, path: folder.at('b.gz'), nowMs: NOW });
  expect(await exportOf(testCollector(to))).toBe(exported);
  expect(await to.database.query(`SELECT name FROM earshot_settings WHERE name = 'partitions'`)).toEqual([]);
});

it('PARTITIONS is "month", and for PostgreSQL', () => {
  const env = { EARSHOT_PROJECTS: '{"shop":{"origins":[]}}' };
  const DATABASE_URL = 'postgres://db/earshot';
  expect(readConfig({ ...env, DATABASE_URL, PARTITIONS: 'month' }).where).toMatchObject({ partitions: 'month' });
  expect(readConfig({ ...env, DATABASE_URL }).where).not.toHaveProperty('partitions');
  expect(() => readConfig({ ...env, DATABASE_URL, PARTITIONS: 'week' })).toThrow('"month"');
  expect(() => readConfig({ ...env, PARTITIONS: 'month' })).toThrow('DATABASE_URL');
});
