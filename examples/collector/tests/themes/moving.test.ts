import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/app';
import { setStatus } from '../../src/inbox/set-status';
import { indexNew, passOn } from '../../src/search/steps';
import type { Query } from '../../src/storage/database';
import { eraseWhatBelongs } from '../../src/storage/erase';
import { createTheme, putIn } from '../../src/themes/actions';
import { readCounts } from '../../src/themes/read-sums';
import { testStore } from '../support/collector';
import { indexAll } from '../support/index-all';
import { ces, record, words } from '../support/records';
import { actionIn, EVER, onceRowsAreRead, themeOf } from '../support/themes';

const AT_MS = Date.parse('2026-11-22T10:00:00.000Z');

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const fill = () => indexAll(store);
const send = async (project: string, text: string) => {
  const one = record({ answers: [ces(6), words(text)] });
  await store.insert(one, { project, receivedAtMs: AT_MS, skewMs: 0 });
  return one;
};
const held = async (project: string, theme: string) =>
  (await readCounts(store.database, project, EVER)).held.get(theme)?.all ?? 0;
const setBody = (project: string, id: string, body: string) =>
  store.database.query('UPDATE earshot_submissions SET body = $3 WHERE project = $1 AND id = $2', [project, id, body]);
const sumsOf = (query: Query, project: string) =>
  query('SELECT n FROM earshot_theme_sums WHERE project = $1', [project]);

describe('a submission moves in and out of themes', () => {
  it('also where it holds what no database takes as a text, and keeps nothing else waiting', async () => {
    const bad = await send('poison', 'the fee');
    await setBody(
      'poison',
      bad.id,
      JSON.stringify({ ...bad, answers: [ces(6, { label: 'x\u0000\ud800' }), words('the fee')] }),
    );
    const [theme, later] = [
      (await createTheme(store.database, themeOf('fee'), actionIn('poison')))!,
      await send('poison', 'another fee'),
    ];
    await fill();
    expect(await held('poison', theme)).toBe(2);
    // As an older version wrote it.
    await store.database.query(
      `UPDATE earshot_theme_submissions SET ratings = '[["f","x\\u0000",""]]' WHERE project = 'poison' AND submission_id = $1`,
      [bad.id],
    );
    await setStatus(store.database, actionIn('poison'), [bad.id, later.id], 'spam');
    expect(await held('poison', theme)).toBe(0);
    expect(await store.erase('poison', bad.id)).toBe(true);
  });

  it('also where it cannot be read any more, and the others that were called spam with it come back', async () => {
    const [good, bad] = [await send('unreadable', 'the fee'), await send('unreadable', 'a fee')];
    const theme = (await createTheme(store.database, themeOf('fee'), actionIn('unreadable')))!;
    await fill();
    await setBody('unreadable', bad.id, 'no JSON');
    await setStatus(store.database, actionIn('unreadable'), [good.id, bad.id], 'spam');
    await setStatus(store.database, actionIn('unreadable'), [good.id, bad.id], 'new');
    const { texts } = await readCounts(store.database, 'unreadable', EVER);
    expect([await held('unreadable', theme), texts]).toEqual([2, 1]);
  });

  it('is found for a theme that was made while everything was looked through, though another collector had indexed it before', async () => {
    const { database } = store;
    await send('joined', 'slow');
    await createTheme(database, themeOf('slow'), actionIn('joined'));
    while (await indexNew(database, 400));
    let later = '';
    const between = onceRowsAreRead(database, 'joined', async () => {
      await send('joined', 'the fee');
      while (await indexNew(database, 400));
      later = (await createTheme(database, themeOf('fee'), actionIn('joined')))!;
    });
    while (await passOn(between));
    expect(await held('joined', later)).toBe(1);
  });

  it('is looked for by a look of its own where a theme is made while others are looked for', async () => {
    const { database } = store;
    await send('own-look', 'slow');
    await createTheme(database, themeOf('slow'), actionIn('own-look'));
    while (await indexNew(database, 400));
    let later = '';
    const between = onceRowsAreRead(database, 'own-look', async () => {
      later = (await createTheme(database, themeOf('fee'), actionIn('own-look')))!;
    });
    await passOn(between);
    // What another collector was indexing when it was made may not be in it, and is not there to be seen yet.
    expect(await database.query(`SELECT what FROM earshot_passes WHERE project = 'own-look'`)).toEqual([
      { what: later },
    ]);
    await fill();
  });

  it('once, however many collectors look through everything at once, and whatever they have to write anew', async () => {
    const { database } = store;
    for (let at = 0; at < 25; at++) await send('crowd', at % 2 ? 'the fee' : 'slow');
    const theme = (await createTheme(database, themeOf('fee'), actionIn('crowd')))!;
    await fill();
    await database.query(
      `UPDATE earshot_submissions SET search_text = upper(search_text) WHERE project = 'crowd' AND kind = 'submission'`,
    );
    // As after a backup was brought back.
    await database.query(`UPDATE earshot_theme_submissions SET counted = false WHERE project = 'crowd'`);
    await database.query(`DELETE FROM earshot_theme_sums WHERE project = 'crowd' AND theme_id <> ''`);
    await database.query(`INSERT INTO earshot_passes (project, what, after_id) VALUES ('crowd', '', '')`);
    await Promise.all(Array.from({ length: 4 }, () => passOn(database)));
    await fill();
    expect(await held('crowd', theme)).toBe(12);
  });

  it('goes from the sums with the partition that held it', async () => {
    const { database } = store;
    const all = [await send('expired', 'the fee'), await send('expired', 'slow')];
    const theme = (await createTheme(database, themeOf('fee'), actionIn('expired')))!;
    await fill();
    await putIn(database, actionIn('expired'), theme, [all[1]!.id]);
    expect(await held('expired', theme)).toBe(2);
    await database.query(`DELETE FROM earshot_submissions WHERE project = 'expired'`);
    await database.transaction((query) =>
      eraseWhatBelongs(
        query,
        'expired',
        all.map(({ id }) => id),
      ),
    );
    expect(await sumsOf(database.query, 'expired')).toEqual([]);
  });
});
