import type { Database, Query } from '../storage/database';
import { lockSums } from './lock';

const WIPED = ['earshot_sums', 'earshot_traffic', 'earshot_keys', 'earshot_counted'];

/** `nothing`: no record of it was ever counted, and none waits for it; so its time zone is open yet. */
export type CountedIn = 'as before' | 'anew' | 'nothing';

/**
 * The days of all sums are those of one time zone. Where a project has another one than it was counted in, everything
 * is counted anew; until that is done, the report says so.
 */
export const countIn = async (database: Database, project: string, timeZone: string): Promise<CountedIn> => {
  const name = `time_zone ${project}`;
  const keptIn = async (query: Query) =>
    (await query<{ value: string }>('SELECT value FROM earshot_settings WHERE name = $1', [name]))[0]?.value;

  const before = await keptIn(database.query);
  if (before === timeZone) return 'as before';
  const [waits] = await database.query('SELECT id FROM earshot_pending WHERE project = $1 LIMIT 1', [project]);
  if (before === undefined && !waits) return 'nothing';
  return database.transaction(async (query) => {
    await lockSums(query, project);
    const kept = await keptIn(query); // another collector may have been faster
    if (kept === timeZone) return 'as before';
    await query(
      `INSERT INTO earshot_settings (name, value) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [name, timeZone],
    );
    if (kept === undefined) return 'as before';
    for (const table of WIPED) await query(`DELETE FROM ${table} WHERE project = $1`, [project]);
    await query(
      `INSERT INTO earshot_pending (project, id) SELECT project, id FROM earshot_submissions WHERE project = $1
       ON CONFLICT DO NOTHING`,
      [project],
    );
    return 'anew';
  });
};
