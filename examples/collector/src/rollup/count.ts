import type { Query } from '../storage/database';
import type { Facts } from './facts';

interface SumRow {
  dimension: string;
  figure: string;
  key: string;
  day: string;
  value: string;
  label: string;
}
interface TrafficRow {
  day: string;
  kind: string;
  survey_id: string;
  survey_version: string;
  mode: string;
}

/** Rows of one statement: some 300 kB of JSON. */
const SLICE = 2_000;

const slices = <T>(rows: T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / SLICE) }, (_, at) => rows.slice(at * SLICE, (at + 1) * SLICE));

/** Each different row once, with how often it was there. */
const tallied = <T extends object>(rows: T[], by: number): (T & { n: number })[] => {
  const counts = new Map<string, T & { n: number }>();
  for (const row of rows) {
    const at = JSON.stringify(row);
    const known = counts.get(at);
    if (known) known.n += by;
    else counts.set(at, { ...row, n: by });
  }
  return [...counts.values()];
};

const sumsOf = ({ day, ratings, keys }: Facts): SumRow[] =>
  ratings.flatMap(([figure, value, label]) =>
    [['', ''] as [string, string], ...keys].map(([dimension, key]) => ({ dimension, figure, key, day, value, label })),
  );

const trafficOf = ({ day, kind, survey: [survey_id, survey_version, mode] }: Facts): TrafficRow => ({
  day,
  kind,
  survey_id,
  survey_version,
  mode,
});

const SUM_ROW = 'dimension text, figure text, key text, day text, value text, label text';
const SUM_KEY = 'dimension, figure, key, day, value, label';
const TRAFFIC_ROW = 'day text, kind text, survey_id text, survey_version text, mode text';
const TRAFFIC_KEY = 'day, kind, survey_id, survey_version, mode';

const add = (table: string, row: string, key: string) => `INSERT INTO ${table} (project, ${key}, n)
  SELECT $1, ${key}, n FROM json_to_recordset($2::json) AS t (${row}, n bigint)
  ON CONFLICT (project, ${key}) DO UPDATE SET n = ${table}.n + excluded.n`;

/** A row of nothing would keep a label or a page that only an erased record had. */
const sweep = (table: string, row: string, key: string) => `DELETE FROM ${table}
  WHERE project = $1 AND n <= 0 AND (${key}) IN (SELECT ${key} FROM json_to_recordset($2::json) AS t (${row}))`;

const TABLES = [
  { table: 'earshot_sums', row: SUM_ROW, key: SUM_KEY, of: sumsOf },
  { table: 'earshot_traffic', row: TRAFFIC_ROW, key: TRAFFIC_KEY, of: (facts: Facts) => [trafficOf(facts)] },
];

/** Adds records to the sums of their project, or with -1 takes them out again. Run it under the project's lock. */
export const addToSums = async (query: Query, project: string, all: Facts[], by: 1 | -1): Promise<void> => {
  for (const { table, row, key, of } of TABLES)
    for (const slice of slices(tallied(all.flatMap<object>(of), by))) {
      const list = JSON.stringify(slice);
      await query(add(table, row, key), [project, list]);
      if (by < 0) await query(sweep(table, row, key), [project, list]);
    }
};
