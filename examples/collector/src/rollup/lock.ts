import type { Query } from '../storage/database';

/**
 * Makes this transaction the only one that counts or takes back records of a project, until it ends. A row and not an
 * advisory lock: every database that speaks Postgres has rows. Reading takes no lock.
 * Whoever changes stored submissions too takes it first, so that two never wait for each other crosswise.
 */
export const lockSums = async (query: Query, project: string): Promise<void> => {
  const name = `sums ${project}`;
  const held = await query('SELECT name FROM earshot_settings WHERE name = $1 FOR UPDATE', [name]);
  if (held.length) return;
  await query(`INSERT INTO earshot_settings (name, value) VALUES ($1, '') ON CONFLICT DO NOTHING`, [name]);
  await query('SELECT name FROM earshot_settings WHERE name = $1 FOR UPDATE', [name]);
};
