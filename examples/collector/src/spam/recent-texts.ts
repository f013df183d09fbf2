import type { Database } from '../storage/database';
import type { Sighting } from './repeated';
import type { Signal } from './signal';

export interface Seen extends Sighting {
  project: string;
  /** Keyed hash of `normalText`. */
  text: string;
  /** `isLong` of that. */
  long: boolean;
  atMs: number;
}

/** The same as the table has it. */
export type Found = Omit<Seen, 'atMs' | 'long'>;

const iso = (ms: number) => new Date(ms).toISOString();

// With the lock of its submission, so that an erasure finds what stands here, or it never stands here (`storage/erase.ts`).
const REMEMBER = `WITH held AS (
    SELECT s.project, s.id FROM json_to_recordset($1::json) AS t (project text, id text)
    JOIN earshot_submissions s ON s.project = t.project AND s.id = t.id FOR KEY SHARE OF s
  ), added AS (
  INSERT INTO earshot_recent_texts (project, submission_id, text_hash, address, respondent, at)
  SELECT t.project, t.id, t.text, t.address, t.respondent, t.at
  FROM json_to_recordset($1::json) AS t (project text, id text, text text, address text, respondent text, at timestamptz)
  JOIN held ON held.project = t.project AND held.id = t.id ON CONFLICT DO NOTHING
  )
  SELECT project, id FROM held`;

/** Of one text, the newest: more than one turn adds. Those before them were looked at when they were the newest. */
const MOST_OF_ONE_TEXT = 2_000;
const SAME = `SELECT r.project, r.submission_id AS id, r.text_hash AS text, r.address, r.respondent
  FROM json_to_recordset($1::json) AS t (project text, text text)
  JOIN LATERAL (
    SELECT * FROM earshot_recent_texts n WHERE n.project = t.project AND n.text_hash = t.text AND n.at > $2::timestamptz
    ORDER BY n.at DESC LIMIT ${MOST_OF_ONE_TEXT}
  ) r ON true`;

/** In the order of their ids, as all that locks several does (`inbox/action.ts`). */
const HOLD = `SELECT s.id FROM json_to_recordset($2::json) AS t (id text)
  JOIN earshot_submissions s ON s.project = $1 AND s.id = t.id ORDER BY s.id FOR NO KEY UPDATE OF s`;
const FLAG = `UPDATE earshot_submissions s SET signals = CASE WHEN s.signals = '' THEN $3 ELSE s.signals || ' ' || $3 END
  FROM json_to_recordset($2::json) AS t (id text)
  WHERE s.project = $1 AND s.id = t.id AND position($3 in s.signals) = 0`;

/** Adds those that are stored to the last hour, and returns them. What was erased meanwhile is left out. */
export const remember = async <One extends Seen>({ query }: Database, seen: One[]): Promise<One[]> => {
  const list = seen.map(({ project, id, text, address, respondent, atMs }) => {
    return { project, id, text, address, respondent, at: iso(atMs) };
  });
  const rows = await query<{ project: string; id: string }>(REMEMBER, [JSON.stringify(list)]);
  const held = new Set(rows.map(({ project, id }) => `${project}\n${id}`));
  return seen.filter(({ project, id }) => held.has(`${project}\n${id}`));
};

/** All of the window that have one of these texts, each text's by themselves. */
export const withSameTexts = async (
  { query }: Database,
  texts: Pick<Seen, 'project' | 'text'>[],
  sinceMs: number,
): Promise<Found[][]> => {
  const rows = await query<Found>(SAME, [JSON.stringify(texts), iso(sinceMs)]);
  const groups = new Map<string, Found[]>();
  for (const row of rows) {
    const key = `${row.project}\n${row.text}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
};

/** Adds a signal to submissions of a project that do not have it. */
export const flag = (database: Database, project: string, ids: string[], signal: Signal): Promise<void> =>
  database.transaction(async (query) => {
    const list = JSON.stringify(ids.map((id) => ({ id })));
    await query(HOLD, [project, list]);
    await query(FLAG, [project, list, signal]);
  });

export const forgetBefore = async ({ query }: Database, atMs: number): Promise<void> => {
  await query('DELETE FROM earshot_recent_texts WHERE at < $1::timestamptz', [iso(atMs)]);
};
