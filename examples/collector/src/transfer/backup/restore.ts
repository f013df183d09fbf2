import type { Database } from '../../storage/database';
import { createStore } from '../../storage/store';
import { lookAgain } from '../../themes/look-through';
import { ArchiveError, type ArchiveRow, rowsOf, verifyArchive } from './archive';
import { eraseKey, fingerprint } from './keys';
import { replayErasures } from './replay';
import { restoreMarks, restoreRows } from './restore-rows';
import { BACKED_UP, type BackedUp } from './tables';

export interface RestoreOptions {
  /** Its tables must be up to date. No collector may run on it: a store that is open now does not know the backup's key. */
  database: Database;
  path: string;
  /** A newer backup, or a list of erasures: what was erased since the backup was made stays erased. */
  erasures?: string | undefined;
  /** Milliseconds since 1970. */
  nowMs: number;
  /** Takes a backup whose time is over. @default false */
  expiredAnyway?: boolean | undefined;
  onProgress?: ((rows: number, total: number) => void) | undefined;
}

export interface Restored {
  rows: number;
  /** Tables of the backup that this collector does not have. */
  unknownTables: string[];
  /** What was here although it is erased, and is gone now. */
  erased: number;
}

const BATCH_ROWS = 200;

const isEmpty = async ({ query }: Database): Promise<boolean> => {
  const [row] = await query<{ some: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM earshot_submissions) OR EXISTS (SELECT 1 FROM earshot_erased) AS some',
  );
  return !row?.some;
};

const OTHER_KEY =
  'The marks by which erasures are remembered are signed with a key of each database, and cannot be read with another ' +
  'one: what was erased might come back.';

/** The settings of a backup, its keys among them, in the place of those that an empty database was given when it was opened. */
const adoptSettings = async (database: Database, path: string): Promise<void> => {
  for await (const [table, { name, value }] of rowsOf(path)) {
    if (table !== 'earshot_settings') return; // they come first
    await database.query(
      `INSERT INTO earshot_settings (name, value) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [name, value],
    );
  }
};

/** Rows of one table that come one after the other, in batches. */
async function* batchesOf(rows: AsyncIterable<ArchiveRow>): AsyncGenerator<{ table: string; rows: ArchiveRow[1][] }> {
  let batch: { table: string; rows: ArchiveRow[1][] } | undefined;
  for await (const [table, row] of rows) {
    if (batch && (batch.table !== table || batch.rows.length >= BATCH_ROWS)) {
      yield batch;
      batch = undefined;
    }
    batch ??= { table, rows: [] };
    batch.rows.push(row);
  }
  if (batch) yield batch;
}

/** Adds the marks of an archive. */
const addMarks = async (database: Database, path: string): Promise<void> => {
  for await (const { table, rows } of batchesOf(rowsOf(path)))
    if (table === 'earshot_erased') await restoreMarks(database.query, rows);
};

/** In the place of what was counted while the rest came back. */
const setCounters = (database: Database, rows: ArchiveRow[1][]) =>
  database.transaction(async (query) => {
    await query('DELETE FROM earshot_counters');
    await query(
      `INSERT INTO earshot_counters (project, name, value)
       SELECT project, name, value FROM json_to_recordset($1::json) AS t (project text, name text, value bigint)`,
      [JSON.stringify(rows)],
    );
  });

/**
 * Adds the erasures of a newer backup or list to this database, and erases what is here and marked. For a database that was
 * restored by other means: a dump, a snapshot of its disk.
 * @throws {ArchiveError} and has changed nothing then.
 */
export const replayFrom = async (
  database: Database,
  path: string,
  onProgress?: (looked: number) => void,
): Promise<{ erased: number; userData: number }> => {
  const { header } = await verifyArchive(path);
  if (header.key !== fingerprint(await eraseKey(database.query)))
    throw new ArchiveError('other_key', `${path} belongs to another database. ${OTHER_KEY}`);
  await addMarks(database, path);
  const store = await createStore(database);
  try {
    return await replayErasures(store, onProgress);
  } finally {
    await store.counters.close();
  }
};

/**
 * Brings a backup back into an empty database, or adds what is missing to its own: what is there stands, and what was erased
 * stays erased, by the marks of the database, of the backup and of `erasures`. Doing it again changes nothing.
 * Whoever has a store on this database opens it anew afterwards.
 * @throws {ArchiveError} and has changed nothing then.
 */
export const restore = async (options: RestoreOptions): Promise<Restored> => {
  const { database, path, erasures, nowMs, expiredAnyway = false, onProgress = () => {} } = options;
  const { header, rows: total } = await verifyArchive(path);
  if (header.format !== 'earshot-backup')
    throw new ArchiveError('foreign', `${path} is a list of erasures: give it as --erasures beside a backup.`);
  if (!expiredAnyway && header.expiresAt && Date.parse(header.expiresAt) <= nowMs)
    throw new ArchiveError(
      'expired',
      `${path} was made on ${header.madeAt.slice(0, 10)} and may be restored until ${header.expiresAt.slice(0, 10)}: ` +
        'people may have been promised that their words are gone by now. --expired-anyway restores it nevertheless.',
    );
  if (erasures && (await verifyArchive(erasures)).header.key !== header.key)
    throw new ArchiveError('other_key', `${erasures} and ${path} are not of the same database. ${OTHER_KEY}`);
  const into = (await isEmpty(database)) ? 'empty' : 'existing';
  if (into === 'existing' && fingerprint(await eraseKey(database.query)) !== header.key)
    throw new ArchiveError(
      'other_key',
      `${path} is a backup of another database, and this one is not empty. ${OTHER_KEY} Restore it into an empty one: ` +
        'a new DATA_DIR or DATABASE_SCHEMA.',
    );
  if (into === 'empty') await adoptSettings(database, path);
  if (erasures) await addMarks(database, erasures);

  // What comes back was received before.
  const store = await createStore(database, { counts: false });
  const ways = new Map<string, BackedUp>(BACKED_UP.map((one) => [one.table, one]));
  const unknownTables = new Set<string>();
  const counters: ArchiveRow[1][] = [];
  let done = 0;
  try {
    for await (const { table, rows } of batchesOf(rowsOf(path))) {
      const backedUp = ways.get(table);
      if (!backedUp) unknownTables.add(table);
      else if (backedUp.way === 'counters') counters.push(...rows);
      else if (into === 'empty' || !backedUp.onlyIntoEmpty) {
        // Before the first of what themes hold, since this may be broken off and never be gone on with.
        if (table === 'earshot_theme_submissions') await lookAgain(database);
        await restoreRows(store, backedUp, rows);
      }
      onProgress((done += rows.length), total);
    }
    // What went into an empty one was held against the marks as it went in.
    const erased = into === 'existing' ? (await replayErasures(store)).erased : 0;
    await store.counters.read(); // writes what it has counted
    if (into === 'empty') await setCounters(database, counters);
    return { rows: done, unknownTables: [...unknownTables], erased };
  } finally {
    await store.counters.close();
  }
};
