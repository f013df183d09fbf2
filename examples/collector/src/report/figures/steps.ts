import type { Period } from '../../metrics/calendar';
import { inWeekParts } from '../../metrics/week-part';
import { testName } from '../../rollup/tests';

/** Rows of sums that follow each other: week parts, or days. */
export interface Step extends Period {
  table: 'earshot_sums' | 'earshot_week_sums';
  /** The column of the day that it begins with, or is. */
  column: 'day' | 'week';
}

export const daySteps = (periods: Period[]): Step[] =>
  periods.map((period) => ({ ...period, table: 'earshot_sums', column: 'day' }));

/** The fewest rows that hold a period and nothing else: its whole week parts, and the days at its edges. */
export const stepsOf = (period: Period): Step[] => {
  const { parts, days } = inWeekParts(period);
  return [...(parts ? [{ ...parts, table: 'earshot_week_sums', column: 'week' } as const] : []), ...daySteps(days)];
};

export interface Which {
  /** Test records, too. @default false */
  tests?: boolean | undefined;
}

/** Names of a dimension in the sums. */
export const namesIn = (dimension: string, { tests }: Which): string[] =>
  tests ? [dimension, testName(dimension)] : [dimension];

/** What `inSteps` looks for, as its parameter: each of these figures, of all answers or by one dimension. */
export const among = (figures: string[], dimension: string, which: Which): string =>
  JSON.stringify(figures.flatMap((figure) => namesIn(dimension, which).map((name) => ({ figure, name }))));

/**
 * The rows of all steps as one table, `$1` being the project and `$2` the list of `among`; the steps take the parameters
 * from `next` on. `at` is the day that a step begins with. Each figure is looked up by itself: the order within, which
 * the index has anyway, keeps a database from reading the whole table instead, which it otherwise does while it guesses
 * wrong how many rows a figure has.
 */
export const inSteps = (steps: Step[], next: number, only = ''): { sql: string; params: string[] } => ({
  sql: `json_to_recordset($2::json) AS t (figure text, name text) CROSS JOIN LATERAL (${steps
    .map(
      ({ table, column }, at) => `(SELECT s.figure, s.key, s.${column} AS at, s.value, s.label, s.n FROM ${table} s
       WHERE s.project = $1 AND s.dimension = t.name AND s.figure = t.figure ${only}
         AND s.${column} >= $${next + 2 * at} AND s.${column} <= $${next + 2 * at + 1} ORDER BY s.${column})`,
    )
    .join(' UNION ALL ')}) AS steps`,
  params: steps.flatMap(({ first, last }) => [first, last]),
});
