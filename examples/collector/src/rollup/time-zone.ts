import type { Database, Query } from '../storage/database';
import { lockSums } from './lock';

const WIPED = ['earshot_sums', 'earshot_week_sums', 'earshot_traffic', 'earshot_keys', 'earshot_counted'];

/** The setting that says whose days a project's sums are by. */
export const zoneName = (project: string): string => `time_zone ${project}`;

/** The time zone of a project's sums; undefined where nothing was ever counted. */
export const keptZone = async (query: Query, project: string): Promise<string | undefined> =>
  (await query<{ value: string }>('SELECT value FROM earshot_settings WHERE name = $1', [zoneName(project)]))[0]?.value;

/** `nothing`: no record of it was ever counted, and none waits for it; so its time zone is open yet. */
export type CountedIn = 'as before' | 'anew' | 'nothing';

/**
 * The days of all sums are those of one time zone. Where a project has another one than it was counted in, everything
 * is counted anew; until that is done, the report says so.
 */
export const countIn = async (database: Database, project: string, timeZone: string): Promise<CountedIn> => {
  const before = await keptZone(database.query, project);
  if (before === timeZone) return 'as before';
  const [waits] = await database.query('SELECT id FROM earshot_pending WHERE project = $1 LIMIT 1', [project]);
  if (before === undefined && !waits) return 'nothing';
  return database.patiently(async (query) => {
    await lockSums(query, project);
    const kept = await keptZone(query, project); // another collector may have been faster
    if (kept === timeZone) return 'as before';
    await query(
      `INSERT INTO earshot_settings (name, value) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [zoneName(project), timeZone],
    );
    if (kept === undefined) return 'as before';
    for (const table of WIPED) await query(`DELETE FROM ${table} WHERE project = $1`, [project]);
    await query(
      `INSERT INTO earshot_pending (project, id) SELECT project, id FROM earshot_submissions WHERE project = $1 AND status <> 'spam'
       ON CONFLICT DO NOTHING`,
      [project],
    );
    return 'anew';
  });
};
