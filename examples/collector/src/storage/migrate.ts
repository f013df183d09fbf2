import { type Database, type Query, StartError } from './database';
import { migrations as released } from './migrations';

/** Any fixed number: it names this lock among the advisory locks of the database. */
const LOCK = 4_531_705;

/** The tables by the names that they had before any release. */
const UNPREFIXED = ['submissions', 'figures', 'answers', 'counters', 'erased', 'settings', 'migrations'];
/** Columns that no table of another tool has together. */
const OURS = ['skew_ms', 'trigger_source', 'search_text'];

/** A data folder from before the prefix goes on working. Tables of other tools are never touched. */
const addPrefix = async (query: Query): Promise<void> => {
  const found = await query<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()
     AND (table_name = 'earshot_migrations' OR table_name = 'submissions')`,
  );
  const has = (column: string) => found.some(({ column_name }) => column_name === column);
  if (found.some(({ table_name }) => table_name === 'earshot_migrations') || !OURS.every(has)) return;
  for (const name of UNPREFIXED) await query(`ALTER TABLE ${name} RENAME TO earshot_${name}`);
};

/**
 * Brings the tables to the newest version in one transaction. Collectors that start at once wait for each other.
 * @throws {StartError} `config` when the database was written by a newer collector.
 */
export const migrate = (database: Database, migrations: string[][] = released): Promise<void> =>
  database.patiently(async (query) => {
    await query(`SELECT pg_advisory_xact_lock(${LOCK})`);
    await addPrefix(query);
    await query(
      'CREATE TABLE IF NOT EXISTS earshot_migrations (version integer PRIMARY KEY, applied_at timestamptz NOT NULL)',
    );
    const rows = await query<{ version: number }>('SELECT version FROM earshot_migrations');
    const applied = new Set(rows.map((row) => Number(row.version)));
    const newest = Math.max(0, ...applied);
    if (newest > migrations.length)
      throw new StartError(
        'config',
        `${database.name} was written by a newer collector (version ${newest}, this one knows ${migrations.length}). ` +
          'Start that version again.',
      );
    for (const [index, statements] of migrations.entries()) {
      const version = index + 1;
      if (applied.has(version)) continue;
      for (const statement of statements) await query(statement);
      await query('INSERT INTO earshot_migrations (version, applied_at) VALUES ($1, now())', [version]);
    }
  });
