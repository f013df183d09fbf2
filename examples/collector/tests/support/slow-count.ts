import type { Store } from '../../src/app';
import { startOf } from '../../src/metrics/calendar-unit';
import { pagePattern } from '../../src/rollup/page-pattern';
import { listSubmissions } from '../../src/storage/list';
import { ratingRows } from '../../src/storage/rows';

export interface SlowRow {
  test: boolean;
  dimension: string;
  figure: string;
  key: string;
  day: string;
  value: string;
  label: string;
}

/** What sums are made of, the slow way from what is stored: all records of a project, one after the other. */
export const slowRows = async ({ database }: Store, project: string, timeZone = 'UTC'): Promise<SlowRow[]> => {
  const found: SlowRow[] = [];
  for (const { record, receivedAt, status } of await listSubmissions(database, { project, limit: 1_000 })) {
    if (status === 'spam') continue;
    const { context, journey, respondent, locale, touchpoint, test } = record;
    const sent =
      record.time.createdAt > receivedAt || record.time.createdAt < '2000' ? receivedAt : record.time.createdAt;
    const day = new Date(sent).toLocaleDateString('sv-SE', { timeZone });
    const rated = record.answers.filter(({ type }) => type === 'scale');
    const keys: Record<string, string | undefined> = {
      touchpoint,
      journey: journey?.id,
      stage: journey?.stage,
      page: pagePattern(context.url),
      segment: respondent?.segment,
      release: context.release,
      device: context.device?.type,
      browser: context.device?.browser,
      os: context.device?.os,
      locale,
      acquisition: context.acquisition,
      ...Object.fromEntries(
        Object.entries(record.data ?? {}).map(([name, value]) => [`data.${name}`, String(value ?? '')]),
      ),
      ...Object.fromEntries(
        rated.map(({ question, value, scale }) => [
          `factor.${question}`,
          // Of one rating alone nothing goes with another.
          rated.length > 1 ? `${value} of ${scale!.min} ${scale!.max}` : undefined,
        ]),
      ),
    };
    for (const { answer } of ratingRows(record, { project, receivedAtMs: 0, skewMs: 0 }))
      for (const [dimension, key = ''] of [['', ''], ...Object.entries(keys).filter(([, key]) => key)])
        found.push({
          test,
          dimension: dimension!,
          figure: answer.figure,
          key,
          day,
          value: answer.value,
          label: answer.label,
        });
  }
  return found;
};

/** How many there are of each. */
export const tally = <T>(rows: T[], nameOf: (row: T) => unknown[]): [string, number][] => {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const name = nameOf(row).join('|');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
};

const named = ({ test, dimension }: SlowRow): string => (test ? `test:${dimension}` : dimension);

/** `earshot_sums` and `earshot_week_sums` as they should be. */
export const slowSums = (rows: SlowRow[]) => ({
  days: tally(rows, (row) => [named(row), row.figure, row.key, row.day, row.value, row.label]),
  weeks: tally(rows, (row) => {
    const week = [startOf('week', row.day), startOf('month', row.day)].sort()[1]!;
    return [named(row), row.figure, row.key, week, row.value, row.label];
  }),
});

/** The same as they are. */
export const storedSums = async ({ database }: Store, project: string) => {
  const read = async (table: string, at: string): Promise<[string, number][]> => {
    const rows = await database.query<Record<string, string>>(
      `SELECT dimension, figure, key, ${at} AS at, value, label, n FROM ${table} WHERE project = $1`,
      [project],
    );
    return rows
      .map(({ dimension, figure, key, at, value, label, n }): [string, number] => [
        [dimension, figure, key, at, value, label].join('|'),
        Number(n),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1));
  };
  return { days: await read('earshot_sums', 'day'), weeks: await read('earshot_week_sums', 'week') };
};
