import { createHmac, randomBytes } from 'node:crypto';
import type { FeedbackRecord } from '../contract';
import { type AttachmentArrival, type AttachOutcome, createAttach } from './attachments';
import { createCounters } from './counters';
import { type Database, StartError } from './database';
import type { Delivery } from './deliveries';
import { type AlsoErased, erase } from './erase';
import { createGroupCommit } from './group-commit';
import { createInsert, type InsertOutcome } from './insert';
import { migrate } from './migrate';
import { partition } from './partitions/partition';
import { openPglite } from './pglite';
import { openPostgres, type PostgresOptions } from './postgres';
import type { Received } from './rows';

export interface Store {
  /** For reading. What is written goes through the functions below. */
  database: Database;
  counters: ReturnType<typeof createCounters>;
  /**
   * Resolves after the database committed. Rejects when the database cannot be reached; nothing was acked then.
   * @param deliveries what webhooks are told, stored with the record and never without it
   */
  insert(record: FeedbackRecord, received: Received, deliveries?: Delivery[]): Promise<InsertOutcome>;
  /** Stores an attachment of a stored record, and resolves after the database committed. Rejects when it cannot be reached. */
  attach(arrival: AttachmentArrival): Promise<AttachOutcome>;
  /** Those of `ids` that were stored before, or stored and erased. */
  known(project: string, ids: string[]): Promise<Set<string>>;
  /** Removes a submission with its attachments and keeps a keyed hash of its id. `false`: it was not there; a later arrival is still refused a place. `also` commits with it. */
  erase(project: string, id: string, also?: AlsoErased): Promise<boolean>;
  /** The keyed hash by which an erasure is remembered; of anything that may be erased, not only of ids. */
  hashOf(project: string, id: string): string;
  /** A value kept for all collectors of this database; `make` gives it the first time. */
  setting(name: string, make: () => string): Promise<{ value: string; made: boolean }>;
  /** Finishes what was given to `insert`, then closes the database. */
  close(): Promise<void>;
}

/**
 * A connection to PostgreSQL, or the folder of PGlite. `partitions`: a new database has its submissions by month of their
 * ids; not for distributed engines, which spread tables in a way of their own.
 */
export type Where = ({ postgres: PostgresOptions } | { dataDir: string }) & { partitions?: 'month' | undefined };

/**
 * Opens the database and brings its tables up to date.
 * @throws {StartError} with a message that is meant to be printed as it is.
 */
export const openStore = async (where: Where): Promise<Store> => {
  const database = 'postgres' in where ? await openPostgres(where.postgres) : await openPglite(where.dataDir);
  try {
    await migrate(database);
    if (where.partitions) await partition(database, { nowMs: Date.now(), full: false });
    return await createStore(database);
  } catch (error) {
    await database.close().catch(() => {});
    if (error instanceof StartError) throw error;
    const { code, message } = error as { code?: string; message: string };
    throw new StartError(
      'config',
      `${database.name}: the tables could not be made or brought up to date: ${message}${code ? ` (${code})` : ''}. ` +
        'The user needs the right to make tables in its schema.',
      { cause: error },
    );
  }
};

/** The store on a database whose tables are up to date. `counts`: whether what is inserted counts as received. */
export const createStore = async (database: Database, { counts = true } = {}): Promise<Store> => {
  const counters = createCounters(database);

  const setting: Store['setting'] = async (name, make) => {
    const value = make();
    const made = await database.query(
      'INSERT INTO earshot_settings (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING name',
      [name, value],
    );
    if (made.length) return { value, made: true };
    const rows = await database.query<{ value: string }>('SELECT value FROM earshot_settings WHERE name = $1', [name]);
    return { value: rows[0]!.value, made: false };
  };
  const { value: eraseKey } = await setting('erase_key', () => randomBytes(32).toString('base64url'));
  const hashOf = (project: string, id: string) =>
    createHmac('sha256', eraseKey).update(`${project}\n${id}`).digest('base64url').slice(0, 32);
  const now = <T>(work: () => Promise<T>): Promise<T> => work();
  const group = createGroupCommit(
    createInsert(database, hashOf, (project, name) => counts && counters.add(project, name)),
  );
  // Two at a time, one a statement: large ones must not take all connections away from the words.
  const attach = createAttach(database, hashOf);
  const attaching = createGroupCommit(async ([arrival]: AttachmentArrival[]) => [await attach(arrival!)], {
    maxGroup: 1,
    lanes: 2,
    worthALane: 1,
  });

  return {
    database,
    counters,
    setting,
    hashOf,
    insert: (record, received, deliveries) => group.add({ record, ...received, deliveries }),
    attach: (arrival) => attaching.add(arrival),
    async known(project, ids) {
      const byHash = new Map(ids.map((id) => [hashOf(project, id), id]));
      const list = JSON.stringify(ids.map((id) => ({ id, id_hash: hashOf(project, id) })));
      const stored = await database.query<{ id: string }>(
        `SELECT s.id FROM json_to_recordset($2::json) AS t (id text) JOIN earshot_submissions s ON s.project = $1 AND s.id = t.id`,
        [project, list],
      );
      const gone = await database.query<{ id_hash: string }>(
        `SELECT e.id_hash FROM json_to_recordset($2::json) AS t (id_hash text)
         JOIN earshot_erased e ON e.project = $1 AND e.id_hash = t.id_hash`,
        [project, list],
      );
      return new Set([...stored.map(({ id }) => id), ...gone.map(({ id_hash }) => byHash.get(id_hash)!)]);
    },
    // Alone on its database, between two groups. Where others write to it at the same time, inserts of this process are as
    // safe as theirs (see `erase.ts`), and none of them waits until the sums are free.
    erase: (project, id, also) =>
      (database.shared ? now : group.between)(async () => {
        const erased = await erase(database, project, id, hashOf(project, id), also);
        if (erased) counters.add(project, 'erased');
        return erased;
      }),
    async close() {
      await Promise.all([group.drained(), attaching.drained()]);
      await counters.close();
      await database.close();
    },
  };
};
