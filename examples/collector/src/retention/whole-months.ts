import type { Projects } from '../limits';
import type { Query } from '../storage/database';
import { isLockTimeout, lockSubmissions } from '../storage/partitions/lock';
import { idAt } from '../storage/partitions/months';
import { isPartitioned, readPartitions } from '../storage/partitions/read';
import type { Store } from '../storage/store';
import { forgetExpired, markRows } from './forget-expired';
import type { GoOn } from './go-on';
import { keptSince } from './kept-since';

/** Taken out of the table, and removed once all that belongs to its submissions is. Found again by its name. */
const EXPIRED = 'earshot_expired_';

/** Whether a partition holds anything that its project still keeps: also what came late, and what no project is set for. */
const keeps = async (query: Query, table: string, list: string): Promise<boolean> =>
  (
    await query(
      `SELECT p.id FROM ${table} p LEFT JOIN json_to_recordset($1::json) AS r (project text, before timestamptz)
         ON r.project = p.project WHERE r.before IS NULL OR p.received_at >= r.before LIMIT 1`,
      [list],
    )
  ).length > 0;

const expiredTables = async (query: Query): Promise<string[]> =>
  (
    await query<{ table_name: string }>(
      `SELECT table_name FROM information_schema.tables
       WHERE table_schema = current_schema() AND table_name LIKE 'earshot\\_expired\\_%' ORDER BY table_name`,
    )
  ).map(({ table_name }) => table_name);

/**
 * Removes partitions of which all is older than its project keeps, as a whole, which gives their space back to the disk at once.
 * First each of its ids is marked, as every erasure begins; then, under the lock and if still nothing in it is kept, it is
 * taken out of the table, and is in no page, export or backup any more; then what belongs to its submissions is removed;
 * then the table. A run that was killed is gone on with by the next. Returns the number of records by project.
 */
export const dropPast = async (
  store: Store,
  projects: Projects,
  nowMs: number,
  goOn: GoOn,
): Promise<Record<string, number>> => {
  const counts: Record<string, number> = Object.create(null);
  const { database } = store;
  const kept = Object.entries(projects).flatMap(([project, { retentionDays }]) =>
    retentionDays ? [{ project, before: keptSince(nowMs, retentionDays) }] : [],
  );
  if (!(await isPartitioned(database.query))) return counts;
  const list = JSON.stringify(kept);
  // A month that has not ended by the latest of these moments is not looked at.
  const latest = idAt(Math.max(0, ...kept.map(({ before }) => Date.parse(before))));
  const past = (await readPartitions(database.query)).filter(({ to }) => to !== undefined && to <= latest);
  for (const { table } of past) {
    if (!(await goOn())) return counts;
    if (await keeps(database.query, table, list)) continue;
    if (!(await markRows(store, table, goOn))) return counts;
    try {
      await database.transaction(async (query) => {
        await lockSubmissions(query);
        if (await keeps(query, table, list)) return;
        await query(`ALTER TABLE earshot_submissions DETACH PARTITION ${table}`);
        await query(`ALTER TABLE ${table} RENAME TO ${table.replace('earshot_submissions_', EXPIRED)}`);
      });
    } catch (error) {
      if (!isLockTimeout(error)) throw error; // at the next run
    }
  }
  for (const table of await expiredTables(database.query)) {
    const forgotten = await forgetExpired(store, table, goOn);
    if (!forgotten) return counts;
    for (const [project, records] of Object.entries(forgotten)) counts[project] = (counts[project] ?? 0) + records;
  }
  return counts;
};
