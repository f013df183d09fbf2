import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/app';
import { eraseRespondent } from '../../src/retention/respondent';
import { createStore } from '../../src/storage/store';
import type { Row } from '../../src/transfer/backup/archive';
import { backup } from '../../src/transfer/backup/backup';
import { pruneBackups } from '../../src/transfer/backup/prune';
import { restore } from '../../src/transfer/backup/restore';
import { restoreRows } from '../../src/transfer/backup/restore-rows';
import { BACKED_UP, LEFT_OUT } from '../../src/transfer/backup/tables';
import { testCollector, testStore } from '../support/collector';
import { countAll } from '../support/count-all';
import { everyTable } from '../support/every-table';
import { blob, GIF, listed, PNG } from '../support/pictures';
import { ces, newId, record, words } from '../support/records';
import { authorized, exportOf, importInto, ndjson, newFolder, wiped } from '../support/transfer';

const files = newFolder();
let from: Store;
let into: Store;
const picture = record({ attachments: [listed('shot', PNG), listed('anim', GIF)] });
const nowMs = Date.parse('2026-11-27T12:00:00Z');
const path = files.at('all.gz');
const lines = (file: string) => gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');

beforeAll(async () => {
  [from, into] = [await testStore(), await testStore()];
  const collector = testCollector(from);
  const twenty = Array.from({ length: 20 }, () => record({ answers: [ces(3), words('kept')] }));
  expect(new Set(await collector.send(twenty))).toEqual(new Set(['accepted']));
  await from.insert(record({ id: newId(), answers: [ces(1)] }), {
    project: 'other',
    receivedAtMs: Date.parse('2024-02-29T01:02:03.004Z'),
    skewMs: -12_345,
    status: 'resolved',
  });
  expect(await collector.send([picture])).toEqual(['accepted']);
  await collector.attach({ record: picture.id, attachment: 'shot', file: blob(PNG) });
  await collector.attach({ record: picture.id, attachment: 'anim', file: blob(GIF, 'image/gif') });
  await importInto(collector, ndjson([{ userKey: 'u1', data: { plan: 'pro' } }]));
  await from.counters.read();
});
afterAll(async () => {
  await Promise.all([from.close(), into.close()]);
  files.remove();
});

const everything = async (store: Store) => {
  const collector = testCollector(store);
  const all: string[] = [];
  for (const project of ['shop', 'other'])
    for (const format of ['ndjson', 'csv']) all.push(await exportOf(collector, `&format=${format}`, project));
  all.push(JSON.stringify(await store.counters.read()));
  return all.join('\n');
};

it('every table of the database is in the backup, or is known to be derived', async () => {
  const rows = await from.database.query<{ table_name: string }>(
    `SELECT table_name FROM information_schema.tables
     WHERE table_schema = current_schema() AND table_name LIKE 'earshot\\_%'`,
  );
  const known = [...BACKED_UP.map(({ table }) => table), ...Object.keys(LEFT_OUT)];
  // A partition is a part of its table.
  const tables = rows.map(({ table_name }) => table_name).filter((name) => !/^earshot_submissions_/.test(name));
  expect(tables.sort()).toEqual(known.sort());
});

it('the key by which each is read is its primary key', async () => {
  const rows = await from.database.query<{ table_name: string; keys: string }>(
    `SELECT k.table_name, string_agg(k.column_name, ',' ORDER BY k.ordinal_position) AS keys
     FROM information_schema.key_column_usage k JOIN information_schema.table_constraints c
       ON c.constraint_name = k.constraint_name AND c.table_schema = k.table_schema AND c.table_name = k.table_name
     WHERE k.table_schema = current_schema() AND c.constraint_type = 'PRIMARY KEY' GROUP BY k.table_name`,
  );
  const keys = new Map(rows.map(({ table_name, keys: columns }) => [table_name, columns]));
  for (const { table, key } of BACKED_UP) expect([table, key.join(',')]).toEqual([table, keys.get(table)]);
});

describe('Done means 6: backup, wipe, restore', () => {
  it('gives identical exports, figures and counters, and attachments to the byte', async () => {
    await into.setting('admin_token_hash', () => 'of the new installation');
    await from.setting('key_of_another_part', () => 'by which its rows are read');
    await into.setting('key_of_another_part', () => 'made when this was opened');
    const seen: number[] = [];
    const made = await backup({ database: from.database, path, nowMs, onProgress: (rows) => seen.push(rows) });
    expect(seen.at(-1)).toBe(made.rows);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(files.folder)).toEqual(['all.gz']);
    expect(made.header).toMatchObject({ projects: ['other', 'shop'], expiresAt: '2026-12-27T12:00:00.000Z' });

    const before = await everything(from);
    const restored = await restore({ database: into.database, path, nowMs });
    expect(restored).toMatchObject({ rows: made.rows, unknownTables: [], erased: 0 });
    const store = await createStore(into.database);
    expect(await everything(store)).toBe(before);
    const answer = await testCollector(store).app.request(
      `/v1/admin/submissions/${picture.id}/attachments/shot?project=shop`,
      { headers: authorized },
    );
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(PNG);
    for (const one of [store, from]) await countAll(one, 'shop');
    for (const table of ['earshot_sums', 'earshot_traffic', 'earshot_figures', 'earshot_attachments']) {
      const rows = ({ database }: Store) =>
        database.query(`SELECT row_to_json(t)::text AS row FROM ${table} t ORDER BY 1`);
      expect(await rows(store)).toEqual(await rows(from));
      expect(await rows(store)).not.toEqual([]);
    }
    expect((await store.setting('key_of_another_part', () => '')).value).toBe('by which its rows are read');
    expect((await store.setting('admin_token_hash', () => '')).value).toBe('of the new installation');
    expect(lines(path).join('\n')).not.toContain('admin_token_hash');
    await store.counters.close();
  });

  it('a second time changes nothing, into a database that went on', async () => {
    const store = await createStore(into.database);
    const later = record({ answers: [words('came later')] });
    expect(await testCollector(store).send([later])).toEqual(['accepted']);
    const before = await exportOf(testCollector(store));
    await restore({ database: into.database, path, nowMs });
    expect(await exportOf(testCollector(store))).toBe(before);
    expect(before).toContain('came later');
    await store.counters.close();
  });

  it('what a submission owns in a table of another part comes back only beside it', async () => {
    const { query } = into.database;
    await query(
      'CREATE TABLE earshot_test_notes (project text, id text, note text, made text, PRIMARY KEY (project, id))',
    );
    const notes = { table: 'earshot_test_notes', key: ['project', 'id'], way: 'rows', submission: 'id' } as const;
    // a column that this table has no more, and none of one that it has now
    const row = (id: string) => ({ project: 'shop', id, note: `of ${id}`, gone: 1 });
    const store = await createStore(into.database);
    const comesBackAs = (one: Row) => ({ ...one, note: `${one['note']}, sent` });
    await restoreRows(store, { ...notes, key: [...notes.key], comesBackAs }, [row(picture.id), row(newId())]);
    expect(await query('SELECT note, made FROM earshot_test_notes')).toEqual([
      { note: `of ${picture.id}, sent`, made: null },
    ]);
    await query('DROP TABLE earshot_test_notes');
    await store.counters.close();
  });
});

it('what other parts keep in columns of a submission comes back with it', async () => {
  const { query } = into.database;
  const store = await createStore(into.database);
  const one = record();
  const row = {
    project: 'shop',
    id: one.id,
    received_at: '2026-11-01T00:00:00.000Z',
    skew_ms: 5,
    status: 'resolved',
    body: JSON.stringify(one),
    owner: 'Ann',
    first_response_at: null,
  };
  const submissions = BACKED_UP.find(({ way }) => way === 'records')!;
  for (const owner of ['Ann', 'whoever came later']) await restoreRows(store, submissions, [{ ...row, owner }]);
  expect(await query('SELECT status, owner FROM earshot_submissions WHERE id = $1', [one.id])).toEqual([
    { status: 'resolved', owner: 'Ann' },
  ]);
  await store.counters.close();
});

/** All rows of all tables. Who does what in the background takes leases whenever it likes. */
const everythingIn = async ({ database }: Store) =>
  (await everyTable(database.query)).replace(/^earshot_leases .*\n?/gm, '');

describe('a backup that cannot be trusted is refused before anything is written', () => {
  let empty: Store;
  let untouched: string;
  beforeAll(async () => {
    empty = await wiped(into);
    untouched = await everythingIn(empty);
  });
  afterAll(() => empty.counters.close());

  const refusal = async (bytes: Uint8Array | string, more: object = {}) => {
    const bad = files.at('bad.gz');
    writeFileSync(bad, bytes);
    const error = await restore({ database: empty.database, path: bad, nowMs, ...more }).then(
      () => undefined,
      (failed: Error & { code: string }) => failed,
    );
    expect(await everythingIn(empty)).toBe(untouched);
    expect(error?.message).toContain(bad);
    return error?.code;
  };

  it('cut off at any place', async () => {
    const whole = readFileSync(path);
    for (const share of [0.05, 0.5, 0.9])
      expect(await refusal(whole.subarray(0, whole.length * share))).toBe('damaged');
    expect(await refusal(whole.subarray(0, whole.length - 1))).toBe('damaged');
    const text = lines(path);
    // whole as a gzip, and cut off as a backup
    expect(await refusal(gzipSync(`${text.slice(0, -1).join('\n')}\n`))).toBe('damaged');
    expect(await refusal(gzipSync(`${[...text.slice(0, 5), ...text.slice(6)].join('\n')}\n`))).toBe('damaged');
    expect(await refusal(gzipSync(''))).toBe('damaged');
  });

  it('altered: a letter of what somebody said', async () => {
    expect(await refusal(gzipSync(`${lines(path).join('\n').replace('kept', 'kepT')}\n`))).toBe('damaged');
    const flipped = readFileSync(path);
    flipped[flipped.length >> 1]! ^= 1;
    expect(await refusal(flipped)).toBe('damaged');
  });

  it('something else, or of a newer collector', async () => {
    expect(await refusal('hello')).toBe('foreign');
    expect(await refusal(gzipSync('{"format":"tar"}\n'))).toBe('foreign');
    expect(await refusal(gzipSync(`${lines(path).join('\n').replace('"version":1', '"version":2')}\n`))).toBe('newer');
  });

  it('whose time is over, unless it is wanted anyway', async () => {
    const dayAfter = Date.parse('2026-12-27T12:00:00Z');
    expect(await refusal(readFileSync(path), { nowMs: dayAfter })).toBe('expired');
    const late = await wiped(into);
    const anyway = { database: late.database, path, nowMs: dayAfter, expiredAnyway: true };
    expect(await restore(anyway)).toMatchObject({ erased: 0 });
    empty = await wiped(late);
    untouched = await everythingIn(empty);
  });

  it('of another database, where this one has something: what was erased there might come back', async () => {
    const other = await wiped(empty);
    const collector = testCollector(other);
    await collector.send([record()]);
    // Else it is counted and made findable in between.
    while (!(await collector.counted(1_000)));
    const before = await everyTable(other.database.query);
    await expect(restore({ database: other.database, path, nowMs })).rejects.toMatchObject({ code: 'other_key' });
    expect(await everyTable(other.database.query)).toBe(before);
    await other.counters.close();
  });

  it('that is not there', async () => {
    const gone = restore({ database: empty.database, path: files.at('none.gz'), nowMs });
    await expect(gone).rejects.toMatchObject({ code: 'unreadable' });
  });
});

it.runIf(process.env['TEST_DATABASE_URL'])(
  'is of one moment: what is stored and erased while it is made does not change it',
  async () => {
    const [first, second] = [files.at('first.gz'), files.at('second.gz')];
    await backup({ database: from.database, path: first, nowMs });
    let meanwhile = false;
    const { database } = from;
    const busy: typeof database = {
      ...database,
      transaction: (work) =>
        database.transaction((query) =>
          work(async (sql, params) => {
            const rows = await query(sql, params);
            // after the first table, before all others
            if (sql.includes('FROM earshot_settings t') && !meanwhile) {
              meanwhile = true;
              expect(await testCollector(from).send([record()])).toEqual(['accepted']);
              expect(await from.erase('shop', picture.id)).toBe(true);
            }
            return rows as never;
          }),
        ),
    };
    await backup({ database: busy, path: second, nowMs });
    expect(meanwhile).toBe(true);
    expect(lines(second)).toEqual(lines(first));
  },
);

describe('a backup that fails', () => {
  it('leaves the one before as it was, and nothing of itself', async () => {
    const before = readFileSync(path);
    let rows = 0;
    const failing = backup({
      database: from.database,
      path,
      nowMs,
      onProgress: () => {
        if (++rows > 5) throw new Error('no room');
      },
    });
    await expect(failing).rejects.toThrow('no room');
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(files.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

it('prune removes the backups whose time is over and what killed ones left, and no other file', async () => {
  const { folder, at, remove } = newFolder();
  await backup({ database: from.database, path: at('old'), nowMs, keepDays: 1 });
  await backup({ database: from.database, path: at('new'), nowMs, keepDays: 30 });
  writeFileSync(at('notes.txt'), 'mine');
  writeFileSync(at('.new.1.part'), 'half');
  writeFileSync(at('.new.2.part'), 'half of one that is being written');
  utimesSync(at('.new.1.part'), nowMs / 1_000, nowMs / 1_000);
  utimesSync(at('.new.2.part'), nowMs / 1_000 + 2 * 86_400, nowMs / 1_000 + 2 * 86_400);
  expect((await pruneBackups(folder, nowMs + 2 * 86_400_000)).sort()).toEqual(['.new.1.part', 'old']);
  expect(readdirSync(folder).sort()).toEqual(['.new.2.part', 'new', 'notes.txt']);
  remove();
  expect(existsSync(folder)).toBe(false);
});

it('O-data that was erased after the backup does not come back with it; what was told since then stands', async () => {
  const store = await wiped(into);
  const collector = testCollector(store);
  await importInto(
    collector,
    ndjson([
      { userKey: 'erased', data: { secret: 'a' } },
      { userKey: 'again', data: { secret: 'b' } },
    ]),
  );
  const saved = files.at('people.gz');
  await backup({ database: store.database, path: saved, nowMs });
  for (const userKey of ['erased', 'again']) await eraseRespondent(store, 'shop', { userKey });
  await importInto(collector, ndjson([{ userKey: 'again', data: { plan: 'new' } }]));
  await restore({ database: store.database, path: saved, nowMs });
  expect(await exportOf(collector)).toBe('{"userKey":"again","data":{"plan":"new"}}\n');

  const newer = files.at('newer.gz');
  await backup({ database: store.database, path: newer, nowMs });
  const anew = await wiped(store);
  await restore({ database: anew.database, path: saved, erasures: newer, nowMs });
  expect(await exportOf(testCollector(anew))).toBe('');
  await anew.counters.close();
});
