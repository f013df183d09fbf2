import { lockSums } from '../rollup/lock';
import { uncount } from '../rollup/uncount';
import { forgetThemes } from '../themes/settle';
import { addToThemes } from '../themes/sums';
import type { Database, Query } from './database';

/** Takes the place of a row for a moment, within one transaction; nobody ever sees it. */
const HOLD_PLACE = `INSERT INTO earshot_submissions (project, id, kind, received_at, created_at, skew_ms, survey_id,
    survey_version, mode, trigger_source, channel, locale, test, status, search_text, body)
  VALUES ($1, $2, 'erased', now(), now(), 0, '', '', '', '', '', '', true, '', '', '')
  ON CONFLICT DO NOTHING RETURNING id`;

/** What may be added to a stored submission at any time, each under a lock of its row: looked for once that row is gone. */
const ERASED_AFTER = [
  'DELETE FROM earshot_attachments WHERE project = $1 AND record_id = $2',
  `UPDATE earshot_audit SET target = '' WHERE project = $1 AND target = $2`,
  'DELETE FROM earshot_deliveries WHERE project = $1 AND record_id = $2',
  'DELETE FROM earshot_update_submissions WHERE project = $1 AND submission_id = $2',
  'DELETE FROM earshot_notes WHERE project = $1 AND submission_id = $2',
  'DELETE FROM earshot_tags WHERE project = $1 AND submission_id = $2',
  'DELETE FROM earshot_replies WHERE project = $1 AND submission_id = $2',
  'DELETE FROM earshot_history WHERE project = $1 AND submission_id = $2',
  // Stored in its place, under the lock of the sums (`log/dead-letters.ts`).
  'DELETE FROM earshot_log_dead WHERE project = $1 AND record_id = $2',
  'DELETE FROM earshot_recent_texts WHERE project = $1 AND submission_id = $2',
  // Its id in lists of what is still to be done: they go on without it.
  `UPDATE earshot_unsearched SET ids = replace(ids, $2, '') WHERE project = $1 AND position($2 in ids) > 0`,
  'SELECT what FROM earshot_passes WHERE project = $1 AND after_id = $2 ORDER BY what FOR UPDATE',
  `UPDATE earshot_passes SET after_id = left($2, 8) WHERE project = $1 AND after_id = $2`,
];

/** A statement that names the id once, as the last thing that it says, can name many of them. */
const NAMES_ONE = /^[^$]*\$1[^$]*= \$2$/;
const ERASED_AFTER_MANY = ERASED_AFTER.filter((statement) => NAMES_ONE.test(statement)).map((statement) =>
  statement.replace('= $2', 'IN (SELECT gone.id FROM json_to_recordset($2::json) AS gone (id text))'),
);
/** The others name it in lists of what is still to be done: of a whole partition hardly any id stands there. */
const STILL_LISTED = `SELECT gone.id FROM json_to_recordset($2::json) AS gone (id text)
  WHERE gone.id IN (SELECT unnest(string_to_array(u.ids, ',')) FROM earshot_unsearched u WHERE u.project = $1)
     OR gone.id IN (SELECT p.after_id FROM earshot_passes p WHERE p.project = $1)`;
const ERASED_AFTER_EACH = ERASED_AFTER.filter((statement) => !NAMES_ONE.test(statement));

/**
 * Removes what belongs to submissions whose rows are gone with their partition: what they were counted as, and all that
 * was added to them. Their marks were committed before (E1), and the partition went under the lock of the whole table, so
 * that nothing that was about to be stored or added is still under way.
 */
export const eraseWhatBelongs = async (query: Query, project: string, ids: string[]): Promise<void> => {
  await uncount(query, project, ids);
  const moved = await forgetThemes(query, project, ids);
  const list = JSON.stringify(ids.map((id) => ({ id })));
  for (const statement of ERASED_AFTER_MANY) await query(statement, [project, list]);
  const listed = await query<{ id: string }>(STILL_LISTED, [project, list]);
  for (const statement of ERASED_AFTER_EACH) for (const { id } of listed) await query(statement, [project, id]);
  await addToThemes(query, project, moved);
};

/** Runs in the erasure's transaction where there was something to erase, with the keyed hash that is left of the id. */
export type AlsoErased = (query: Query, idHash: string) => Promise<void>;

/**
 * Removes a submission with its attachments and leaves a keyed hash of its id, by which a later arrival is refused. `false`: it was not there.
 *
 * Another collector of the same database may be storing this very record now (fault 38). Nothing is locked for that but
 * the one row. An insert (I) is one statement, which
 *   I1 stores the row, unless it sees the mark as it was when the statement began; I2 looks for the mark as it is by
 *   then (`earshot_none_erased`), and fails if it is there, so that nothing is stored; commit.
 * An erasure does
 *   E1 commit the mark; then, in one transaction with the lock of the sums, E2 insert a row of the same key; E3 delete
 * that key; E4 delete its attachments, and what webhooks were still to be told of it; commit.
 * Either E1 is committed before I2 looks: then I stores nothing, and begins anew with the mark in sight. Or it is not,
 * and then E2, which comes after E1, comes after I1 as well: the row is in the primary key's index, so that E2 waits
 * until I has committed or failed, and E3, which sees all that was committed before it, removes the row. E2 is what makes
 * it wait: a DELETE alone does not see a row that is not committed yet. An I1 that waited for E2 comes after E1.
 *
 * An attachment (A) is one statement, too: it locks the row of its record against deletion, stores itself, and commits.
 * Either A has the lock first: then E3 waits for its commit, and E4, a statement that begins after E3, sees it and removes
 * it. Or E3 is first: then A waits, finds no row, and stores nothing. What the inbox adds (`inbox/`) is stored in
 * transactions of which the same is true: they lock the rows of their submissions first (`inbox/action.ts`), and so does
 * whoever fills the index and the themes (`search/steps.ts`), before they lock a theme.
 *
 * Counting (C) reads a stored record, and adds it to the sums under the lock of its project only if it still waits. An
 * erasure has that lock from before E2: either C is over, and what it counted is taken back, or C comes after it and
 * finds nothing that waits.
 * All of it holds for READ COMMITTED, which `postgres.ts` asks for, and for a database where all is SERIALIZABLE.
 */
export const erase = async (
  database: Database,
  project: string,
  id: string,
  idHash: string,
  also?: AlsoErased,
): Promise<boolean> => {
  await database.query(
    'INSERT INTO earshot_erased (project, id_hash, erased_at) VALUES ($1, $2, now()) ON CONFLICT DO NOTHING',
    [project, idHash],
  );
  return database.transaction(async (query) => {
    await lockSums(query, project);
    const held = await query(HOLD_PLACE, [project, id]);
    // No insert of it is under way any more, and nobody counts until this is over.
    await uncount(query, project, [id]);
    const removed = await query('DELETE FROM earshot_submissions WHERE project = $1 AND id = $2 RETURNING id', [
      project,
      id,
    ]);
    const moved = await forgetThemes(query, project, [id]);
    for (const statement of ERASED_AFTER) await query(statement, [project, id]);
    await addToThemes(query, project, moved);
    const erased = removed.length > held.length;
    if (erased) await also?.(query, idHash);
    return erased;
  });
};
