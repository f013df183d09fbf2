import type { Database, Query } from '../storage/database';
import { idArray } from '../storage/id-array';
import { settle } from '../themes/settle';
import { addToThemes, type Moved } from '../themes/sums';
import { hold, INDEXABLE, type Indexable, prepare, storeTokens } from './store-found-by';
import { storeThemes } from './store-themes';

/** Ids that an insert left to be indexed. */
interface Lot {
  project: string;
  lot: string;
  ids: string;
}

const PASSED_AT_ONCE = 400;

/** Of one visitor at a time, as on a calm day, each lot holds one submission. */
const MOST_LOTS = 60;

const idsOf = ({ ids }: Lot): string[] => ids.split(',').filter(Boolean);

/** From the first one on, as many as hold so many submissions; at least one. */
const lotsWithin = (lots: Lot[], most: number): Lot[] => {
  let sum = 0;
  return lots.filter((lot, at) => {
    sum += idsOf(lot).length;
    return at === 0 || sum <= most;
  });
};

/**
 * Indexes some of what was stored since: whole lots, each of one group commit, of some `most` submissions together.
 * Resolves with how many lots there were; none: nothing waits.
 */
export const indexNew = async (database: Database, most: number): Promise<number> => {
  const waiting = await database.query<Lot>(
    `SELECT project, lot, ids FROM earshot_unsearched ORDER BY project, lot LIMIT ${MOST_LOTS}`,
  );
  const lots = lotsWithin(waiting, most);
  for (const project of new Set(lots.map((one) => one.project))) {
    const own = lots.filter((one) => one.project === project);
    const ids = own.flatMap(idsOf);
    const rows = await database.query<Indexable>(
      `SELECT ${INDEXABLE} FROM earshot_submissions s WHERE s.project = $1 AND s.id = ANY($2::text[]) ORDER BY s.id`,
      [project, idArray(ids)],
    );
    const prepared = prepare(project, rows);
    await database.transaction(async (query) => {
      const texts = await storeTokens(database, query, project, prepared);
      const held = await storeThemes(query, project, prepared);
      await query(
        `DELETE FROM earshot_unsearched u USING json_to_recordset($2::json) AS t (lot text)
         WHERE u.project = $1 AND u.lot = t.lot`,
        [project, JSON.stringify(own.map(({ lot }) => ({ lot })))],
      );
      await addToThemes(query, project, [...texts, ...held]);
    });
  }
  return lots.length;
};

/** Themes that are looked through together: enough that a sample's all are, and few enough for one turn. */
const THEMES_AT_ONCE = 10;

/**
 * Whether something came among these rows since they were read, or behind them where they were the last, and was indexed by
 * another collector before a theme got the words that are looked for now. What still waits to be indexed is held against
 * these by itself: whoever rewords a theme waits for who is indexing.
 */
const missedSome = async (query: Query, project: string, after: string, rows: Indexable[]): Promise<boolean> => {
  const end = rows.length === PASSED_AT_ONCE ? rows.at(-1)!.id : '';
  const missed = await query(
    `SELECT s.id FROM earshot_submissions s WHERE s.project = $1 AND s.id > $2 AND ($3 = '' OR s.id <= $3)
       AND s.kind = 'submission'
       AND s.id <> ALL($4::text[])
       AND s.id NOT IN (SELECT unnest(string_to_array(u.ids, ',')) FROM earshot_unsearched u WHERE u.project = $1)
     LIMIT 1`,
    [project, after, end, idArray(rows.map(({ id }) => id))],
  );
  return missed.length > 0;
};

/** The passes of a project that stand at one place: that of the index alone, or of so many themes. */
const standing = async (query: Query, project: string, after: string, what: string): Promise<string[]> => {
  if (!what) return [''];
  const same = await query<{ what: string }>(
    `SELECT what FROM earshot_passes WHERE project = $1 AND after_id = $2 AND what >= $3 ORDER BY what
     LIMIT ${THEMES_AT_ONCE}`,
    [project, after, what],
  );
  return same.map((one) => one.what);
};

/**
 * One turn of a look through everything: for the index, or for themes whose words were changed. Themes of a project that
 * have come equally far go on together, as do all that were made at once. Resolves with whether there was one.
 */
export const passOn = async (database: Database): Promise<boolean> => {
  const [pass] = await database.query<{ project: string; what: string; after_id: string }>(
    'SELECT project, what, after_id FROM earshot_passes ORDER BY what, project LIMIT 1',
  );
  if (!pass) return false;
  const { project, what, after_id } = pass;
  // Before the rows: what a theme that is made from now on must look at may not be among them.
  const alike = await standing(database.query, project, after_id, what);
  const rows = await database.query<Indexable>(
    `SELECT ${INDEXABLE} FROM earshot_submissions s WHERE s.project = $1 AND s.id > $2 AND s.kind = 'submission'
     ORDER BY s.id LIMIT ${PASSED_AT_ONCE}`,
    [project, after_id],
  );
  const prepared = prepare(project, rows);
  await database.transaction(async (query) => {
    let texts: Moved[] = [];
    if (what) await hold(database, query, project, prepared);
    else texts = await storeTokens(database, query, project, prepared);
    const held = await storeThemes(query, project, prepared, what ? alike : undefined);
    const ids = prepared.map(({ id }) => id);
    // What was there before, and does not count yet: it was brought back.
    const settled = await settle(query, project, ids);
    if (!(await missedSome(query, project, after_id, rows))) {
      // Begun anew meanwhile: then this turn was for nothing, and the next one begins there.
      const mine = 'project = $1 AND after_id = $2 AND what = ANY($3::text[])';
      const own = [project, after_id, idArray(alike)];
      // In one order: an erasure of the last one that was looked at changes the same rows.
      await query(`SELECT what FROM earshot_passes WHERE ${mine} ORDER BY what FOR UPDATE`, own);
      const last = rows.at(-1)?.id;
      if (rows.length === PASSED_AT_ONCE && last)
        await query(`UPDATE earshot_passes SET after_id = $4 WHERE ${mine}`, [...own, last]);
      else await query(`DELETE FROM earshot_passes WHERE ${mine}`, own);
    }
    await addToThemes(query, project, [...texts, ...held, ...settled]);
  });
  return true;
};
