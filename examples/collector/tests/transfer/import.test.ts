import { request as httpRequest } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arbitraryRecord } from '../../../../tests/support/arbitrary-record';
import { listen, type Store } from '../../src/app';
import { parseRecord } from '../../src/contract';
import { csvRecords } from '../../src/transfer/csv-records';
import { derivedId } from '../../src/transfer/derived-id';
import { importLines, MAX_LINE_BYTES } from '../../src/transfer/import';
import { type Line, linesOf } from '../../src/transfer/lines';
import { type TestCollector, testCollector, testStore } from '../support/collector';
import { countAll } from '../support/count-all';
import { record, words } from '../support/records';
import { authorized, exportOf, importInto, ndjson } from '../support/transfer';

let store: Store;
let collector: TestCollector;
const projects = Object.fromEntries(
  ['shop', 'again', 'foreign', 'table', 'people', 'bad', 'huge', 'cut'].map((name) => [name, { origins: ['*'] }]),
);
beforeAll(async () => {
  store = await testStore();
  collector = testCollector(store, { projects });
});
afterAll(() => store.close());

async function* chunked(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const gathered = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe('lines', () => {
  it('are the same however the file comes in pieces', async () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom('a', '한', '😀', '"', ',', '\r', '') }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (given, size, last) => {
        const text = given.join('\n') + (last ? '\n' : '');
        const expected = text.split('\n').map((line) => line.replace(/^\uFEFF/, ''));
        if (expected.at(-1) === '') expected.pop();
        const lines = await gathered(linesOf(chunked(Buffer.from(text), size), 1_000));
        expect(lines).toEqual(expected.map((line, index) => ({ line: index + 1, text: line })));
      }),
    );
  });

  it('a line that is too long, or no UTF-8, costs itself', async () => {
    const bytes = Buffer.concat([Buffer.from(`${'x'.repeat(11)}\nok\n`), Buffer.from([0xff, 10]), Buffer.from('last')]);
    expect(await gathered(linesOf(chunked(bytes, 3), 10))).toEqual([
      { line: 1, bad: 'too_long' },
      { line: 2, text: 'ok' },
      { line: 3, bad: 'invalid_utf8' },
      { line: 4, text: 'last' },
    ]);
  });
});

describe('records of CSV', () => {
  const from = (text: string) =>
    gathered(
      csvRecords(
        (async function* (): AsyncGenerator<Line> {
          let line = 0;
          for (const one of text.split('\n')) yield { line: ++line, text: one };
        })(),
      ),
    );

  it('a quote that is never closed costs its line, and no other', async () => {
    expect(await from('a,b\n1,"never\n2,"two\nlines"\n3,"x"y\n4,z')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, bad: 'malformed_csv' },
      { line: 3, cells: ['2', 'two\nlines'] },
      { line: 5, bad: 'malformed_csv' },
      { line: 6, cells: ['4', 'z'] },
    ]);
  });

  it('semicolons and tabs are found by the header; a row with more or fewer cells is named', async () => {
    expect(await from('a;b\n1;2\n3\n4;5;6')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
      { line: 3, bad: 'malformed_csv' },
      { line: 4, bad: 'malformed_csv' },
    ]);
    expect((await from('a\tb\n1\t2,3'))[1]).toEqual({ line: 2, cells: ['1', '2,3'] });
  });

  it('what RFC 4180 writes is read back, also with line ends of Windows', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', 'é', ' '), maxLength: 6 });
    const row = fc.tuple(cell, cell);
    const end = fc.constantFrom('\n', '\r\n');
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 6 }), end, async (rows, lineEnd) => {
        const written = [['head', 'er'], ...rows].map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`));
        const read = await from(written.map((cells) => cells.join(',')).join(lineEnd));
        expect(read.map(({ cells }) => cells)).toEqual([['head', 'er'], ...rows]);
      }),
    );
  });
});

describe('an import of our own export', () => {
  it('gives the same export again, whatever the records, with the moment of arrival and what became of them', async () => {
    const given = fc.uniqueArray(arbitraryRecord, { selector: ({ id }) => id, minLength: 1, maxLength: 12 });
    const status = fc.constantFrom('new', 'acknowledged', 'resolved');
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(given, status, fc.integer({ min: 0, max: 4e12 }), fc.integer(), async (records, ...received) => {
        const [became, receivedAtMs, skewMs] = received;
        const [one, two] = [`from-${++runs}`, `to-${runs}`];
        const at = testCollector(store, { projects: { [one]: { origins: [] }, [two]: { origins: [] } } });
        for (const value of records) {
          const parsed = parseRecord(value);
          if (!parsed.ok) throw new Error(parsed.message);
          await store.insert(parsed.record, { project: one, receivedAtMs, skewMs, status: became });
        }
        const exported = await exportOf(at, '', one);
        expect(exported.split('\n')).toHaveLength(records.length + 1);
        expect(await importInto(at, exported, '', two)).toMatchObject({ imported: records.length, rejected: 0 });
        expect(await exportOf(at, '', two)).toBe(exported);
      }),
      { numRuns: 15 },
    );
  });

  it('Q3: a second time changes nothing; what was erased stays away', async () => {
    const records = [record(), record(), record()];
    await collector.send(records);
    const exported = await exportOf(collector);
    expect(await importInto(collector, exported, '', 'again')).toMatchObject({ imported: 3, duplicate: 0, done: true });
    await store.erase('again', records[1]!.id);
    expect(await importInto(collector, exported, '', 'again')).toMatchObject({ imported: 0, duplicate: 3 });
    expect(await exportOf(collector, '', 'again')).not.toContain(records[1]!.id);
  });
});

describe('feedback from elsewhere', () => {
  const reviews = [
    {
      text: 'Tolle App',
      rating: 5,
      at: '2026-03-01T12:00:00+09:00',
      source: 'app-store',
      id: 'r1',
      url: 'https://a.b/',
    },
    { text: 'slow', at: '2025-12-24', source: 'mail', userKey: 'u1' },
    { rating: '4,5', at: '2026-01-02', source: 'survey' },
  ];

  it('is passive, imported, and in no figure; it was received when it was given; twice is once', async () => {
    expect(await importInto(collector, ndjson(reviews), '', 'foreign')).toMatchObject({ imported: 3, rejected: 0 });
    expect(await importInto(collector, ndjson(reviews), '', 'foreign')).toMatchObject({ imported: 0, duplicate: 3 });
    const stored = await collector.rows('foreign');
    expect(stored.map(({ receivedAt }) => receivedAt)).toEqual([
      '2025-12-24T00:00:00.000Z',
      '2026-01-02T00:00:00.000Z',
      '2026-03-01T03:00:00.000Z',
    ]);
    expect(stored[2]!.record).toMatchObject({
      mode: 'passive',
      trigger: 'import',
      channel: 'other',
      answers: [
        { question: 'rating', type: 'number', value: 5 },
        { question: 'text', type: 'text', value: 'Tolle App' },
      ],
      data: { source: 'app-store', sourceId: 'r1' },
    });
    expect(stored[1]!.record.answers).toMatchObject([{ value: 4.5 }]);
    await countAll(store, 'foreign');
    expect(await store.database.query("SELECT 1 FROM earshot_counted WHERE project = 'foreign'")).toHaveLength(3);
    expect(await store.database.query("SELECT 1 FROM earshot_sums WHERE project = 'foreign'")).toEqual([]);
  });

  it('ids are UUIDv7 of the moment and the content, and nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.string(), (ms, text) => {
        const id = derivedId(ms, text);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(Number.parseInt(id.slice(0, 13).replace('-', ''), 16)).toBe(ms);
        expect(derivedId(ms, text)).toBe(id);
        expect(derivedId(ms, `${text}.`)).not.toBe(id);
      }),
    );
  });

  it('a record of the wire that no collector received says that it was imported', async () => {
    const one = record({ trigger: 'visitor' });
    await importInto(collector, ndjson([one]), '', 'foreign');
    const stored = await collector.bodies('foreign');
    expect(stored.find(({ id }) => id === one.id)?.trigger).toBe('import');
  });

  it('comes as CSV as well; a column that nobody knows is reported once', async () => {
    const csv =
      'text;rating;at;stars\r\n"Sehr; ""gut""\r\nwirklich";5;2026-02-01;x\r\nso so;;2026-02-30;x\r\nnaja;;2026-02-03;x\r\n';
    const result = await importInto(collector, csv, '&format=csv&source=shop-desk', 'table');
    expect(result).toMatchObject({ imported: 2, rejected: 1, unknownColumns: ['stars'], done: true });
    expect(result.errors).toMatchObject([{ line: 4, code: 'invalid_at' }]);
    expect((await collector.bodies('table')).map(({ answers }) => answers.at(-1)!.value)).toEqual([
      'Sehr; "gut"\r\nwirklich',
      'naja',
    ]);
    expect((await collector.bodies('table'))[0]!.data).toEqual({ source: 'shop-desk' });
  });
});

describe('O-data', () => {
  it('is kept by the key of the user, replaced by what comes later, and exported', async () => {
    const lines = ndjson([
      { userKey: 'u1', data: { plan: 'free', seats: 3, trial: true, gone: null } },
      { userKey: 'u2', data: { plan: 'pro' } },
      { userKey: 'u1', data: { plan: 'pro' } },
    ]);
    expect(await importInto(collector, lines, '', 'people')).toMatchObject({ imported: 2, duplicate: 1, rejected: 0 });
    expect(await importInto(collector, lines, '', 'people')).toMatchObject({ imported: 0, duplicate: 3 });
    const exported = await exportOf(collector, '', 'people');
    expect(exported).toBe('{"userKey":"u1","data":{"plan":"pro"}}\n{"userKey":"u2","data":{"plan":"pro"}}\n');
    const csv = 'userKey,plan,seats,vip\nu3,team,12,true\n,x,1,false\n';
    expect(await importInto(collector, csv, '&format=csv', 'people')).toMatchObject({ imported: 1, rejected: 1 });
    expect(await exportOf(collector, '&kind=userdata', 'people')).toContain(
      '{"userKey":"u3","data":{"plan":"team","seats":12,"vip":true}}',
    );
  });

  it.each([
    [{ userKey: '', data: {} }, 'invalid_userKey'],
    [{ userKey: 7, data: {} }, 'invalid_userKey'],
    [{ userKey: 'x'.repeat(129), data: {} }, 'invalid_userKey'],
    [{ userKey: 'u', data: [] }, 'invalid_data'],
    [{ userKey: 'u', data: { nested: {} } }, 'invalid_data'],
    [{ userKey: 'u', data: { long: 'x'.repeat(201) } }, 'invalid_data'],
    [{ userKey: 'u', data: Object.fromEntries(Array.from({ length: 31 }, (_, at) => [at, 1])) }, 'invalid_data'],
  ])('%j is refused', async (value, code) => {
    const { errors } = await importInto(collector, ndjson([value]), '', 'people');
    expect(errors).toMatchObject([{ line: 1, code }]);
  });
});

describe('bad input: a corrupt line is reported with its number, and the rest goes in', () => {
  it('of each kind', async () => {
    const good = () => JSON.stringify({ text: `good ${Math.random()}`, at: '2026-01-01', source: 'x' });
    const bad: [string | Uint8Array, string][] = [
      ['{"text":"half', 'malformed_json'],
      ['[1]', 'malformed'],
      [`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, 'too_deep'],
      [JSON.stringify({ text: 'no source', at: '2026-01-01' }), 'invalid_source'],
      [JSON.stringify({ text: 'when', at: 'yesterday', source: 'x' }), 'invalid_at'],
      [JSON.stringify({ at: '2026-01-01', source: 'x' }), 'invalid_text'],
      [JSON.stringify({ rating: 'many', at: '2026-01-01', source: 'x' }), 'invalid_rating'],
      [JSON.stringify({ text: 'x'.repeat(4_001), at: '2026-01-01', source: 'x' }), 'too_long'],
      [JSON.stringify({ receivedAt: '0000-01-01T00:00:00.000Z', skewMs: 0, record: record() }), 'invalid_receivedAt'],
      [JSON.stringify({ receivedAt: '2026-01-01T00:00:00.000Z', skewMs: 0.5, record: record() }), 'invalid_skewMs'],
      [
        JSON.stringify({ receivedAt: '2026-01-01T00:00:00.000Z', skewMs: 0, status: '<b>', record: {} }),
        'invalid_status',
      ],
      [JSON.stringify({ ...record(), id: 'no-id' }), 'invalid_id'],
      [JSON.stringify({ ...record(), v: 2 }), 'unknown_version'],
      ['x'.repeat(MAX_LINE_BYTES + 1), 'too_long'],
      [new Uint8Array([0xc3, 0x28]), 'invalid_utf8'],
    ];
    const body = Buffer.concat(bad.flatMap(([line]) => [Buffer.from(line), Buffer.from(`\n${good()}\n\n`)]));
    const result = await importInto(collector, body, '', 'bad');
    expect(result).toMatchObject({ imported: bad.length, rejected: bad.length, done: true, line: bad.length * 3 - 1 });
    expect(result.errors.map(({ line, code }) => [line, code])).toEqual(
      bad.map(([, code], index) => [index * 3 + 1, code]),
    );
    expect(collector.logged).toEqual([]);
  });

  it('the first hundred errors are listed, all are counted', async () => {
    const result = await importInto(collector, 'no\n'.repeat(250), '', 'bad');
    expect(result).toMatchObject({ rejected: 250, imported: 0, line: 250 });
    expect(result.errors).toHaveLength(100);
  });

  it('a database that fails breaks it off, and says where to go on', async () => {
    let left = 1;
    const failing: Store = {
      ...store,
      insert: (...given) => (left-- > 0 ? store.insert(...given) : Promise.reject(new Error('gone'))),
    };
    const lines = Array.from({ length: 450 }, (_, at) => ({ text: `${at}`, at: '2026-01-01', source: 'x' }));
    const options = { project: 'huge', format: 'ndjson' as const, nowMs: Date.now() };
    const chunks = () => chunked(Buffer.from(ndjson(lines)), 1_000);
    left = 200;
    const first = await importLines({ ...options, store: failing, chunks: chunks() });
    expect(first).toMatchObject({ imported: 200, line: 200, done: false, fromLine: 201 });
    const seen: number[] = [];
    const rest = await importLines({
      ...options,
      store,
      chunks: chunks(),
      fromLine: first.fromLine,
      onProgress: ({ line }) => seen.push(line),
    });
    expect(rest).toMatchObject({ imported: 250, duplicate: 0, done: true });
    expect(seen).toEqual([400, 450]);
    expect(await importLines({ ...options, store, chunks: chunks() })).toMatchObject({ imported: 0, duplicate: 450 });
  });

  it('no more is read than is stored: a file without an end stays out of memory', async () => {
    let made = 0;
    const waiting: (() => void)[] = [];
    const slow: Store = {
      ...store,
      insert: () => new Promise((resolve) => waiting.push(() => resolve('accepted'))),
    };
    const line = `${JSON.stringify({ text: 'x', at: '2026-01-01', source: 'x' })}\n`;
    async function* endless() {
      while (made < 5_000) {
        made++;
        yield Buffer.from(line);
      }
    }
    const options = { store: slow, project: 'huge', format: 'ndjson' as const, chunks: endless(), nowMs: 0 };
    const importing = importLines(options);
    await expect.poll(() => waiting.length).toBe(200);
    expect(made).toBe(200);
    while (made < 5_000 || waiting.length) {
      for (const free of waiting.splice(0)) free();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await importing).toMatchObject({ imported: 5_000, done: true });
  });
});

describe('over a real socket', () => {
  it('whose sender goes away in the midst of it: what was stored stands, and sending it again is to go on', async () => {
    const server = await listen(collector.app, { host: '127.0.0.1', port: 0 });
    const lines = Array.from({ length: 500 }, (_, at) => ({ text: `${at}`, at: '2026-02-01', source: 'cut' }));
    const whole = Buffer.from(ndjson(lines));
    const request = httpRequest(`${server.url}/v1/admin/import?project=cut`, { method: 'POST', headers: authorized });
    request.on('error', () => {});
    request.write(whole.subarray(0, whole.length * 0.6));
    await expect.poll(async () => (await collector.bodies('cut')).length).toBe(200);
    request.destroy();
    await expect.poll(() => collector.logged.at(-1)).toMatch(/^import: project "cut": broken off/);
    expect(await collector.bodies('cut')).toHaveLength(200);

    const again = await fetch(`${server.url}/v1/admin/import?project=cut`, {
      method: 'POST',
      headers: authorized,
      body: whole,
    });
    expect(JSON.parse((await again.text()).trimEnd().split('\n').at(-1)!)).toMatchObject({
      imported: 300,
      duplicate: 200,
      done: true,
    });
    await server.stop();
  });
});

describe('the import of the admin API', () => {
  it.each([
    ['?project=nobody', 404, 'EARSHOT_PROJECTS'],
    ['?project=__proto__', 404, 'EARSHOT_PROJECTS'],
    ['?project=shop&format=xml', 400, 'format'],
    ['?project=shop&from_line=0', 400, 'from_line'],
  ])('%s is answered %i', async (query, status, named) => {
    const post = (headers: Record<string, string>) =>
      collector.app.request(`/v1/admin/import${query}`, { method: 'POST', body: '', headers });
    const answer = await post(authorized);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(named);
    expect((await post({})).status).toBe(401);
  });

  it('knows CSV by its type, and answers one line at the end', async () => {
    const answer = await collector.app.request('/v1/admin/import?project=table', {
      method: 'POST',
      body: `text,at,source\n${words('one').value},2026-05-01,desk\n`,
      headers: { ...authorized, 'Content-Type': 'text/csv; charset=utf-8' },
    });
    expect(JSON.parse(await answer.text())).toMatchObject({ imported: 1, rejected: 0, done: true });
  });
});
