import type { Query } from '../database';

/** Set where a database was partitioned; it is asked for before any of PostgreSQL's own catalogs. */
export const SETTING = 'partitions';

/** What is outside all months: ids that are no UUIDv7, and clocks that are years away. */
export const OTHER = 'earshot_submissions_other';

export interface Partition {
  table: string;
  /** First id; undefined: whatever is smaller, too. */
  from: string | undefined;
  /** The id behind the last one; undefined for the one that takes all others. */
  to: string | undefined;
}

/** Whether this database says of itself that it is partitioned. Portable, so that every engine can be asked. */
export const isPartitioned = async (query: Query): Promise<boolean> =>
  (await query('SELECT name FROM earshot_settings WHERE name = $1', [SETTING])).length > 0;

/** The partitions of `earshot_submissions` with their bounds. PostgreSQL only. */
export const readPartitions = async (query: Query): Promise<Partition[]> => {
  const rows = await query<{ table: string; bound: string }>(
    `SELECT c.relname AS table, pg_get_expr(c.relpartbound, c.oid) AS bound FROM pg_inherits i
     JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'earshot_submissions'::regclass ORDER BY c.relname`,
  );
  return rows.map(({ table, bound }) => ({
    table,
    from: /FROM \('([^']*)'\)/.exec(bound)?.[1],
    to: /TO \('([^']*)'\)/.exec(bound)?.[1],
  }));
};

/** Whether a month is within one of them already. */
export const isCovered = (partitions: Partition[], from: string): boolean =>
  partitions.some((one) => one.to !== undefined && from < one.to && (one.from === undefined || one.from <= from));
