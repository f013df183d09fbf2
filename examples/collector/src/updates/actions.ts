import { randomUUID } from 'node:crypto';
import { type AuditAction, audit } from '../accounts/audit';
import type { Database, Query } from '../storage/database';
import type { UpdateContent, UpdateState } from './update';

/** Who does it, and when: milliseconds since 1970. */
export interface By {
  who: string;
  nowMs: number;
}

/** Which update of which project. */
export interface Which {
  project: string;
  id: string;
}

/** What visitors see is changed by it: written down with the change. */
const writeDown = (query: Query, action: AuditAction, { project, id }: Which, { who, nowMs }: By): Promise<void> =>
  audit(query, { atMs: nowMs, who, action, target: id, project });

const addTexts = (query: Query, { project, id }: Which, [, ...others]: UpdateContent['words']) =>
  query(
    `INSERT INTO earshot_update_texts (project, id, locale, title, text)
     SELECT $1::text, $2::text, t.locale, t.title, t.text FROM json_to_recordset($3::json) AS t (locale text, title text, text text)`,
    [project, id, JSON.stringify(others)],
  );

/** Begins a draft, and returns its id. */
export const createUpdate = async (
  database: Database,
  project: string,
  { words, url }: UpdateContent,
  { who, nowMs }: By,
): Promise<string> => {
  const id = randomUUID();
  const [{ locale, title, text }] = words;
  await database.transaction(async (query) => {
    await query(
      `INSERT INTO earshot_updates (project, id, state, title, text, locale, url, created_at, changed_at, who)
       VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, $7, $8)`,
      [project, id, title, text, locale, url ?? null, new Date(nowMs).toISOString(), who],
    );
    await addTexts(query, { project, id }, words);
  });
  return id;
};

export interface Edit extends By {
  /** Whether what is published may be changed, too. */
  published: boolean;
  /** `changedAt` of what the editor saw; undefined: whatever stands there. */
  seen?: string | undefined;
}

/**
 * Replaces what an update says in all languages. `changed`: somebody else did so, or published or withdrew it, since it was
 * seen. `refused`: there is none, or it is published and that may not be changed, also when it was published a moment ago.
 */
export const editUpdate = (
  database: Database,
  { project, id }: Which,
  { words, url }: UpdateContent,
  { who, nowMs, published, seen }: Edit,
): Promise<'saved' | 'changed' | 'refused'> =>
  database.transaction(async (query) => {
    const [{ locale, title, text }] = words;
    // Its row is held from here on: of two who save at once, one comes after the other, and their languages do not mix.
    const [found] = await query<{ state: string; changed_at: Date }>(
      'SELECT state, changed_at FROM earshot_updates WHERE project = $1 AND id = $2 FOR UPDATE',
      [project, id],
    );
    if (!found || (found.state === 'published' && !published)) return 'refused';
    if (seen !== undefined && new Date(found.changed_at).toISOString() !== seen) return 'changed';
    await query(
      `UPDATE earshot_updates SET title = $3, text = $4, locale = $5, url = $6, changed_at = $7, who = $8
       WHERE project = $1 AND id = $2`,
      [project, id, title, text, locale, url ?? null, new Date(nowMs).toISOString(), who],
    );
    await query('DELETE FROM earshot_update_texts WHERE project = $1 AND id = $2', [project, id]);
    await addTexts(query, { project, id }, words);
    if (found.state === 'published') await writeDown(query, 'update.changed', { project, id }, { who, nowMs });
    return 'saved';
  });

/** Shows an update to visitors. What was withdrawn is new again. `false`: there is none, or it is published already. */
export const publishUpdate = (database: Database, which: Which, by: By): Promise<boolean> =>
  database.transaction(async (query) => {
    const changed = await query(
      `UPDATE earshot_updates SET state = 'published', published_at = $3, changed_at = $3, who = $4
       WHERE project = $1 AND id = $2 AND state <> 'published' RETURNING id`,
      [which.project, which.id, new Date(by.nowMs).toISOString(), by.who],
    );
    if (changed.length) await writeDown(query, 'update.published', which, by);
    return changed.length > 0;
  });

/** Takes an update back from visitors. `false`: there is none, or it is not published. */
export const withdrawUpdate = (database: Database, which: Which, by: By): Promise<boolean> =>
  database.transaction(async (query) => {
    const changed = await query(
      `UPDATE earshot_updates SET state = 'withdrawn', changed_at = $3, who = $4
       WHERE project = $1 AND id = $2 AND state = 'published' RETURNING id`,
      [which.project, which.id, new Date(by.nowMs).toISOString(), by.who],
    );
    if (changed.length) await writeDown(query, 'update.withdrawn', which, by);
    return changed.length > 0;
  });

/** Removes an update with its languages and what it names. `false`: there is none, or it is in none of these states. */
export const deleteUpdate = (
  database: Database,
  { project, id }: Which,
  states: Exclude<UpdateState, 'published'>[],
  by: By,
): Promise<boolean> =>
  database.transaction(async (query) => {
    const removed = await query(
      `DELETE FROM earshot_updates WHERE project = $1 AND id = $2
       AND state IN (SELECT state FROM json_to_recordset($3::json) AS t (state text)) RETURNING id`,
      [project, id, JSON.stringify(states.map((state) => ({ state })))],
    );
    if (!removed.length) return false;
    await query('DELETE FROM earshot_update_texts WHERE project = $1 AND id = $2', [project, id]);
    await query('DELETE FROM earshot_update_submissions WHERE project = $1 AND update_id = $2', [project, id]);
    await writeDown(query, 'update.deleted', { project, id }, by);
    return true;
  });

/**
 * Says that a submission led to an update. `false`: one of them is not there, or it was said before. Both rows are locked
 * against deletion meanwhile, so that an erasure finds what was added (see `storage/erase.ts`), and so does a deletion.
 */
export const addSubmission = async (
  database: Database,
  { project, id }: Which,
  submission: string,
): Promise<boolean> => {
  const added = await database.query(
    `WITH held AS (
       SELECT id FROM earshot_submissions WHERE project = $1 AND id = $3 AND kind = 'submission' FOR KEY SHARE
     ), known AS (
       SELECT id FROM earshot_updates WHERE project = $1 AND id = $2 FOR KEY SHARE
     )
     INSERT INTO earshot_update_submissions (project, update_id, submission_id)
     SELECT $1::text, known.id, held.id FROM known, held
     ON CONFLICT DO NOTHING RETURNING submission_id`,
    [project, id, submission],
  );
  return added.length > 0;
};

/** More voices than that behind one update nobody counts, and each may be told of it. */
const MOST_OF_A_THEME = 10_000;

/** Says that what is in a theme now led to an update: the newest of it, without spam. Locked as in `addSubmission`. */
export const addTheme = async (database: Database, { project, id }: Which, theme: string): Promise<number> => {
  const added = await database.query(
    `WITH held AS (
       SELECT s.id FROM earshot_theme_submissions x JOIN earshot_submissions s ON s.project = $1 AND s.id = x.submission_id
       WHERE x.project = $1 AND x.theme_id = $3 AND x.how <> 'not' AND s.status <> 'spam' AND s.kind = 'submission'
       ORDER BY x.received_at DESC, x.submission_id DESC LIMIT ${MOST_OF_A_THEME} FOR KEY SHARE OF s
     ), known AS (
       SELECT id FROM earshot_updates WHERE project = $1 AND id = $2 FOR KEY SHARE
     )
     INSERT INTO earshot_update_submissions (project, update_id, submission_id)
     SELECT $1::text, known.id, held.id FROM known, held
     ON CONFLICT DO NOTHING RETURNING submission_id`,
    [project, id, theme],
  );
  return added.length;
};

/** Takes that back. `false`: it was not said. */
export const removeSubmission = async (
  database: Database,
  { project, id }: Which,
  submission: string,
): Promise<boolean> => {
  const removed = await database.query(
    `DELETE FROM earshot_update_submissions WHERE project = $1 AND update_id = $2 AND submission_id = $3
     RETURNING submission_id`,
    [project, id, submission],
  );
  return removed.length > 0;
};
