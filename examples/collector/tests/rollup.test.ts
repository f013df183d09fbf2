import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arbitraryRecord } from '../../../tests/support/arbitrary-record';
import type { Store } from '../src/app';
import type { FeedbackRecord } from '../src/contract';
import { pagePattern } from '../src/rollup/page-pattern';
import { roll } from '../src/rollup/roll';
import { createRolling } from '../src/rollup/rolling';
import { countIn } from '../src/rollup/time-zone';
import { recount, uncount } from '../src/rollup/uncount';
import { listSubmissions } from '../src/storage/list';
import { figureRows } from '../src/storage/rows';
import { testStore } from './support/collector';
import { ces, newId, record } from './support/records';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const NOON = Date.parse('2026-11-22T12:00:00.000Z');
const insert = (project: string, one: FeedbackRecord, receivedAtMs = NOON) =>
  store.insert(one, { project, receivedAtMs, skewMs: 0 });

const failures: string[] = [];
const rollAll = async (project: string, timeZone = 'UTC', most = 7) => {
  const options = { database: store.database, project, timeZone, most };
  while ((await roll({ ...options, onUncountable: (why) => failures.push(why) })).more);
};

/** Sums of one project as `dimension|key|day|value → n`, over all its figures. */
const sumsOf = async (project: string) => {
  const rows = await store.database.query<Record<string, string>>(
    'SELECT dimension, figure, key, day, value, label, n FROM earshot_sums WHERE project = $1',
    [project],
  );
  return new Map(
    rows.map(({ dimension, figure, key, day, value, label, n }) => [
      [dimension, figure, key, day, value, label].join('|'),
      Number(n),
    ]),
  );
};

/** The same, counted the slow way from what is stored: all records, one after the other. */
const counted = async (project: string, timeZone = 'UTC') => {
  const sums = new Map<string, number>();
  const day = (text: string) => new Date(text).toLocaleDateString('sv-SE', { timeZone });
  for (const { record: one, receivedAt, status } of await listSubmissions(store.database, { project, limit: 1_000 })) {
    if (status === 'spam') continue;
    const { context, journey, respondent, locale, touchpoint } = one;
    const sent = one.time.createdAt > receivedAt || one.time.createdAt < '2000' ? receivedAt : one.time.createdAt;
    const rated = one.answers.filter(({ type }) => type === 'scale');
    const keys: Record<string, string | undefined> = {
      touchpoint,
      journey: journey?.id,
      stage: journey?.stage,
      page: pagePattern(context.url),
      segment: respondent?.segment,
      release: context.release,
      device: context.device?.type,
      browser: context.device?.browser,
      os: context.device?.os,
      locale,
      acquisition: context.acquisition,
      ...Object.fromEntries(
        Object.entries(one.data ?? {}).map(([name, value]) => [`data.${name}`, String(value ?? '')]),
      ),
      ...Object.fromEntries(
        rated.map(({ question, value, scale }) => [
          `factor.${question}`,
          // Of one rating alone nothing goes with another.
          rated.length > 1 ? `${value} of ${scale!.min} ${scale!.max}` : undefined,
        ]),
      ),
    };
    for (const { answer } of figureRows(one, { project, receivedAtMs: 0, skewMs: 0 }))
      for (const [dimension, key] of [['', ''], ...Object.entries(keys).filter(([, key]) => key)]) {
        const at = [dimension, answer.figure, key, day(sent), answer.value, answer.label].join('|');
        sums.set(at, (sums.get(at) ?? 0) + 1);
      }
  }
  return sums;
};

const sorted = (sums: Map<string, number>) => [...sums].sort(([a], [b]) => (a < b ? -1 : 1));

const TABLES = ['pending', 'counted', 'sums', 'traffic', 'keys'];
const leftIn = async (project: string) => {
  const left: string[] = [];
  for (const table of TABLES)
    if ((await store.database.query(`SELECT 1 FROM earshot_${table} WHERE project = $1 LIMIT 1`, [project])).length)
      left.push(table);
  return left;
};

const someRecord = fc
  .record({
    value: fc.integer({ min: 1, max: 7 }),
    label: fc.constantFrom(undefined, 'Agree', 'agree'),
    day: fc.integer({ min: 1, max: 28 }),
    hour: fc.integer({ min: 0, max: 23 }),
    release: fc.constantFrom(undefined, '1.0', '1.1'),
    segment: fc.constantFrom(undefined, 'new', 'returning'),
    url: fc.constantFrom('https://shop.example/product/17', 'https://shop.example/product/18/', 'file:///tmp/x'),
    plan: fc.constantFrom(undefined, 'free', 'pro', true, 7),
    test: fc.boolean(),
    prompt: fc.constantFrom('Was it easy?', 'Was that easy?'),
  })
  .map(({ value, label, day, hour, release, segment, url, plan, test, prompt }) => {
    const base = record();
    return record({
      test: test && value === 1,
      answers: [ces(value, { label, prompt }), ces(8 - value, { question: 'again', metric: 'custom' })],
      context: { ...base.context, url, release },
      respondent: segment ? { segment } : undefined,
      data: plan === undefined ? undefined : { plan },
      time: {
        ...base.time,
        createdAt: `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:30:00.000Z`,
      },
    });
  });

describe('sums', () => {
  it('are those of a slow count, however counting, erasing and calling spam take turns; and nothing is left of nothing', async () => {
    let projects = 0;
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          what: fc.constant('insert' as const),
          records: fc.array(someRecord, { minLength: 1, maxLength: 6 }),
        }),
      },
      { weight: 3, arbitrary: fc.record({ what: fc.constant('roll' as const), most: fc.integer({ min: 1, max: 5 }) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          what: fc.constantFrom('erase' as const, 'spam' as const, 'ham' as const),
          at: fc.nat(),
        }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const project = `sums-${++projects}`;
        const ids: string[] = [];
        for (const one of steps)
          if (one.what === 'insert') {
            for (const item of one.records) {
              // A fresh id each run, so that a case can be run again.
              const fresh = { ...item, id: newId() };
              ids.push(fresh.id);
              expect(await insert(project, fresh)).toBe('accepted');
            }
          } else if (one.what === 'roll')
            await roll({
              database: store.database,
              project,
              timeZone: 'UTC',
              most: one.most,
              onUncountable: String,
            });
          else if (ids.length) {
            const id = ids[one.at % ids.length]!;
            if (one.what === 'erase') await store.erase(project, id);
            else
              await store.database.transaction(async (query) => {
                await query('UPDATE earshot_submissions SET status = $3 WHERE project = $1 AND id = $2', [
                  project,
                  id,
                  one.what === 'spam' ? 'spam' : 'new',
                ]);
                await (one.what === 'spam' ? uncount : recount)(query, project, [id]);
              });
          }
        await rollAll(project);
        expect(sorted(await sumsOf(project))).toEqual(sorted(await counted(project)));
        await Promise.all(ids.map((id) => store.erase(project, id)));
        expect(await leftIn(project)).toEqual([]);
      }),
      { numRuns: 25 },
    );
    expect(failures).toEqual([]);
  });

  it('take any valid record, or say that they cannot, and let no other wait for it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(arbitraryRecord, { selector: ({ id }) => id, minLength: 1, maxLength: 12 }),
        async (records) => {
          for (const one of records) await insert('any', one);
          await rollAll('any');
          expect(await store.database.query(`SELECT id FROM earshot_pending WHERE project = 'any'`)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
    expect(failures).toEqual([]);
  });

  it('leave out what the database refuses, and count the others beside it', async () => {
    const bad = record();
    await insert('poison', record());
    await insert('poison', bad);
    await insert('poison', record());
    // Stands for a defect between what is stored and what is counted.
    await store.database.query(`UPDATE earshot_submissions SET body = '{' WHERE project = 'poison' AND id = $1`, [
      bad.id,
    ]);
    const why: string[] = [];
    await roll({
      database: store.database,
      project: 'poison',
      timeZone: 'UTC',
      most: 10,
      onUncountable: (it) => why.push(it),
    });
    expect(why).toEqual(['SyntaxError']);
    const worse = record();
    for (const one of [worse, record(), record()]) await insert('poison', one);
    // JSON, and yet nothing that a database takes as a text.
    await store.database.query(`UPDATE earshot_submissions SET body = $2 WHERE project = 'poison' AND id = $1`, [
      worse.id,
      JSON.stringify({ ...worse, answers: [ces(6, { label: 'x\u0000' })] }),
    ]);
    await roll({
      database: store.database,
      project: 'poison',
      timeZone: 'UTC',
      most: 10,
      onUncountable: (it) => why.push(it),
    });
    expect(why).toEqual(['SyntaxError', '22P05']);
    const all = [...(await sumsOf('poison'))].filter(([at]) => at.startsWith('|'));
    expect(all.reduce((sum, [, n]) => sum + n, 0)).toBe(4);
    expect(await store.database.query(`SELECT id FROM earshot_pending WHERE project = 'poison'`)).toEqual([]);
  });

  it('are counted anew, by other days, when the project has another time zone', async () => {
    const late = record({ time: { ...record().time, createdAt: '2026-11-21T20:00:00.000Z' } });
    await insert('zone', late);
    expect(await countIn(store.database, 'zone', 'UTC')).toBe('as before');
    expect(await countIn(store.database, 'nobody', 'UTC')).toBe('nothing');
    await rollAll('zone');
    expect([...(await sumsOf('zone')).keys()][0]).toContain('2026-11-21');
    expect(await countIn(store.database, 'zone', 'UTC')).toBe('as before');
    expect(await countIn(store.database, 'zone', 'Asia/Seoul')).toBe('anew');
    // Another collector, which is still set as before, leaves them alone: days of two zones are never mixed.
    await rollAll('zone', 'UTC');
    expect(await sumsOf('zone')).toEqual(new Map());
    await rollAll('zone', 'Asia/Seoul');
    expect(sorted(await sumsOf('zone'))).toEqual(sorted(await counted('zone', 'Asia/Seoul')));
    expect([...(await sumsOf('zone')).keys()][0]).toContain('2026-11-22');
  });

  it('have 199 keys a month and dimension, and count what comes beyond them together', async () => {
    const base = record();
    for (let n = 0; n < 205; n++) await insert('keys', record({ context: { ...base.context, release: `r${n}` } }));
    await rollAll('keys', 'UTC', 50);
    const releases = [...(await sumsOf('keys'))].filter(([at]) => at.startsWith('release|'));
    expect(releases).toHaveLength(200);
    expect(releases.find(([at]) => at.includes('other'))![1]).toBe(6);
  });

  it('are made in the background, also of what a killed collector left behind', async () => {
    for (let n = 0; n < 30; n++) await insert('left', record());
    const rolling = createRolling({
      database: store.database,
      timeZones: { left: 'UTC', noticed: 'UTC' },
      log: (line) => failures.push(line),
      onUncountable: (project) => failures.push(project),
    });
    const waiting = (project: string) => () =>
      store.database.query('SELECT id FROM earshot_pending WHERE project = $1', [project]);
    await expect.poll(waiting('left')).toEqual([]);
    await insert('noticed', record());
    rolling.noticed('noticed', 1);
    await expect.poll(waiting('noticed')).toEqual([]);
    await rolling.close();
    expect(failures).toEqual([]);
  });
});

describe('two collectors on one database', () => {
  it('count each record once, whoever is faster', async () => {
    for (let n = 0; n < 120; n++) await insert('both', record());
    const options = {
      database: store.database,
      project: 'both',
      timeZone: 'UTC',
      onUncountable: String,
    };
    const run = async (most: number) => {
      let sum = 0;
      for (let more = true; more; ) {
        const rolled = await roll({ ...options, most });
        sum += rolled.taken;
        more = rolled.more;
      }
      return sum;
    };
    const taken = await Promise.all([run(7), run(11), run(5)]);
    expect(taken.reduce((sum, n) => sum + n, 0)).toBe(120);
    expect(sorted(await sumsOf('both'))).toEqual(sorted(await counted('both')));
  });
});

describe('the page that an address is of', () => {
  it.each([
    ['https://shop.example/product/17?size=3', '/product/:id'],
    ['https://shop.example/', '/'],
    ['https://shop.example/a/b/', '/a/b'],
    ['https://shop.example/o/018f2f8e-7b1c-7cc0-8a51-3a6f0d5d2f10/items', '/o/:id/items'],
    ['https://shop.example/session/deadbeefdeadbeef', '/session/:id'],
    ['https://shop.example/%EC%9E%A5%EB%B0%94%EA%B5%AC%EB%8B%88', '/장바구니'],
    ['https://shop.example/%E0%A4%A', '/%E0%A4%A'],
    ['https://shop.example/blog/how-we-moved-2026', '/blog/how-we-moved-2026'],
    ['file:///home/me/x.html', ''],
    ['nothing', ''],
  ])('%s is %s', (address, pattern) => {
    expect(pagePattern(address)).toBe(pattern);
  });
});
