import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweep } from '../../src/retention/by-age';
import type { Database } from '../../src/storage/database';
import { migrate } from '../../src/storage/migrate';
import { migrations } from '../../src/storage/migrations';
import { openPglite } from '../../src/storage/pglite';
import { openPostgres } from '../../src/storage/postgres';
import { createStore } from '../../src/storage/store';
import { backup } from '../../src/transfer/backup/backup';
import { replayErasures } from '../../src/transfer/backup/replay';
import { restore } from '../../src/transfer/backup/restore';
import { SHOP, TOKEN, testCollector } from '../support/collector';
import { countAll } from '../support/count-all';
import { newDataFolder } from '../support/data-folder';
import { blob, listed, PNG } from '../support/pictures';
import { ces, record, words } from '../support/records';
import { authorized, exportOf, importInto, ndjson, newFolder } from '../support/transfer';
import { crawl } from './crawl';
import { recording } from './recording';
import { ALLOWED, REFUSED, refusals } from './refusals';
import { sqlTexts } from './sql-texts';

const url = process.env['TEST_DATABASE_URL'];
const flat = (sql: string) => sql.replace(/\s+/g, ' ').trim();
const texts = sqlTexts(join(import.meta.dirname, '../../src'));
const ofPartitions = ({ file }: { file: string }) => /^storage\/partitions\/|whole-months|forget-expired/.test(file);

/** Sends what the whole collector sends: what visitors do, every page and form, the admin API, the background, the commands. */
const run = async (plain: Database): Promise<Set<string>> => {
  const { database, sent } = recording(plain);
  await migrate(database);
  const store = await createStore(database);
  const webhooks = [
    {
      name: 'crm',
      url: 'http://127.0.0.1:9/',
      secrets: [`whsec_${randomBytes(24).toString('base64')}`],
      allowPrivate: true,
    },
  ];
  const projects = {
    shop: { origins: [SHOP], retentionDays: 30, webhooks },
    other: { origins: ['*'], timeZone: 'Asia/Seoul' },
  };
  const mail = { url: 'smtp://127.0.0.1:9', from: { name: 'Shop', address: 'shop@shop.example' } } as never;
  const collector = testCollector(store, { projects, mail });
  const contact = { contact: { email: 'ann@example.com', wantsReply: true } };
  const all = Array.from({ length: 12 }, (_, n) =>
    record({
      answers: [ces((n % 7) + 1), words('slow to load')],
      respondent: { anonId: 'a', userKey: 'u', ...contact },
    }),
  );
  const picture = record({ attachments: [listed('shot', PNG)], receipt: 'r'.repeat(43) });
  await collector.send([...all, picture, all[0]]);
  await collector.send([record({ kind: 'impression', answers: [] })]);
  await collector.attach({ record: picture.id, attachment: 'shot', file: blob(PNG) });
  await importInto(
    collector,
    ndjson([
      { userKey: 'u', data: { plan: 'pro' } },
      { text: 'hello', at: '2026-01-01T00:00:00Z', source: 'x' },
    ]),
  );
  await countAll(store, 'shop');
  const signedIn = await collector.app.request(`/report?token=${TOKEN}`);
  const cookie = signedIn.headers.get('Set-Cookie')!.split(';')[0]!;
  // What the forms of the first round made has pages of its own.
  for (const again of url ? [1, 2] : [1]) {
    const answers = await crawl(collector.app, '/report/p/shop', cookie);
    expect(
      [...answers].filter(([, status]) => status >= 500),
      `round ${again}`,
    ).toEqual([]);
    expect([...answers.keys()].filter((what) => what.startsWith('GET')).length).toBeGreaterThan(15);
  }
  const ask = (path: string, init?: RequestInit) => collector.app.request(path, { ...init, headers: authorized });
  for (const path of [
    'submissions?project=shop',
    `submissions/${picture.id}/attachments?project=shop`,
    `submissions/${picture.id}/attachments/shot?project=shop`,
    'counters',
    'webhooks?project=shop',
    'webhooks/deliveries?project=shop&state=waiting',
  ])
    expect((await ask(`/v1/admin/${path}`)).status, path).toBe(200);
  for (const path of ['webhooks/deliveries/x/retry?project=shop', 'webhooks/crm/retry?project=shop'])
    await ask(`/v1/admin/${path}`, { method: 'POST' });
  await collector.app.request('/v1/updates?project=shop');
  await collector.app.request('/v1/receipts', {
    method: 'POST',
    body: JSON.stringify({ v: 1, project: 'shop', receipts: ['s'.repeat(22)] }),
  });
  for (const format of ['csv', 'ndjson']) await exportOf(collector, `&format=${format}`);
  const files = newFolder();
  await backup({ database, path: files.at('all.gz'), nowMs: Date.now() });
  await restore({ database, path: files.at('all.gz'), nowMs: Date.now() });
  files.remove();
  await ask(`/v1/admin/submissions/${all[0]!.id}?project=shop`, { method: 'DELETE' });
  for (const who of [{ userKey: 'u' }, { anonId: 'a' }, { email: 'ann@example.com' }])
    await ask('/v1/admin/respondents?project=shop', { method: 'DELETE', body: JSON.stringify(who) });
  await sweep(store, projects, Date.now() + 90 * 86_400_000);
  await replayErasures(store);
  await collector.counters();
  await collector.close();
  return sent;
};

describe('the SQL of the collector', () => {
  let sent = new Set<string>();
  let plain: Database;
  let remove = () => {};
  const schema = `test_${randomBytes(6).toString('hex')}`;
  beforeAll(async () => {
    const dataDir = url ? '' : await newDataFolder();
    plain = url ? await openPostgres({ url, schema }) : await openPglite(dataDir);
    // The collector closes what it was given; the tables are looked at afterwards.
    sent = await run({ ...plain, close: async () => {} });
    remove = () => rmSync(dataDir, { recursive: true, force: true });
  });
  afterAll(async () => {
    if (url) await plain.query(`DROP SCHEMA ${schema} CASCADE`);
    await plain.close();
    remove();
  });

  it('as it stands in the sources holds nothing that some engine refuses', () => {
    const found = texts.flatMap(({ file, text }) =>
      refusals(text.replaceAll('\0', '1'), file).map((what) => `${file}: ${what}: ${flat(text).slice(0, 90)}`),
    );
    expect(found).toEqual([]);
  });

  it('as it is really sent, put together from parts, holds nothing of it either', () => {
    expect([...sent].flatMap((sql) => refusals(sql).map((what) => `${what}: ${flat(sql).slice(0, 120)}`))).toEqual([]);
    for (const statement of migrations.flat()) expect(sent.has(statement), flat(statement)).toBe(true);
  });

  it('was mostly sent in this run, so that the test above looks at what it says; the rest is looked at as it stands', () => {
    const said = [...sent].map(flat).join('\n');
    const whole = texts.filter(
      (one) => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/.test(one.text) && !ofPartitions(one),
    );
    const missed = whole.filter(({ text }) => {
      const longest = text
        .split('\0')
        .map(flat)
        .sort((a, b) => b.length - a.length)[0]!;
      return !said.includes(longest);
    });
    console.log(
      `${sent.size} statements sent; ${whole.length - missed.length} of ${whole.length} texts of the sources are in them`,
    );
    expect(
      missed.length / whole.length,
      missed.map(({ file, text }) => `${file}: ${flat(text).slice(0, 70)}`).join('\n'),
    ).toBeLessThan(0.4);
  });

  it('keys each table of a project by it, so that Citus can spread it: a unique key must hold what it is spread by', async () => {
    const rows = await plain.query<{ table: string; key: string; owned: boolean }>(
      `SELECT c.relname AS table, pg_get_indexdef(i.indexrelid) AS key, EXISTS (
         SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'project') AS owned
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = current_schema() AND c.relname LIKE 'earshot\\_%' AND i.indisunique`,
    );
    expect(rows.length).toBeGreaterThan(15);
    const without = rows
      .filter(({ key, owned }) => owned && !/\(.*\bproject\b.*\)/.test(key))
      .map(({ table }) => table);
    // Its key begins with the time, and a change of an account belongs to no project: a table of each node's own.
    expect(without).toEqual(['earshot_audit']);
  });
});

describe('the refusal itself', () => {
  it.each([
    ['sequences', 'CREATE TABLE t (id bigserial PRIMARY KEY)'],
    ['sequences', 'CREATE TABLE t (id bigint GENERATED BY DEFAULT AS IDENTITY)'],
    ['sequences', "SELECT nextval('s')"],
    ['extensions', 'CREATE EXTENSION IF NOT EXISTS pg_trgm'],
    ['triggers and rules', 'CREATE OR REPLACE TRIGGER a BEFORE INSERT ON t EXECUTE FUNCTION f()'],
    ['functions and procedures', 'CREATE FUNCTION earshot_other() RETURNS integer LANGUAGE sql AS $$SELECT 1$$'],
    ['functions and procedures', 'DO $$BEGIN PERFORM 1; END$$'],
    ['LISTEN and NOTIFY', 'LISTEN earshot'],
    ['LISTEN and NOTIFY', "SELECT pg_notify('a', 'b')"],
    ['advisory locks', 'SELECT pg_try_advisory_lock(1)'],
    ['table locks', 'LOCK TABLE earshot_sums'],
    ['unlogged and temporary tables', 'CREATE UNLOGGED TABLE t (id text)'],
    ['unlogged and temporary tables', 'CREATE TEMP TABLE t (id text)'],
    ['system columns', 'DELETE FROM earshot_sums WHERE ctid IN (SELECT 1)'],
    ['system catalogs', 'SELECT reltuples FROM pg_class'],
    ['rows that are skipped', 'SELECT id FROM earshot_replies FOR UPDATE SKIP LOCKED'],
    ['partitions and inheritance', 'CREATE TABLE t (id text) PARTITION BY HASH (id)'],
    ['foreign keys', 'CREATE TABLE t (id text REFERENCES u)'],
    ['indexes of several columns by GIN', 'CREATE INDEX a ON t USING gin (b, c)'],
    ['maintenance', 'VACUUM FULL earshot_sums'],
  ])('finds %s in %s', (name, sql) => {
    expect(refusals(sql)).toContain(name);
  });

  it('lets pass what all of them have', () => {
    for (const sql of [
      'SELECT id FROM earshot_tags WHERE project = $1 FOR KEY SHARE',
      'INSERT INTO t SELECT id FROM json_to_recordset($1::json) AS t (id text) ON CONFLICT DO NOTHING RETURNING id',
      'CREATE INDEX a ON earshot_search USING gin (tokens)',
      'SELECT max(id) OVER (PARTITION BY project) FROM t',
    ])
      expect(refusals(sql)).toEqual([]);
  });

  it('has a reason for each exception, and each is of something refused', () => {
    for (const { name, why } of ALLOWED) {
      expect(REFUSED.map((one) => one.name)).toContain(name);
      expect(why.length).toBeGreaterThan(30);
    }
  });
});
