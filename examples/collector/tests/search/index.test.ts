import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/app';
import type { FeedbackRecord } from '../../src/contract';
import { countSubmissions } from '../../src/search/count';
import { anySubmission, type SubmissionFilter } from '../../src/search/filter';
import { findSubmissions } from '../../src/search/find';
import { searchable } from '../../src/search/fold';
import { narrowing } from '../../src/search/narrowing';
import { alternativesOf, tokensOf } from '../../src/search/tokens';
import type { Database } from '../../src/storage/database';
import { testStore } from '../support/collector';
import { everyTable } from '../support/every-table';
import { indexAll, insertAll } from '../support/index-all';
import { ces, newId, record, words } from '../support/records';

/** Few letters, so that texts often share pairs and seldom words; each is one code point or a cluster of several. */
const letters = fc.constantFrom(
  ...'로그인이체가나ㅋㅠ',
  ...'支払配送遅いです。',
  ...'abcABC ',
  'ﾊ',
  'ﾞ',
  'ハ',
  'バ',
  'Ａ',
  'é',
  'e\u0301',
  '\u1112\u1161\u11ab',
  '한',
  '👍',
  '👩‍💻',
  '🇰🇷',
  'ß',
  'Σ',
  'ς',
  '\\',
  '%',
  '_',
  "'",
  '{',
  ',',
);
const text = fc.array(letters, { minLength: 1, maxLength: 14 }).map((all) => all.join(''));
const term = fc.array(letters, { minLength: 1, maxLength: 4 }).map((all) => all.join(''));

describe('what is folded', () => {
  it.each([
    ['ＡＢＣ株式会社', 'abc株'],
    ['ﾊﾞｽで行った', 'バス'],
    ['Größe', 'GRÖSSE'.replace('SS', 'ß')],
    ['ΟΔΟΣ', 'οδος'],
    ['ㅋㅠㅠ 안 돼요', 'ㅠㅠ'],
    ['\u1112\u1161\u11ab\u1100\u1173\u11af', '한글'],
    ['cafe\u0301', 'CAFÉ'],
  ])('%s is found by %s', (stored, sought) => {
    expect(searchable(stored)).toContain(searchable(sought));
  });

  it('is the same when it is folded again', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (any) => searchable(searchable(any)) === searchable(any)));
  });
});

describe('tokens', () => {
  it('of a text that holds a term hold one of the alternatives of that term, also in another letter case', () => {
    fc.assert(
      fc.property(text, term, text, fc.boolean(), (before, middle, after, contacts) => {
        const one = record({ answers: [words('x')] });
        const folded = searchable(before + middle + after);
        const sought = searchable(middle);
        fc.pre(folded.includes(sought));
        const tokens = new Set(tokensOf('shop', { text: folded, contact: '', record: one }));
        const asked = { words: sought, contacts, facts: [], values: undefined };
        const alternatives = alternativesOf('shop', asked) ?? [[]];
        expect(alternatives.some((all) => all.every((token) => tokens.has(token)))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('are bounded for a text of any length, which is then looked into each time', () => {
    const long = Array.from({ length: 80_000 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000))).join(
      '',
    );
    const one = record();
    expect(tokensOf('shop', { text: long, contact: '', record: one }).length).toBeLessThan(40);
    const alternatives = alternativesOf('shop', {
      words: long.slice(70_000, 70_003),
      contacts: false,
      facts: [],
      values: undefined,
    });
    const tokens = new Set(tokensOf('shop', { text: long, contact: '', record: one }));
    expect(alternatives!.some((all) => all.every((token) => tokens.has(token)))).toBe(true);
  });

  it('of one project are not those of another', () => {
    const of = (project: string) => tokensOf(project, { text: '로그인이 안 돼요', contact: '', record: record() });
    expect(of('shop').filter((token) => of('bank').includes(token))).toEqual([]);
  });
});

describe('the index', () => {
  let store: Store;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store.close());

  /** All that fit, by reading everything. */
  const slowly = (records: FeedbackRecord[], sought: string) =>
    records
      .filter(({ answers }) => searchable(`${answers[0]!.value}\nhttps://shop.example/`).includes(searchable(sought)))
      .map(({ id }) => id)
      .sort();
  const find = async (project: string, filter: Partial<SubmissionFilter>, contacts = false) => {
    const sought = { project, filter: { ...anySubmission, ...filter }, contacts };
    const rows = await findSubmissions(store.database, sought, { before: '', limit: 900 });
    const ids = rows.map(({ body }) => (JSON.parse(body) as FeedbackRecord).id).sort();
    const counted = await countSubmissions(store.database, sought);
    if (counted) expect(counted).toEqual({ n: ids.length, more: false });
    return ids;
  };
  const said = (value: string) =>
    record({ answers: [words(value)], context: { ...record().context, url: 'https://shop.example/' } });

  it('finds exactly what a look into every text finds, in Korean, Japanese, Latin and emoji, indexed or still waiting for it', async () => {
    const samples = fc.sample(text, { numRuns: 160, seed: 7 });
    const records = samples.map(said);
    await insertAll(store, 'random', records.slice(0, 110));
    await indexAll(store);
    await insertAll(store, 'random', records.slice(110));
    const terms = [
      ...fc.sample(term, { numRuns: 24, seed: 8 }),
      '로그인',
      '支払',
      '遅',
      '👍',
      'a',
      'https://shop',
      'ㅠㅠ',
    ];
    let hits = 0;
    const check = async () => {
      for (const sought of terms.filter((one) => one.trim())) {
        const expected = slowly(records, sought.trim());
        hits += expected.length;
        expect(await find('random', { search: sought.trim() }), sought).toEqual(expected);
      }
    };
    await check();
    await indexAll(store);
    await check();
    expect(hits).toBeGreaterThan(200);
  });

  it('is asked for few rows: not for all that is stored', async () => {
    const params: unknown[] = ['random'];
    const is = (value: unknown) => `$${params.push(value)}`;
    const among = await narrowing(store.database.query, is, 'random', { words: '로그인', contacts: false });
    const [{ n }] = (await store.database.query(`SELECT count(*) AS n FROM (${among}) AS x`, params)) as [
      { n: unknown },
    ];
    expect(Number(n)).toBeLessThan(20);
  });

  it('leaves what was stored before there was one to a look through everything, and finds it meanwhile, too', async () => {
    const { query } = store.database;
    const records = ['예전 로그인 문제', 'ＯＬＤ ﾊﾞｽ', '예전 이체'].map(said);
    await insertAll(store, 'older', records);
    await query(`DELETE FROM earshot_unsearched WHERE project = 'older'`);
    await query(`UPDATE earshot_submissions SET search_text = lower(body) WHERE project = 'older'`);
    await query(`INSERT INTO earshot_passes (project, what, after_id) VALUES ('older', '', '')`);
    expect(await find('older', { search: '로그인' })).toEqual([records[0]!.id]);
    await indexAll(store);
    expect(await query(`SELECT what FROM earshot_passes WHERE project = 'older'`)).toEqual([]);
    expect(await find('older', { search: '로그인' })).toEqual([records[0]!.id]);
    // What an older version had folded otherwise was folded anew.
    expect(await find('older', { search: 'old バス' })).toEqual([records[1]!.id]);
  });

  it('finds by every filter what a look at the records finds, one by one and together', async () => {
    const records = Array.from({ length: 60 }, (_, at) =>
      record({
        answers: [ces((at % 7) + 1), words(at % 2 ? '배송이 늦어요' : '결제가 안 돼요')],
        survey: { id: at % 3 ? 'ces' : 'csat', version: '1' },
        locale: at % 4 ? 'ko' : 'ja',
        channel: at % 5 ? 'web' : 'webview',
        ...(at % 6 && { touchpoint: `step-${at % 3}` }),
        context: {
          ...record().context,
          ...(at % 7 && { release: `1.${at % 2}` }),
          device: { type: at % 2 ? 'phone' : 'desktop', os: 'x', browser: 'x', major: 1 },
        },
        ...(at % 9 === 0 && { attachments: [{ id: 'a', type: 'image/png', bytes: 3 }] }),
        ...(at % 8 === 0 && {
          respondent: { contact: { email: `jo${at}@mail.example`, wantsReply: true } },
          consent: { state: 'granted' as const, contact: true },
        }),
      }),
    );
    await insertAll(store, 'filters', records);
    await indexAll(store);
    const kinds: { [name in keyof SubmissionFilter]?: [unknown, (one: FeedbackRecord) => boolean] } = {
      search: ['배송', ({ answers }) => String(answers[1]!.value).includes('배송')],
      survey: ['csat', ({ survey }) => survey.id === 'csat'],
      question: ['ces', () => true],
      least: [3, ({ answers }) => Number(answers[0]!.value) >= 3],
      most: [5, ({ answers }) => Number(answers[0]!.value) <= 5],
      language: ['ja', ({ locale }) => locale === 'ja'],
      device: ['phone', ({ context }) => context.device?.type === 'phone'],
      release: ['1.1', ({ context }) => context.release === '1.1'],
      channel: ['webview', ({ channel }) => channel === 'webview'],
      touchpoint: ['step-1', ({ touchpoint }) => touchpoint === 'step-1'],
      attachment: [true, ({ attachments }) => Boolean(attachments?.length)],
      reply: [true, ({ respondent }) => respondent?.contact?.wantsReply === true],
    };
    const names = Object.keys(kinds) as (keyof typeof kinds)[];
    for (const name of names) {
      const [value, fits] = kinds[name]!;
      const expected = records.filter(fits).map(({ id }) => id);
      expect(expected.length).toBeGreaterThan(0);
      expect(await find('filters', { [name]: value }), name).toEqual(expected.sort());
    }
    await fc.assert(
      fc.asyncProperty(fc.subarray(names, { minLength: 2, maxLength: 4 }), async (some) => {
        const filter = Object.fromEntries(some.map((name) => [name, kinds[name]![0]]));
        const expected = records.filter((one) => some.every((name) => kinds[name]![1](one))).map(({ id }) => id);
        expect(await find('filters', filter)).toEqual(expected.sort());
      }),
      { numRuns: 12, seed: 3 },
    );
    // By contact only for those who may see it.
    const jo = records.filter(({ respondent }) => respondent).map(({ id }) => id);
    expect(await find('filters', { search: 'mail.exam' }, true)).toEqual(jo.sort());
    expect(await find('filters', { search: 'mail.exam' }, false)).toEqual([]);
  });

  it('is asked for values with an open end, and not for what stands in a column; a first look stays in the period', async () => {
    const asked: string[] = [];
    const database: Database = {
      ...store.database,
      query: (statement, params) => {
        asked.push(statement);
        return store.database.query(statement, params);
      },
    };
    const between = { fromMs: 0, toMs: Date.parse('2100-01-01') };
    const statementsOf = async (filter: Partial<SubmissionFilter>) => {
      asked.length = 0;
      const sought = { project: 'filters', filter: { ...anySubmission, ...filter }, between, contacts: false };
      await findSubmissions(database, sought, { before: '', limit: 900 });
      return asked.join('\n');
    };
    for (const filter of [{ most: 2 }, { least: 9 }, { least: -9_999, most: 9_999 }])
      expect(await statementsOf(filter)).toContain('earshot_search');
    for (const filter of [{ survey: 'csat' }, { language: 'ko' }, { channel: 'web' }, { touchpoint: 'step-1' }])
      expect(await statementsOf(filter)).not.toContain('earshot_search');
    expect(asked[0]).toMatch(/received_at >= [^)]*LIMIT 2000\)/);
  });

  it('goes on with the next page where the one before ended, each once, in order', async () => {
    const records = Array.from({ length: 23 }, (_, at) => said(`${at} 알림`));
    await insertAll(store, 'pages', records);
    await indexAll(store);
    const sought = { project: 'pages', filter: { ...anySubmission, search: '알림' }, contacts: false };
    const seen: string[] = [];
    for (let before = ''; ; ) {
      const rows = await findSubmissions(store.database, sought, { before, limit: 5 });
      const page = rows.slice(0, 5);
      seen.push(...page.map(({ body }) => (JSON.parse(body) as FeedbackRecord).id));
      if (rows.length <= 5) break;
      const last = page.at(-1)!;
      before = `${new Date(last.received_at).getTime()}~${(JSON.parse(last.body) as FeedbackRecord).id}`;
    }
    expect(new Set(seen).size).toBe(23);
    expect(seen).toHaveLength(23);
  });

  it('keeps nothing of what is erased, before it is in the index and after', async () => {
    const [indexed, waiting, passed] = [said('지워 주세요 하나'), said('지워 주세요 둘'), said('지워 주세요 셋')];
    await insertAll(store, 'gone', [indexed, passed]);
    await indexAll(store);
    await insertAll(store, 'gone', [waiting, said('남아 있어요')]);
    const { query } = store.database;
    await query(`INSERT INTO earshot_passes (project, what, after_id) VALUES ('gone', 'any', $1)`, [passed.id]);
    for (const { id } of [indexed, waiting, passed]) expect(await store.erase('gone', id)).toBe(true);
    const all = await everyTable(query);
    for (const { id } of [indexed, waiting, passed]) expect(all).not.toContain(id);
    await indexAll(store);
    expect(await find('gone', { search: '지워' })).toEqual([]);
    expect(await find('gone', { search: '남아' })).toHaveLength(1);
  });

  it('is written once however many collectors write it at the same time', async () => {
    const records = Array.from({ length: 120 }, (_, at) => said(`${at}번째 문의`));
    await insertAll(store, 'both', records);
    await Promise.all([indexAll(store), indexAll(store), indexAll(store)]);
    const rows = await store.database.query(`SELECT id FROM earshot_search WHERE project = 'both'`);
    expect(rows).toHaveLength(120);
    expect(await find('both', { search: '번째' })).toHaveLength(120);
  });

  it('does not stop at a record that cannot be read', async () => {
    const good = said('읽을 수 있어요');
    await insertAll(store, 'broken', [good]);
    const { query } = store.database;
    const id = newId();
    await query(
      `INSERT INTO earshot_submissions (project, id, kind, received_at, created_at, skew_ms, survey_id, survey_version, mode,
         trigger_source, channel, locale, test, status, search_text, body)
       VALUES ('broken', $1, 'submission', now(), now(), 0, '', '', '', '', '', '', false, 'new', 'x', 'no json')`,
      [id],
    );
    await query(`INSERT INTO earshot_unsearched (project, lot, ids) VALUES ('broken', 'a', $1)`, [id]);
    await indexAll(store);
    expect(await find('broken', { search: '읽을' })).toEqual([good.id]);
  });
});
