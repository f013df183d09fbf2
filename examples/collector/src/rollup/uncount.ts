import type { Query } from '../storage/database';
import { idArray } from '../storage/id-array';
import { addToSums } from './count';
import type { Facts } from './facts';
import { addKeys } from './keys';
import { lockSums } from './lock';

/**
 * Takes these records out of all sums, whether they were counted or still waited for it. Within a transaction: it holds
 * the project's lock to its end.
 */
export const uncount = async (query: Query, project: string, ids: string[]): Promise<void> => {
  if (!ids.length) return;
  await lockSums(query, project);
  const list = idArray(ids);
  const mine = 'project = $1 AND id = ANY($2::text[])';
  await query(`DELETE FROM earshot_pending WHERE ${mine}`, [project, list]);
  const rows = await query<{ facts: string }>(`DELETE FROM earshot_counted WHERE ${mine} RETURNING facts`, [
    project,
    list,
  ]);
  const facts = rows.map((row) => JSON.parse(row.facts) as Facts);
  await addToSums(query, project, facts, -1);
  await addKeys(query, project, facts, -1);
};

/** Lets records that were taken out be counted again. */
export const recount = async (query: Query, project: string, ids: string[]): Promise<void> => {
  await uncount(query, project, ids);
  await query(
    `INSERT INTO earshot_pending (project, id)
     SELECT s.project, s.id FROM earshot_submissions s WHERE s.project = $1 AND s.id = ANY($2::text[])
     ON CONFLICT DO NOTHING`,
    [project, idArray(ids)],
  );
};
