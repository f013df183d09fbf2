import { weekPartOf } from '../metrics/week-part';
import type { Query } from '../storage/database';
import type { Facts } from './facts';
import { testName } from './tests';

interface SumRow {
  dimension: string;
  figure: string;
  key: string;
  day: string;
  /** First day of the week part that holds the day. */
  week: string;
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

type Tallied<T> = T & { n: number };

/** Between the parts of a name: no text that a database takes holds it. */
const END = '\0';

/** Each different answer of each day once, with how often it was given. A million records pass here: no JSON, no copies. */
const sumsOf = (all: Facts[], by: number): Tallied<SumRow>[] => {
  const rows = new Map<string, Tallied<SumRow>>();
  for (const { day, kind, ratings, keys } of all) {
    if (!ratings.length) continue;
    const week = weekPartOf(day);
    const every: [string, string] = [kind === 'test' ? testName('') : '', ''];
    for (const [figure, value, label] of ratings) {
      const rest = `${figure}${END}${day}${END}${value}${END}${label}`;
      for (const [dimension, key] of [every, ...keys]) {
        const at = `${dimension}${END}${key}${END}${rest}`;
        const known = rows.get(at);
        if (known) known.n += by;
        else rows.set(at, { dimension, figure, key, day, week, value, label, n: by });
      }
    }
  }
  return [...rows.values()];
};

const trafficOf = (all: Facts[], by: number): Tallied<TrafficRow>[] => {
  const rows = new Map<string, Tallied<TrafficRow>>();
  for (const { day, kind, survey } of all) {
    const at = [day, kind, ...survey].join(END);
    const known = rows.get(at);
    const [survey_id, survey_version, mode] = survey;
    if (known) known.n += by;
    else rows.set(at, { day, kind, survey_id, survey_version, mode, n: by });
  }
  return [...rows.values()];
};

const SUM_ROW = 'dimension text, figure text, key text, day text, week text, value text, label text';
const DAY_KEY = 'dimension, figure, key, day, value, label';
const WEEK_KEY = 'dimension, figure, key, week, value, label';
const TRAFFIC_ROW = 'day text, kind text, survey_id text, survey_version text, mode text';
const TRAFFIC_KEY = 'day, kind, survey_id, survey_version, mode';

const add = (table: string, key: string, rows: string) => `INSERT INTO ${table} (project, ${key}, n)
  SELECT $1, ${key}, ${rows}
  ON CONFLICT (project, ${key}) DO UPDATE SET n = ${table}.n + excluded.n`;

const listed = (row: string) => `SELECT * FROM json_to_recordset($2::json) AS t (${row}, n bigint)`;

/** Days and weeks in one statement: the list crosses to the database once. */
const ADD_SUMS = `WITH t AS (${listed(SUM_ROW)}), weeks AS (${add('earshot_week_sums', WEEK_KEY, `sum(n) FROM t GROUP BY ${WEEK_KEY}`)})
  ${add('earshot_sums', DAY_KEY, 'n FROM t')}`;
const ADD_TRAFFIC = `WITH t AS (${listed(TRAFFIC_ROW)}) ${add('earshot_traffic', TRAFFIC_KEY, 'n FROM t')}`;

/** A row of nothing would keep a label or a page that only an erased record had. */
const sweep = (table: string, row: string, key: string) => `DELETE FROM ${table}
  WHERE project = $1 AND n <= 0 AND (${key}) IN (SELECT ${key} FROM (${listed(row)}) AS t)`;
const SWEEP_SUMS = [sweep('earshot_sums', SUM_ROW, DAY_KEY), sweep('earshot_week_sums', SUM_ROW, WEEK_KEY)];
const SWEEP_TRAFFIC = [sweep('earshot_traffic', TRAFFIC_ROW, TRAFFIC_KEY)];

/** Adds records to the sums of their project, or with -1 takes them out again. Run it under the project's lock. */
export const addToSums = async (query: Query, project: string, all: Facts[], by: 1 | -1): Promise<void> => {
  const apply = async (rows: object[], adding: string, sweeping: string[]) => {
    for (const slice of slices(rows)) {
      const list = JSON.stringify(slice);
      const statements = by < 0 ? [adding, ...sweeping] : [adding];
      await Promise.all(statements.map((statement) => query(statement, [project, list])));
    }
  };
  await Promise.all([
    apply(sumsOf(all, by), ADD_SUMS, SWEEP_SUMS),
    apply(trafficOf(all, by), ADD_TRAFFIC, SWEEP_TRAFFIC),
  ]);
};
