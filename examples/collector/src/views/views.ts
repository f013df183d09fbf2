import { randomUUID } from 'node:crypto';
import type { Person } from '../accounts/person';
import type { Database } from '../storage/database';
import { viewPathOf } from './view-path';

/** An address of a project's report that somebody gave a name. */
export interface View {
  id: string;
  name: string;
  /** Within the project, as `viewPathOf` gives it. */
  path: string;
  /** Seen by whoever saved it only. */
  own: boolean;
  who: string;
  createdAt: string;
}

/** More than that nobody finds anything in. */
export const MOST_VIEWS = 200;
export const MOST_NAME = 80;

/** One line; undefined where nothing is left of it, or too much. */
export const viewName = (text: string): string | undefined => {
  const name = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim();
  return name && [...name].length <= MOST_NAME ? name : undefined;
};

/** Everybody's, and those that only this person sees; by name. */
export const readViews = async ({ query }: Database, project: string, person: Person): Promise<View[]> => {
  const rows = await query<{ id: string; name: string; path: string; owner: string; who: string; created_at: Date }>(
    `SELECT id, name, path, owner, who, created_at FROM earshot_views WHERE project = $1 AND (owner = '' OR owner = $2)
     ORDER BY name, id LIMIT ${2 * MOST_VIEWS}`,
    [project, person.name],
  );
  return rows.flatMap(({ owner, created_at, path, ...row }) => {
    // Also what a restored backup brought, or who else writes to this table.
    const checked = viewPathOf(path);
    return checked === undefined
      ? []
      : [{ ...row, path: checked, own: owner !== '', createdAt: new Date(created_at).toISOString() }];
  });
};

export type Saved = 'saved' | 'name' | 'path' | 'full';

/** Keeps an address under a name. */
export const saveView = async (
  { query }: Database,
  project: string,
  { name, path, own }: { name: string; path: string; own: boolean },
  { person, nowMs }: { person: Person; nowMs: number },
): Promise<Saved> => {
  const [named, checked] = [viewName(name), viewPathOf(path)];
  if (checked === undefined) return 'path';
  if (named === undefined) return 'name';
  const added = await query(
    `INSERT INTO earshot_views (project, id, name, path, owner, who, created_at)
     SELECT $1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::timestamptz
     WHERE (SELECT count(*) FROM earshot_views WHERE project = $1 AND owner = $5) < ${MOST_VIEWS} RETURNING id`,
    [project, randomUUID(), named, checked, own ? person.name : '', person.name, new Date(nowMs).toISOString()],
  );
  return added.length ? 'saved' : 'full';
};

// Nobody touches what is another's alone.
const MINE = `project = $1 AND id = $2 AND (owner = '' OR owner = $3)`;

/** `false`: there is none that this person sees. */
export const renameView = async (
  { query }: Database,
  { project, id }: { project: string; id: string },
  name: string,
  person: Person,
): Promise<boolean> =>
  (await query(`UPDATE earshot_views SET name = $4 WHERE ${MINE} RETURNING id`, [project, id, person.name, name]))
    .length > 0;

/** `false`: there is none that this person sees. */
export const deleteView = async (
  { query }: Database,
  { project, id }: { project: string; id: string },
  person: Person,
): Promise<boolean> =>
  (await query(`DELETE FROM earshot_views WHERE ${MINE} RETURNING id`, [project, id, person.name])).length > 0;
