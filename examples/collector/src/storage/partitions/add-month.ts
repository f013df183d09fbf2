import type { Database, Query } from '../database';
import { lockSubmissions } from './lock';
import { type Month, monthsAround } from './months';
import { isCovered, isPartitioned, OTHER, readPartitions } from './read';

const columnsOf = async (query: Query): Promise<string> => {
  const columns = await query<{ column_name: string }>(
    `SELECT column_name FROM information_schema.columns
     WHERE table_schema = current_schema() AND table_name = 'earshot_submissions' ORDER BY ordinal_position`,
  );
  return columns.map(({ column_name }) => column_name).join(', ');
};

/** Takes the rows of this part of the ids out of `from`, into `to`. */
export const moveRows = async (query: Query, from: string, to: string, where: string): Promise<void> => {
  const columns = await columnsOf(query);
  await query(`WITH moved AS (DELETE FROM ${from} WHERE ${where} RETURNING ${columns})
    INSERT INTO ${to} (${columns}) SELECT ${columns} FROM moved`);
};

/** Under the lock. What stands among the others although it is of this month moves into it, or it could not be attached. */
export const attachMonth = async (query: Query, { table, from, to }: Month): Promise<void> => {
  await query(`CREATE TABLE ${table} (LIKE earshot_submissions INCLUDING DEFAULTS)`);
  await moveRows(query, OTHER, table, `id >= '${from}' AND id < '${to}'`);
  await query(`ALTER TABLE earshot_submissions ATTACH PARTITION ${table} FOR VALUES FROM ('${from}') TO ('${to}')`);
};

/** Months before this one: what waited on devices comes up to 30 days late. */
const BACK = 1;
/** So far ahead, so that a collector may stand still for weeks, and devices may be ahead of time. */
const AHEAD = 3;

/** From which id on `addMonths` makes months again that are missing, so that nobody should remove them. */
export const madeFrom = (nowMs: number): string => monthsAround(nowMs, BACK, AHEAD)[0]!.from;

/**
 * Makes the partitions of this month, of the one before and of those to come, where they are missing. Doing it again, or
 * in several collectors at once, changes nothing. Returns the tables that it made: none where nothing is partitioned.
 * @throws where the lock is not to be had within two seconds (`isLockTimeout`): later is early enough
 */
export const addMonths = async (database: Database, nowMs: number, back = BACK): Promise<string[]> => {
  if (!(await isPartitioned(database.query))) return [];
  const wanted = monthsAround(nowMs, back, AHEAD);
  const missingIn = async (query: Query) => {
    const there = await readPartitions(query);
    return wanted.filter(({ from }) => !isCovered(there, from));
  };
  if (!(await missingIn(database.query)).length) return [];
  return database.transaction(async (query) => {
    await lockSubmissions(query);
    const missing = await missingIn(query); // another collector may have made them
    for (const month of missing) await attachMonth(query, month);
    return missing.map(({ table }) => table);
  });
};
