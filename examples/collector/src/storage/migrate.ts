import { type Database, StartError } from './database';
import { migrations as released } from './migrations';

/** Any fixed number: it names this lock among the advisory locks of the database. */
const LOCK = 4_531_705;

/**
 * Brings the tables to the newest version in one transaction. Collectors that start at once wait for each other.
 * @throws {StartError} `config` when the database was written by a newer collector.
 */
export const migrate = (database: Database, migrations: string[][] = released): Promise<void> =>
  database.transaction(async (query) => {
    await query(`SELECT pg_advisory_xact_lock(${LOCK})`);
    await query('CREATE TABLE IF NOT EXISTS migrations (version integer PRIMARY KEY, applied_at timestamptz NOT NULL)');
    const rows = await query<{ version: number }>('SELECT version FROM migrations');
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
      await query('INSERT INTO migrations (version, applied_at) VALUES ($1, now())', [version]);
    }
  });
