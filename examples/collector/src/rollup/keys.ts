import type { Query } from '../storage/database';
import type { Facts } from './facts';
import { isTestName, testName } from './tests';

/** More pages, releases or values than a person compares. The rest is counted together, under `OTHER`. */
const MOST_KEYS = 200;
/** Names of the host's own data and of questions for reasons; what has another name is not broken down by. */
const MOST_NAMES = 40;
/** No key that a record has: those hold no NUL, nor this. */
export const OTHER = '\u{1}other';

/** Dimensions whose names a page chose are counted like keys, under this name. */
export const NAMES = 'names';
const TEST_NAMES = testName(NAMES);
const namesOf = (dimension: string): string => (isTestName(dimension) ? TEST_NAMES : NAMES);
const isNamed = (dimension: string): boolean => dimension.includes('.');

interface KeyRow {
  dimension: string;
  month: string;
  key: string;
}

/** No text that a database takes holds a NUL. */
const at = ({ dimension, month, key }: KeyRow): string => `${dimension}\0${month}\0${key}`;
const sizeAt = ({ dimension, month }: KeyRow): string => `${dimension}\0${month}`;

/** The keys that one record takes part in: those of its dimensions, and the names of these. */
const keysOf = ({ day, keys }: Facts): KeyRow[] => {
  const month = day.slice(0, 7);
  const rows = keys.flatMap(([dimension, key]) => [
    ...(isNamed(dimension) ? [{ dimension: namesOf(dimension), month, key: dimension }] : []),
    { dimension, month, key },
  ]);
  return [...new Map(rows.map((row) => [at(row), row])).values()];
};

const ADD_KEYS = `INSERT INTO earshot_keys (project, dimension, month, key, n)
  SELECT $1, dimension, month, key, n FROM json_to_recordset($2::json) AS t (dimension text, month text, key text, n bigint)
  ON CONFLICT (project, dimension, month, key) DO UPDATE SET n = earshot_keys.n + excluded.n`;

/** Counts the keys of these records, or with -1 takes them back. Run it under the project's lock. */
export const addKeys = async (query: Query, project: string, all: Facts[], by: 1 | -1): Promise<void> => {
  const counts = new Map<string, KeyRow & { n: number }>();
  for (const row of all.flatMap(keysOf)) {
    const known = counts.get(at(row));
    counts.set(at(row), { ...row, n: (known?.n ?? 0) + by });
  }
  if (!counts.size) return;
  const list = JSON.stringify([...counts.values()]);
  await query(ADD_KEYS, [project, list]);
  if (by > 0) return;
  await query(
    `DELETE FROM earshot_keys WHERE project = $1 AND n <= 0 AND (dimension, month, key) IN (
       SELECT dimension, month, key FROM json_to_recordset($2::json) AS t (dimension text, month text, key text))`,
    [project, list],
  );
};

/**
 * The same facts with keys that have rows of their own: those that are counted in their month already, and new ones
 * while there is room, first come, first served. Run it under the project's lock.
 */
export const fitKeys = async (query: Query, project: string, all: Facts[]): Promise<Facts[]> => {
  const wanted = new Map(all.flatMap(keysOf).map((row) => [sizeAt(row), row]));
  const rows = wanted.size
    ? await query<KeyRow>(
        `SELECT k.dimension, k.month, k.key FROM json_to_recordset($2::json) AS t (dimension text, month text)
         JOIN earshot_keys k ON k.project = $1 AND k.dimension = t.dimension AND k.month = t.month`,
        [project, JSON.stringify([...wanted.values()].map(({ dimension, month }) => ({ dimension, month })))],
      )
    : [];
  const known = new Set(rows.map(at));
  const sizes = new Map<string, number>();
  for (const row of rows) sizes.set(sizeAt(row), (sizes.get(sizeAt(row)) ?? 0) + 1);

  const has = (row: KeyRow): boolean => {
    if (known.has(at(row))) return true;
    const size = sizes.get(sizeAt(row)) ?? 0;
    // Room for the key of all others is kept.
    if (size >= ([NAMES, TEST_NAMES].includes(row.dimension) ? MOST_NAMES : MOST_KEYS) - 1) return false;
    known.add(at(row));
    sizes.set(sizeAt(row), size + 1);
    return true;
  };
  return all.map((facts) => {
    const month = facts.day.slice(0, 7);
    const keys = facts.keys.flatMap(([dimension, key]): [string, string][] => {
      if (isNamed(dimension) && !has({ dimension: namesOf(dimension), month, key: dimension })) return [];
      return [[dimension, has({ dimension, month, key }) ? key : OTHER]];
    });
    // Several values of one record may have become "other".
    return { ...facts, keys: [...new Map(keys.map((pair) => [pair.join('\0'), pair])).values()] };
  });
};
