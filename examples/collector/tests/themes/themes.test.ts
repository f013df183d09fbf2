import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/app';
import { loadSample, sampleFacts } from '../../src/app';
import { setStatus } from '../../src/inbox/set-status';
import { countSubmissions } from '../../src/search/count';
import { anySubmission } from '../../src/search/filter';
import { passOn } from '../../src/search/steps';
import type { Query } from '../../src/storage/database';
import { createTheme, deleteTheme, editTheme, putIn, takeOut } from '../../src/themes/actions';
import { adjustChanges, themeFigures } from '../../src/themes/figures';
import { readThemes } from '../../src/themes/read';
import { readCounts } from '../../src/themes/read-sums';
import { readThemeForm } from '../../src/themes/theme';
import { testStore } from '../support/collector';
import { everyTable } from '../support/every-table';
import { indexAll } from '../support/index-all';
import { record, words } from '../support/records';
import { actionIn, EVER, themeOf } from '../support/themes';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const fill = () => indexAll(store);
const send = async (project: string, text: string, test = false) => {
  const one = record({ answers: [words(text)], test });
  await store.insert(one, { project, receivedAtMs: Date.parse('2026-11-22T10:00:00.000Z'), skewMs: 0 });
  return one.id;
};
const held = async (project: string, theme: string) =>
  (
    await store.database.query<{ id: string }>(
      `SELECT submission_id AS id FROM earshot_theme_submissions
       WHERE project = $1 AND theme_id = $2 AND how <> 'not' ORDER BY submission_id`,
      [project, theme],
    )
  ).map(({ id }) => id);

describe('a theme', () => {
  it('holds what has one of its words, from before and from later, however it was typed, and no test', async () => {
    const before = await send('words', '로그인이 안 돼요');
    await send('words', '이체가 느려요');
    const theme = (await createTheme(store.database, themeOf('로그인', 'LOG IN', 'ﾛｸﾞｲﾝ'), actionIn('words')))!;
    await fill();
    expect(await held('words', theme)).toEqual([before]);
    const later = [await send('words', 'I cannot log in.'), await send('words', 'ログインできません')];
    await send('words', '로그인', true);
    await fill();
    expect(await held('words', theme)).toEqual([before, ...later].sort());
    expect((await readThemes(store.database.query, 'words'))[0]).toMatchObject({
      whole: true,
      words: ['로그인', 'LOG IN', 'ﾛｸﾞｲﾝ'],
    });
  });

  it('looks at what people wrote, and not at the page that they were on or what they chose', async () => {
    const theme = (await createTheme(store.database, themeOf('checkout'), actionIn('pages')))!;
    await send('pages', 'Quick and clear.');
    await fill();
    expect(await held('pages', theme)).toEqual([]);
  });

  it('holds what a slow count says, over any order of sending, other words, hands, erasures and filling', async () => {
    let run = 0;
    const part = fc.constantFrom('로그인', '이체', 'fee', '遅い', '로그', '이');
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('send' as const),
          text: fc.array(part, { maxLength: 3 }).map((all) => all.join(' ')),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('words' as const), words: fc.uniqueArray(part, { maxLength: 2 }) }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constantFrom('in' as const, 'out' as const, 'erase' as const), at: fc.nat(9) }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('fill' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const project = `machine-${++run}`;
        let now = ['로그인'];
        const theme = (await createTheme(store.database, themeOf(...now), actionIn(project)))!;
        const sent: { id: string; text: string; hand?: 'in' | 'out' }[] = [];
        const expected = () =>
          sent
            .filter(({ text, hand }) => hand === 'in' || (hand !== 'out' && now.some((word) => text.includes(word))))
            .map(({ id }) => id)
            .sort();
        for (const one of steps) {
          const target = 'at' in one ? sent[one.at % Math.max(1, sent.length)] : undefined;
          if (one.do === 'send') sent.push({ id: await send(project, one.text), text: one.text });
          else if (one.do === 'words') {
            now = one.words;
            await editTheme(store.database, theme, themeOf(...now), actionIn(project));
          } else if (one.do === 'fill') await fill();
          else if (!target) continue;
          else if (one.do === 'erase') {
            await store.erase(project, target.id);
            sent.splice(sent.indexOf(target), 1);
          } else if (one.do === 'in') {
            await putIn(store.database, actionIn(project), theme, [target.id]);
            target.hand = 'in';
          } else {
            await fill();
            const was = expected().includes(target.id);
            expect(await takeOut(store.database, actionIn(project), theme, [target.id])).toEqual(
              was ? [target.id] : [],
            );
            if (was) target.hand = 'out';
          }
        }
        await fill();
        expect(await held(project, theme)).toEqual(expected());
      }),
      { numRuns: 8, seed: 5 },
    );
  });

  it('is filled once, however many collectors fill it, and while its words change', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 40; at++) ids.push(await send('race', at % 2 ? '로그인' : '이체'));
    const theme = (await createTheme(store.database, themeOf('로그인'), actionIn('race')))!;
    await Promise.all([fill(), fill(), editTheme(store.database, theme, themeOf('이체'), actionIn('race')), fill()]);
    await fill();
    expect(await held('race', theme)).toEqual(ids.filter((_, at) => at % 2 === 0).sort());
  });

  it('keeps nothing of what is erased while it is filled', async () => {
    const id = await send('erased', '로그인');
    const theme = (await createTheme(store.database, themeOf('로그인'), actionIn('erased')))!;
    let erasing: Promise<unknown> | undefined;
    // An erasure that begins when it is in the theme, and before that is committed.
    const database = {
      ...store.database,
      transaction: <T>(work: (query: Query) => Promise<T>) =>
        store.database.transaction((query) =>
          work(async (statement, params) => {
            const rows = await query(statement, params);
            if (statement.includes('INSERT INTO earshot_theme_submissions')) {
              erasing = store.erase('erased', id);
              await Promise.race([erasing, new Promise((done) => setTimeout(done, 200))]);
            }
            return rows as never;
          }),
        ),
    };
    while (await passOn(database));
    expect(await erasing).toBe(true);
    expect(await held('erased', theme)).toEqual([]);
  });

  it('goes with what it holds, and leaves the submissions', async () => {
    const id = await send('deleted', '로그인');
    const theme = (await createTheme(store.database, themeOf('로그인'), actionIn('deleted')))!;
    await fill();
    expect(await deleteTheme(store.database, theme, actionIn('deleted'))).toBe(true);
    expect(await deleteTheme(store.database, theme, actionIn('deleted'))).toBe(false);
    expect(await putIn(store.database, actionIn('deleted'), theme, [id])).toBeUndefined();
    await fill();
    const { query } = store.database;
    expect(await query(`SELECT 1 FROM earshot_theme_submissions WHERE project = 'deleted'`)).toEqual([]);
    expect(await query(`SELECT 1 FROM earshot_passes WHERE project = 'deleted'`)).toEqual([]);
    expect(await store.known('deleted', [id])).toEqual(new Set([id]));
  });

  it('keeps nothing of what is erased', async () => {
    const id = await send('erased', '로그인');
    const theme = (await createTheme(store.database, themeOf('로그인'), actionIn('erased')))!;
    await fill();
    await putIn(store.database, actionIn('erased'), theme, [id]);
    expect(await store.erase('erased', id)).toBe(true);
    expect(await everyTable(store.database.query)).not.toContain(id);
  });

  it('counts submissions with words, without spam and tests', async () => {
    const [spam] = [
      await send('counts', '로그인 spam'),
      await send('counts', '로그인'),
      await send('counts', '이체'),
      await send('counts', ''),
    ];
    await send('counts', '로그인', true);
    const theme = (await createTheme(store.database, themeOf('로그인'), actionIn('counts')))!;
    await fill();
    await setStatus(store.database, actionIn('counts'), [spam!], 'spam');
    const { held: sizes, texts } = await readCounts(store.database, 'counts', EVER);
    expect(sizes.get(theme)).toEqual({ all: 1, texts: 1 });
    expect(texts).toBe(2);
  });
});

describe('figures of a theme', () => {
  const of = (hits: number, texts: number, earlier: number, before: number | undefined) =>
    themeFigures(
      {
        now: { all: hits, texts: hits },
        before: { all: earlier, texts: earlier },
        textsNow: texts,
        textsBefore: before,
      },
      [],
      undefined,
    );

  it('are the share with its Wilson interval and the Newcombe interval of its change (test vectors of MEASUREMENT.md)', () => {
    const { share, change } = of(56, 70, 48, 80);
    expect(share!.value).toBe(80);
    expect(change!.value).toBeCloseTo(20);
    expect([change!.interval.low, change!.interval.high].map((end) => end.toFixed(1))).toEqual(['5.2', '33.4']);
    expect(of(7, 10, 0, 0).share!.interval.low).toBeCloseTo(39.7, 1);
  });

  it('say nothing of a change below 10 texts on either side', () => {
    expect(of(5, 9, 5, 100).change).toBeUndefined();
    expect(of(5, 100, 5, 9).change).toBeUndefined();
    expect(of(5, 10, 5, 10).change).toBeDefined();
    expect(of(5, 10, 5, undefined).change).toBeUndefined();
    expect(of(9, 9, 0, 0).share).toBeUndefined();
  });
});

describe('changes of many themes', () => {
  const of = (hits: number, earlier: number, texts = 100) =>
    themeFigures(
      {
        now: { all: hits, texts: hits },
        before: { all: earlier, texts: earlier },
        textsNow: texts,
        textsBefore: texts,
      },
      [],
      undefined,
    );

  it('are adjusted for how many there are, so that one that chance explains is none', () => {
    const alone = of(24, 12);
    expect(alone.change!.adjusted).toBeLessThan(0.05);
    const { k, figures } = adjustChanges([alone, of(9, 10, 9), ...Array.from({ length: 19 }, () => of(5, 5))]);
    expect(k).toBe(20);
    expect(figures[0]!.change!.adjusted).toBeCloseTo(Math.min(1, 20 * alone.change!.adjusted), 9);
    expect(figures[1]!.change).toBeUndefined();
    expect(figures[2]!.change!.adjusted).toBe(1);
  });

  it('are directional below 30 texts on a side', () => {
    expect(of(5, 5, 29).change!.caution).toBe('directional');
    expect(of(5, 5, 30).change!.caution).toBe('none');
  });
});

describe('the form of a theme', () => {
  const read = (fields: Record<string, string>) => readThemeForm(new URLSearchParams(fields));

  it('takes words a line, each once, as they are searched for', () => {
    const { content, problems } = read({
      name: ' Signing\tin ',
      words: 'Log in\r\n\r\n  log in \n로그인\nＬＯＧ　ＩＮ',
      state: 'planned',
    });
    expect(problems.size).toBe(0);
    expect(content).toEqual({
      name: 'Signing in',
      description: '',
      words: ['ＬＯＧ ＩＮ', '로그인'],
      state: 'planned',
    });
  });

  it('says what is too much, and keeps what was typed', () => {
    const many = Array.from({ length: 21 }, (_, at) => `word ${at}`).join('\n');
    expect([...read({ name: '', words: many, description: 'x'.repeat(501) }).problems.keys()]).toEqual([
      'name',
      'description',
      'words',
    ]);
    expect(read({ name: 'x'.repeat(81), words: 'y'.repeat(61) }).problems.size).toBe(2);
    expect(read({ name: 'x', state: 'nonsense' }).content.state).toBe('open');
  });
});

describe('the sample', () => {
  it('comes with themes whose numbers are the known answer to what people of the bank’s app write about most', async () => {
    const sampleStore = await testStore();
    const whole = { seed: 'themes', days: 300, size: 700, now: Date.parse('2026-11-20T12:00:00.000Z') };
    const facts = sampleFacts(whole);
    const { word, most, next, comments } = facts.find(({ id }) => id === 'largest-theme')!.values;
    await loadSample(sampleStore, whole);
    await indexAll(sampleStore);
    const { query } = sampleStore.database;
    const themes = await readThemes(query, 'bank-app');
    const counts = await Promise.all(
      themes.map(async (theme) => {
        const filter = { ...anySubmission, theme: theme.id, language: 'ko' };
        // Tests are in no theme, nor in the answer.
        return {
          theme,
          n: (await countSubmissions(sampleStore.database, { project: 'bank-app', filter, contacts: false }))!.n,
        };
      }),
    );
    const [first, second] = counts.sort((a, b) => b.n - a.n);
    expect(first!.theme.words).toContain(word);
    expect([first!.n, second!.n]).toEqual([most, next]);
    const [texts] = await query<{ n: unknown }>(
      `SELECT count(*) AS n FROM earshot_search f JOIN earshot_submissions s ON s.project = f.project AND s.id = f.id
       WHERE f.project = 'bank-app' AND f.has_text AND s.locale = 'ko'`,
    );
    expect(Number(texts!.n)).toBe(comments);
    // All languages together agree that it is the largest, which is what the page of themes shows.
    const { held: all } = await readCounts(sampleStore.database, 'bank-app', EVER);
    expect([...all].sort(([, a], [, b]) => b.all - a.all)[0]![0]).toBe(first!.theme.id);
    for (const project of ['shop', 'docs']) expect((await readThemes(query, project)).length).toBeGreaterThan(3);
    await sampleStore.close();
  });
});
