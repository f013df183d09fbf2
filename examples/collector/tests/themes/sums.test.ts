import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/app';
import { setStatus } from '../../src/inbox/set-status';
import { passOn } from '../../src/search/steps';
import type { Query } from '../../src/storage/database';
import { themeSums } from '../../src/storage/migrations/theme-sums';
import { createTheme, deleteTheme, editTheme, putIn, takeOut } from '../../src/themes/actions';
import { inWeeks, readCounts, readGiven } from '../../src/themes/read-sums';
import { WEEK_MS } from '../../src/themes/sums';
import { backup } from '../../src/transfer/backup/backup';
import { restore } from '../../src/transfer/backup/restore';
import { testStore } from '../support/collector';
import { indexAll } from '../support/index-all';
import { ces, record, words } from '../support/records';
import { actionIn, EVER, themeOf } from '../support/themes';
import { newFolder } from '../support/transfer';

const START_MS = Date.parse('2026-09-30T00:00:00.000Z');

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const fill = (of: Store = store) => indexAll(of);

interface Sent {
  id: string;
  atMs: number;
  text: string;
  rating: number;
  test: boolean;
  spam: boolean;
  hand?: 'in' | 'out';
}

const send = async (project: string, one: Omit<Sent, 'id' | 'spam'>): Promise<Sent> => {
  const sent = record({ answers: [ces(one.rating), words(one.text)], test: one.test });
  await store.insert(sent, { project, receivedAtMs: one.atMs, skewMs: 0 });
  return { ...one, id: sent.id, spam: false };
};

/** What the sums of a project say; empty where nothing is in them. */
const sumsOf = (query: Query, project: string) =>
  query(
    `SELECT figure, week, theme_id, value, label, n, texts FROM earshot_theme_sums WHERE project = $1
     ORDER BY figure, week, theme_id, value, label`,
    [project],
  );

const figuresOf = async (query: Query, project: string): Promise<Set<string>> =>
  new Set(
    (await query<{ figure: string }>('SELECT DISTINCT figure FROM earshot_theme_sums WHERE project = $1', [project]))
      .map(({ figure }) => figure)
      .filter(Boolean),
  );

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      atMs: fc.nat(5 * WEEK_MS).map((ms) => START_MS + ms),
      text: fc.constantFrom('', 'the fee', '이체 수수료', 'slow', 'fee, slow'),
      rating: fc.integer({ min: 1, max: 7 }),
      test: fc.nat(9).map((one) => one === 0),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('in', 'out', 'erase', 'spam', 'no spam'), at: fc.nat(9) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('words' as const),
      words: fc.uniqueArray(fc.constantFrom('fee', '수수료', 'slow'), { maxLength: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fill' as const) }) },
);

describe('the sums of themes', () => {
  it('say what a slow count says, in any period, whatever was sent, sorted by hand, called spam and erased; and nothing is left of nothing', async () => {
    let run = 0;
    const period = fc.tuple(fc.nat(6 * WEEK_MS), fc.nat(6 * WEEK_MS)).map(([a, b]) => ({
      fromMs: START_MS - 3_600_000 + Math.min(a, b),
      toMs: START_MS - 3_600_000 + Math.max(a, b),
    }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 6, maxLength: 24 }),
        fc.array(period, { minLength: 2, maxLength: 2 }),
        async (steps, periods) => {
          const project = `sums-${++run}`;
          const { database } = store;
          let now = ['fee'];
          const theme = (await createTheme(database, themeOf(...now), actionIn(project)))!;
          const sent: Sent[] = [];
          for (const one of steps) {
            if (one.do === 'send') sent.push(await send(project, one as Omit<Sent, 'id' | 'spam'>));
            else if ('words' in one) {
              now = one.words;
              await editTheme(database, theme, themeOf(...now), actionIn(project));
            } else if (one.do === 'fill') await fill();
            if (!('at' in one) || !sent.length) continue;
            const target = sent[one.at % sent.length]!;
            if (one.do === 'erase') {
              await store.erase(project, target.id);
              sent.splice(sent.indexOf(target), 1);
            } else if (one.do === 'in') {
              if ((await putIn(database, actionIn(project), theme, [target.id]))?.length) target.hand = 'in';
            } else if (one.do === 'out') {
              if ((await takeOut(database, actionIn(project), theme, [target.id])).length) target.hand = 'out';
            } else {
              target.spam = one.do === 'spam';
              await setStatus(database, actionIn(project), [target.id], target.spam ? 'spam' : 'new');
            }
          }
          await fill();
          const holds = ({ text, hand }: Sent) =>
            hand === 'in' || (hand !== 'out' && now.some((word) => text.includes(word)));
          const figures = await figuresOf(database.query, project);
          for (const between of [...periods, EVER]) {
            const counted = sent.filter(
              ({ atMs, test, spam }) => !test && !spam && atMs >= between.fromMs && atMs < between.toMs,
            );
            const inside = counted.filter(holds);
            const { held, texts } = await readCounts(database, project, between);
            expect(texts).toBe(counted.filter(({ text }) => text).length);
            expect(held.get(theme) ?? { all: 0, texts: 0 }).toEqual({
              all: inside.length,
              texts: inside.filter(({ text }) => text).length,
            });
            const given: Record<string, number> = {};
            for (const { value, count } of await readGiven(database, project, between, figures))
              if (/^\d$/.test(value)) given[value] = (given[value] ?? 0) + count;
            const expected: Record<string, number> = {};
            for (const { rating } of inside) expected[rating] = (expected[rating] ?? 0) + 1;
            expect(given).toEqual(expected);
          }
          for (const { id } of sent) await store.erase(project, id);
          expect(await sumsOf(database.query, project)).toEqual([]);
        },
      ),
      { numRuns: 12, seed: 11 },
    );
  });

  it('take whole weeks from the sums and look at each submission of the edges only', () => {
    fc.assert(
      fc.property(fc.nat(9 * WEEK_MS), fc.nat(9 * WEEK_MS), (a, b) => {
        const between = { fromMs: Math.min(a, b), toMs: Math.max(a, b) };
        const { weeks, edges } = inWeeks(between);
        const whole = weeks ? [{ fromMs: weeks.first * WEEK_MS, toMs: (weeks.last + 1) * WEEK_MS }] : [];
        const parts = [...whole, ...edges].sort((one, other) => one.fromMs - other.fromMs);
        // One after the other without a gap, and together the period.
        expect(parts.reduce((end, part) => (part.fromMs === end ? part.toMs : Number.NaN), between.fromMs)).toBe(
          between.toMs,
        );
        for (const edge of edges) expect(edge.toMs - edge.fromMs).toBeLessThan(weeks ? WEEK_MS : 2 * WEEK_MS);
      }),
    );
  });

  it('have each once while it is indexed, called spam and put in by hand at the same time', async () => {
    const { database } = store;
    const theme = (await createTheme(database, themeOf('fee'), actionIn('race')))!;
    const all = [];
    for (let at = 0; at < 30; at++)
      all.push(await send('race', { atMs: START_MS + at, text: at % 3 ? 'the fee' : 'slow', rating: 4, test: false }));
    const ids = all.map(({ id }) => id);
    await Promise.all([
      fill(),
      setStatus(database, actionIn('race'), ids.slice(0, 10), 'spam'),
      fill(),
      putIn(database, actionIn('race'), theme, ids.slice(5, 15)),
      setStatus(database, actionIn('race'), ids.slice(20), 'spam').then(() =>
        setStatus(database, actionIn('race'), ids.slice(25), 'new'),
      ),
      takeOut(database, actionIn('race'), theme, ids.slice(15, 20)),
    ]);
    await fill();
    const [row] = await database.query<{ n: string; texts: string }>(
      `SELECT count(*) AS n FROM earshot_theme_submissions x JOIN earshot_submissions s ON s.project = x.project
         AND s.id = x.submission_id AND s.status <> 'spam' WHERE x.project = 'race' AND x.how <> 'not'`,
    );
    const { held, texts } = await readCounts(database, 'race', EVER);
    expect(held.get(theme)!.all).toBe(Number(row!.n));
    expect(texts).toBe(15);
  });

  it('of a theme go with it, and those of another stay', async () => {
    const { database } = store;
    const [one, other] = [
      (await createTheme(database, themeOf('fee'), actionIn('gone')))!,
      (await createTheme(database, themeOf('fee'), actionIn('gone')))!,
    ];
    await send('gone', { atMs: START_MS, text: 'the fee', rating: 2, test: false });
    await fill();
    await deleteTheme(database, one, actionIn('gone'));
    const { held } = await readCounts(database, 'gone', EVER);
    expect([...held]).toEqual([[other, { all: 1, texts: 1 }]]);
    const rows = await sumsOf(database.query, 'gone');
    expect(new Set(rows.map((row) => (row as { theme_id: string }).theme_id))).toEqual(new Set(['', other]));
  });

  it('of themes that were made at once are filled in one look through everything', async () => {
    const { database } = store;
    for (let at = 0; at < 3; at++) await send('at-once', { atMs: START_MS, text: 'the fee', rating: 2, test: false });
    await fill();
    const themes = await Promise.all(
      ['fee', 'the', 'slow'].map((word) => createTheme(database, themeOf(word), actionIn('at-once'))),
    );
    expect(await passOn(database)).toBe(true);
    expect(await passOn(database)).toBe(false);
    const { held } = await readCounts(database, 'at-once', EVER);
    expect(themes.map((theme) => held.get(theme!)?.all)).toEqual([3, 3, undefined]);
  });

  it('are the same after a backup is brought back', async () => {
    const [from, into] = [await testStore(), await testStore()];
    const folder = newFolder();
    const send = async (text: string) => {
      const one = record({ answers: [ces(3), words(text)] });
      await from.insert(one, { project: 'shop', receivedAtMs: START_MS, skewMs: 0 });
      return one.id;
    };
    const ids = [await send('the fee'), await send('slow'), await send('a fee'), await send('no fee')];
    const theme = (await createTheme(from.database, themeOf('fee'), actionIn('shop')))!;
    await fill(from);
    await putIn(from.database, actionIn('shop'), theme, [ids[1]!]);
    await takeOut(from.database, actionIn('shop'), theme, [ids[2]!]);
    await setStatus(from.database, actionIn('shop'), [ids[3]!], 'spam');
    const path = folder.at('a.backup');
    await backup({ database: from.database, path, nowMs: START_MS });
    await restore({ database: into.database, path, nowMs: START_MS });
    await fill(into);
    expect((await readCounts(into.database, 'shop', EVER)).held.get(theme)).toEqual({ all: 2, texts: 2 });
    expect(await sumsOf(into.database.query, 'shop')).toEqual(await sumsOf(from.database.query, 'shop'));
    await Promise.all([from.close(), into.close()]);
    folder.remove();
  });

  it('are made of what an older version stored', async () => {
    const old = await testStore({ partitioned: false });
    const { query } = old.database;
    const send = async (text: string, atMs: number) => {
      const one = record({ answers: [ces(3), words(text)] });
      await old.insert(one, { project: 'shop', receivedAtMs: atMs, skewMs: 0 });
      return one.id;
    };
    const ids = [
      await send('the fee', 0),
      await send('slow', WEEK_MS - 1),
      await send('a fee', WEEK_MS),
      await send('no fee', START_MS),
    ];
    const theme = (await createTheme(old.database, themeOf('fee'), actionIn('shop')))!;
    await fill(old);
    await takeOut(old.database, actionIn('shop'), theme, [ids[2]!]);
    await setStatus(old.database, actionIn('shop'), [ids[3]!], 'spam');
    const kept = await sumsOf(query, 'shop');
    expect(kept.length).toBeGreaterThan(3);
    // Back to where that version was: it told spam from the rest each time that it counted.
    const again = async () => {
      await query('DROP TABLE earshot_theme_sums');
      await query('DROP INDEX earshot_theme_submissions_out');
      await query('ALTER TABLE earshot_theme_submissions DROP COLUMN counted');
      await query('UPDATE earshot_search SET has_text = true');
      for (const statement of themeSums) await query(statement);
    };
    await again();
    expect(await sumsOf(query, 'shop')).toEqual(kept);
    const sizes = async () => (await readCounts(old.database, 'shop', EVER)).held.get(theme);
    expect(await sizes()).toEqual({ all: 1, texts: 1 });
    // What it wrote without looking must not keep a collector from starting.
    const bad = '[["f","3","x\\u0000\\ud800"],["f","4","a\\\\u0000b"]]';
    await query('UPDATE earshot_theme_submissions SET ratings = $2 WHERE submission_id = $1', [ids[0]!, bad]);
    await again();
    expect(await sizes()).toEqual({ all: 1, texts: 1 });
    for (const label of ['x\ufffd\ufffd', 'a\\u0000b'])
      expect(await sumsOf(query, 'shop')).toContainEqual(expect.objectContaining({ figure: 'f', label }));
    await old.close();
  });
});
