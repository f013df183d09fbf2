import { randomUUID } from 'node:crypto';
import { type AuditAction, audit } from '../accounts/audit';
import type { FeedbackRecord } from '../contract';
import { type Action, at, holding } from '../inbox/action';
import { ratingsOf } from '../search/store-found-by';
import type { Database, Query } from '../storage/database';
import { lookThrough } from './look-through';
import { lockThemes, settle } from './settle';
import { addToThemes } from './sums';
import { MOST, type ThemeContent } from './theme';
import { themeText } from './words';

const writeDown = (query: Query, action: AuditAction, id: string, { project, who, nowMs }: Action, detail?: string) =>
  audit(query, { atMs: nowMs, who, action, target: id, project, detail });

/** Makes a theme, and returns its id; undefined where a project has as many as it may. `id`: one that is known before. */
export const createTheme = (
  database: Database,
  { name, description, words, state }: ThemeContent,
  action: Action,
  id: string = randomUUID(),
): Promise<string | undefined> =>
  database.transaction(async (query) => {
    const made = await query(
      `INSERT INTO earshot_themes (project, id, name, description, words, state, created_at, changed_at, who)
       SELECT $1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::timestamptz, $7::timestamptz, $8::text
       WHERE (SELECT count(*) FROM earshot_themes WHERE project = $1) < ${MOST.themes}
       ON CONFLICT DO NOTHING RETURNING id`,
      [action.project, id, name, description, JSON.stringify(words), state, at(action), action.who],
    );
    if (!made.length) return undefined;
    if (words.length) await lookThrough(query, { project: action.project, id });
    await writeDown(query, 'theme.made', id, action);
    return id;
  });

/**
 * Replaces what a theme says. Its row is locked by it: whoever fills themes by their words right now is waited for, and
 * where the words are others everything is looked through again. `false`: there is none.
 */
export const editTheme = (
  database: Database,
  id: string,
  { name, description, words, state }: ThemeContent,
  action: Action,
): Promise<boolean> =>
  database.transaction(async (query) => {
    const { project } = action;
    const [before] = await query<{ words: string }>(
      'SELECT words FROM earshot_themes WHERE project = $1 AND id = $2 FOR UPDATE',
      [project, id],
    );
    if (!before) return false;
    const kept = JSON.stringify(words);
    await query(
      `UPDATE earshot_themes SET name = $3, description = $4, words = $5, state = $6, changed_at = $7::timestamptz, who = $8
       WHERE project = $1 AND id = $2`,
      [project, id, name, description, kept, state, at(action), action.who],
    );
    if (before.words !== kept) await lookThrough(query, { project, id });
    await writeDown(query, 'theme.changed', id, action);
    return true;
  });

/** Removes a theme; the submissions stay. `false`: there is none. */
export const deleteTheme = (database: Database, id: string, action: Action): Promise<boolean> =>
  database.transaction(async (query) => {
    const { project } = action;
    const gone = await query('DELETE FROM earshot_themes WHERE project = $1 AND id = $2 RETURNING id', [project, id]);
    if (!gone.length) return false;
    // Each by the index that has them.
    for (const which of [`<> 'not'`, `= 'not'`])
      await query(`DELETE FROM earshot_theme_submissions WHERE project = $1 AND theme_id = $2 AND how ${which}`, [
        project,
        id,
      ]);
    await query('DELETE FROM earshot_passes WHERE project = $1 AND what = $2', [project, id]);
    await query('DELETE FROM earshot_theme_sums WHERE project = $1 AND theme_id = $2', [project, id]);
    await writeDown(query, 'theme.deleted', id, action);
    return true;
  });

/** What was put in or taken out counts, or counts no more. The last thing in a transaction. */
const count = async (query: Query, project: string, ids: string[]) =>
  addToThemes(query, project, await settle(query, project, ids));

/**
 * Puts submissions into a theme by hand, also such as a word put there: from now on they stay, whatever the words become.
 * Resolves with the ids of those that were not put in by hand before; undefined: there is no such theme. Tests are in none.
 */
export const putIn = (database: Database, action: Action, id: string, submissions: string[]) =>
  holding(database, action, submissions, async (query, held): Promise<string[] | undefined> => {
    const { project } = action;
    if (!(await lockThemes(query, project)).some((theme) => theme.id === id)) return undefined;
    const rows = await query<{ id: string; received_at: Date; body: string }>(
      `SELECT s.id, s.received_at, s.body FROM json_to_recordset($2::json) AS t (id text)
       JOIN earshot_submissions s ON s.project = $1 AND s.id = t.id WHERE NOT s.test`,
      [project, JSON.stringify(held.map((one) => ({ id: one.id })))],
    );
    const list = rows.map(({ id, received_at, body }) => {
      const record = JSON.parse(body) as FeedbackRecord;
      const ratings = ratingsOf(project, record);
      return { id, received_at: new Date(received_at).toISOString(), has_text: themeText(record) !== '', ratings };
    });
    if (!list.length) return [];
    const put = await query<{ id: string }>(
      `INSERT INTO earshot_theme_submissions AS x (project, theme_id, submission_id, how, received_at, has_text, ratings)
       SELECT $1::text, $2::text, t.id, 'hand', t.received_at, t.has_text, t.ratings
       FROM json_to_recordset($3::json) AS t (id text, received_at timestamptz, has_text boolean, ratings text)
       ON CONFLICT (project, submission_id, theme_id) DO UPDATE SET how = 'hand' WHERE x.how <> 'hand'
       RETURNING x.submission_id AS id`,
      [project, id, JSON.stringify(list)],
    );
    if (!put.length) return [];
    await writeDown(query, 'theme.filled', id, action, `${put.length} put in`);
    const ids = put.map((one) => one.id);
    await count(query, project, ids);
    return ids;
  });

/** Takes submissions out of a theme, whatever words they hold, and resolves with the ids of those that were in it. */
export const takeOut = (database: Database, action: Action, id: string, submissions: string[]): Promise<string[]> =>
  holding(database, action, submissions, async (query, held) => {
    const { project } = action;
    await lockThemes(query, project);
    const out = await query<{ id: string }>(
      `UPDATE earshot_theme_submissions x SET how = 'not' FROM json_to_recordset($3::json) AS t (id text)
       WHERE x.project = $1 AND x.theme_id = $2 AND x.submission_id = t.id AND x.how <> 'not'
       RETURNING x.submission_id AS id`,
      [project, id, JSON.stringify(held.map((one) => ({ id: one.id })))],
    );
    if (!out.length) return [];
    await writeDown(query, 'theme.emptied', id, action, `${out.length} taken out`);
    const ids = out.map((one) => one.id);
    await count(query, project, ids);
    return ids;
  });
