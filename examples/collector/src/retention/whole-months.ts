import { randomBytes } from 'node:crypto';
import type { Projects } from '../limits';
import type { Query } from '../storage/database';
import { madeFrom } from '../storage/partitions/add-month';
import { isLockTimeout, lockSubmissions } from '../storage/partitions/lock';
import { idAt } from '../storage/partitions/months';
import { isPartitioned, readPartitions } from '../storage/partitions/read';
import type { Store } from '../storage/store';
import { forgetExpired, markRows } from './forget-expired';
import type { GoOn } from './go-on';
import { keptSince } from './kept-since';

/** Taken out of the table, and removed once all that belongs to its submissions is. Found again by its name. */
const EXPIRED = 'earshot_expired_';

/** What was received before is too old, by project. A project that is not in it keeps everything. */
type Before = ReadonlyMap<string, string>;

/**
 * Whether a partition holds anything that its project still keeps: also what came late, and what no project is set for.
 * Everybody waits while it is asked under the lock, so that it steps from project to project and from kind to kind in the
 * indexes, and reads a handful of rows, however many there are.
 */
const keeps = async (query: Query, table: string, kept: Before): Promise<boolean> => {
  const projectsAfter = `SELECT project FROM ${table} WHERE project > $1 ORDER BY project LIMIT 1`;
  const kindsAfter = `SELECT kind FROM ${table} WHERE project = $1 AND kind > $2 ORDER BY kind LIMIT 1`;
  const young = `SELECT kind FROM ${table} WHERE project = $1 AND kind = $2 AND received_at >= $3::timestamptz LIMIT 1`;
  for (let project = ''; ; ) {
    const [next] = await query<{ project: string }>(projectsAfter, [project]);
    if (!next) return false;
    project = next.project;
    const before = kept.get(project);
    if (before === undefined) return true;
    for (let kind = ''; ; ) {
      const [following] = await query<{ kind: string }>(kindsAfter, [project, kind]);
      if (!following) break;
      kind = following.kind;
      if ((await query(young, [project, kind, before])).length) return true;
    }
  }
};

/** Takes a partition out of the table, under a name that no other had, so that what is left of one is in nobody's way. */
const detach = (query: Query, table: string): Promise<unknown> => {
  const expired = `${table.replace('earshot_submissions_', EXPIRED)}_${randomBytes(4).toString('hex')}`;
  return query(`ALTER TABLE earshot_submissions DETACH PARTITION ${table}`).then(() =>
    query(`ALTER TABLE ${table} RENAME TO ${expired}`),
  );
};

const expiredTables = async (query: Query): Promise<string[]> =>
  (
    await query<{ table_name: string }>(
      `SELECT table_name FROM information_schema.tables
       WHERE table_schema = current_schema() AND table_name LIKE 'earshot\\_expired\\_%' ORDER BY table_name`,
    )
  ).map(({ table_name }) => table_name);

export interface Dropped {
  /** Records by project. */
  counts: Record<string, number>;
  failures: unknown[];
}

/**
 * Removes partitions of which all is older than its project keeps, as a whole, which gives their space back to the disk at once.
 * First each of its ids is marked, as every erasure begins; then, under the lock and if still nothing in it is kept, it is
 * taken out of the table, and is in no page, export or backup any more; then what belongs to its submissions is removed;
 * then the table. A run that was killed is gone on with by the next, before anything else. A table that fails keeps nobody
 * else's records: the others are gone on with, and what failed is handed back.
 */
export const dropPast = async (store: Store, projects: Projects, nowMs: number, goOn: GoOn): Promise<Dropped> => {
  const dropped: Dropped = { counts: Object.create(null), failures: [] };
  const { counts, failures } = dropped;
  const { database } = store;
  const kept: Before = new Map(
    Object.entries(projects).flatMap(([project, { retentionDays }]) =>
      retentionDays ? [[project, keptSince(nowMs, retentionDays)] as const] : [],
    ),
  );
  if (!(await isPartitioned(database.query))) return dropped;

  /** False: it was told not to go on. */
  const forgetAll = async (): Promise<boolean> => {
    for (const table of await expiredTables(database.query))
      try {
        const forgotten = await forgetExpired(store, table, goOn);
        if (!forgotten) return false;
        for (const [project, records] of Object.entries(forgotten)) counts[project] = (counts[project] ?? 0) + records;
      } catch (error) {
        failures.push(error);
      }
    return true;
  };
  if (!(await forgetAll())) return dropped;

  // A month that has not ended by the latest of these moments is not looked at, nor one that would only be made again.
  const latest = idAt(Math.max(0, ...[...kept.values()].map((before) => Date.parse(before))));
  const isPast = (to: string) => to <= latest && to <= madeFrom(nowMs);
  const past = (await readPartitions(database.query)).filter(({ to }) => to !== undefined && isPast(to));
  let detached = 0;
  for (const { table } of past)
    try {
      if (!(await goOn())) return dropped;
      if (await keeps(database.query, table, kept)) continue;
      if (!(await markRows(store, table, goOn))) return dropped;
      await database.transaction(async (query) => {
        await lockSubmissions(query);
        if (!(await keeps(query, table, kept))) await detach(query, table);
      });
      detached++;
    } catch (error) {
      if (!isLockTimeout(error)) failures.push(error); // else at the next run
    }
  if (detached) await forgetAll();
  return dropped;
};
