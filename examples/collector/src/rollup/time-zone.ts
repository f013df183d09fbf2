import type { Database } from '../storage/database';
import { lockSums } from './lock';

const WIPED = ['earshot_sums', 'earshot_traffic', 'earshot_keys', 'earshot_counted'];

/**
 * The days of all sums are those of one time zone. Where a project has another one than it was counted in, everything
 * is counted anew; until that is done, the report says so. Returns whether it has to be.
 */
export const countIn = (database: Database, project: string, timeZone: string): Promise<boolean> =>
  database.transaction(async (query) => {
    await lockSums(query, project);
    const name = `time_zone ${project}`;
    const [kept] = await query<{ value: string }>('SELECT value FROM earshot_settings WHERE name = $1', [name]);
    if (kept?.value === timeZone) return false;
    await query(
      `INSERT INTO earshot_settings (name, value) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [name, timeZone],
    );
    if (!kept) return false; // nothing of it was counted yet
    for (const table of WIPED) await query(`DELETE FROM ${table} WHERE project = $1`, [project]);
    await query(
      `INSERT INTO earshot_pending (project, id) SELECT project, id FROM earshot_submissions WHERE project = $1
       ON CONFLICT DO NOTHING`,
      [project],
    );
    return true;
  });
