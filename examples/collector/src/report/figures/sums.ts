import type { Period } from '../../metrics/calendar';
import { inWeekParts, nextWeekPart, weekPartOf } from '../../metrics/week-part';
import type { FactKind } from '../../rollup/facts';
import { NAMES, OTHER } from '../../rollup/keys';
import { isTestName, withoutTest } from '../../rollup/tests';
import type { Database } from '../../storage/database';
import type { FigureRow } from '../../storage/rows';
import { memberOf } from './member';
import { among, daySteps, inSteps, namesIn, type Step, stepsOf, type Which } from './steps';

/** How often a value was given with a label, by figure hash. */
export interface Tally {
  figure: string;
  value: string;
  label: string;
  /** Within the period that is shown. */
  count: number;
  /** Over all time. @default the count */
  always?: number;
}

/** More distinct wordings than a person can read: a flood of them must not make the page heavy. */
const MOST = { figures: 500, tallies: 10_000 };

const numbers = <T extends Tally>(rows: T[]): T[] => rows.map((row) => ({ ...row, count: Number(row.count) }));

/** Rows of figures by their hashes. Of what was asked of visitors and in tests, the first time counts. */
const readRows = async ({ query }: Database, project: string, hashes: string[], which: Which): Promise<FigureRow[]> => {
  if (!hashes.length) return [];
  const rows = await query<FigureRow>(
    `SELECT f.* FROM json_to_recordset($2::json) AS t (figure text)
     JOIN earshot_figures f ON f.project = $1 AND f.figure = t.figure`,
    [project, JSON.stringify(hashes.flatMap((hash) => namesIn(hash, which)).map((figure) => ({ figure })))],
  );
  const merged = new Map<string, FigureRow>();
  for (const row of rows) {
    const figure = withoutTest(row.figure);
    const known = merged.get(figure);
    if (!known || row.first_seen < known.first_seen) merged.set(figure, { ...row, figure });
  }
  return [...merged.values()];
};

/** `cut`: there were more, and the rarest are missing in what is returned. */
export const readFigures = async (
  database: Database,
  project: string,
  period: Period,
  most = MOST,
  which: Which = {},
): Promise<{ figures: FigureRow[]; tallies: Tally[]; cut: boolean }> => {
  const { parts, days } = inWeekParts(period);
  const found = await database.query<Tally>(
    `SELECT figure, value, label, sum(n) AS always, sum(CASE WHEN week >= $2 AND week <= $3 THEN n ELSE 0 END) AS count
     FROM earshot_week_sums WHERE project = $1 AND dimension IN ($4, $5)
     GROUP BY figure, value, label ORDER BY always DESC LIMIT ${most.tallies + 1}`,
    // Without a whole week part in the period nothing lies between the two.
    [project, parts?.first ?? '9', parts?.last ?? '0', ...[...namesIn('', which), ''].slice(0, 2)],
  );
  const tallies = found.slice(0, most.tallies);
  const hashes = [...new Set(tallies.map(({ figure }) => figure))];
  const wanted = hashes.slice(0, most.figures);
  const edges = inSteps(daySteps(days), 3);
  const [figures, atEdges] = await Promise.all([
    readRows(database, project, wanted, which),
    days.length && wanted.length
      ? database.query<Tally>(
          `SELECT steps.figure, steps.value, steps.label, sum(steps.n) AS count FROM ${edges.sql}
           GROUP BY steps.figure, steps.value, steps.label`,
          [project, among(wanted, '', which), ...edges.params],
        )
      : [],
  ]);
  const more = new Map(atEdges.map((tally) => [memberOf(tally), Number(tally.count)]));
  return {
    figures,
    tallies: tallies.map((tally) => ({
      ...tally,
      count: Number(tally.count) + (more.get(memberOf(tally)) ?? 0),
      always: Number(tally.always),
    })),
    cut: found.length > tallies.length || hashes.length > wanted.length,
  };
};

export interface DayTally extends Tally {
  day: string;
}

export interface KeyTally extends Tally {
  key: string;
}

/** In steps: of all answers, or of those whose `dimension` has this `key`. `day` is the one that a step begins with. */
export const readSteps = async (
  { query }: Database,
  project: string,
  figures: string[],
  steps: Step[],
  { dimension, key }: { dimension: string; key: string } = { dimension: '', key: '' },
  which: Which = {},
): Promise<DayTally[]> => {
  if (!figures.length || !steps.length) return [];
  const { sql, params } = inSteps(steps, 4, 'AND s.key = $3');
  return numbers(
    await query<DayTally>(
      `SELECT steps.figure, steps.at AS day, steps.value, steps.label, steps.n AS count FROM ${sql}`,
      [project, among(figures, dimension, which), key, ...params],
    ),
  );
};

/** By day: of all answers, or of those whose `dimension` has this `key`. */
export const readDays = (
  database: Database,
  project: string,
  figures: string[],
  period: Period,
  part?: { dimension: string; key: string },
  which?: Which,
): Promise<DayTally[]> => readSteps(database, project, figures, daySteps([period]), part, which);

/** By key of one dimension. */
export const readKeys = async (
  { query }: Database,
  project: string,
  figures: string[],
  period: Period,
  dimension: string,
  which: Which = {},
): Promise<KeyTally[]> => {
  const { sql, params } = inSteps(stepsOf(period), 3);
  return numbers(
    await query<KeyTally>(
      `SELECT steps.figure, steps.key, steps.value, steps.label, sum(steps.n) AS count FROM ${sql}
       GROUP BY steps.figure, steps.key, steps.value, steps.label`,
      [project, among(figures, dimension, which), ...params],
    ),
  );
};

/** Dimensions that these days have keys in. */
export const readDimensions = async (
  database: Database,
  project: string,
  { first, last }: Period,
  { tests }: Which = {},
): Promise<string[]> => {
  const rows = await database.query<{ dimension: string }>(
    'SELECT DISTINCT dimension FROM earshot_keys WHERE project = $1 AND month >= $2 AND month <= $3',
    [project, first.slice(0, 7), last.slice(0, 7)],
  );
  const names = rows.map(({ dimension }) => dimension).filter((name) => tests || !isTestName(name));
  return [...new Set(names.map(withoutTest))].filter((name) => name !== NAMES);
};

/** Each release with the first day that has an answer from it; those of the period. */
export const readReleases = async (
  { query }: Database,
  project: string,
  figures: string[],
  { first, last }: Period,
  which: Which = {},
): Promise<{ release: string; day: string }[]> => {
  const weeks = await query<{ figure: string; name: string; key: string; week: string }>(
    `SELECT t.figure, t.name, begun.key, begun.week FROM json_to_recordset($2::json) AS t (figure text, name text)
     CROSS JOIN LATERAL (
       SELECT s.key, min(s.week) AS week FROM earshot_week_sums s
       WHERE s.project = $1 AND s.dimension = t.name AND s.figure = t.figure GROUP BY s.key
     ) AS begun`,
    [project, among(figures, 'release', which)],
  );
  const earliest = new Map<string, string>();
  for (const { key, week } of weeks) if (week < (earliest.get(key) ?? '~')) earliest.set(key, week);
  // Their first days are those of their first weeks.
  const begun = weeks.filter(
    ({ key, week }) => key !== OTHER && week === earliest.get(key) && week >= weekPartOf(first) && week <= last,
  );
  if (!begun.length) return [];
  const days = await query<{ release: string; day: string }>(
    `SELECT t.key AS release, min(first.day) AS day
     FROM json_to_recordset($2::json) AS t (figure text, name text, key text, week text, until text)
     CROSS JOIN LATERAL (
       SELECT min(s.day) AS day FROM earshot_sums s
       WHERE s.project = $1 AND s.dimension = t.name AND s.figure = t.figure
         AND s.day >= t.week AND s.day < t.until AND s.key = t.key
     ) AS first
     GROUP BY t.key ORDER BY day`,
    [project, JSON.stringify(begun.map((row) => ({ ...row, until: nextWeekPart(row.week) })))],
  );
  return days.filter(({ day }) => day >= first && day <= last);
};

/** Records by what they are, of one survey, version and mode, or of a whole project. */
export const readTraffic = async (
  database: Database,
  project: string,
  { first, last }: Period,
): Promise<{ kind: FactKind; survey: string; version: string; mode: string; n: number }[]> => {
  const rows = await database.query<{
    kind: FactKind;
    survey: string;
    version: string;
    mode: string;
    n: number | string;
  }>(
    `SELECT kind, survey_id AS survey, survey_version AS version, mode, sum(n) AS n FROM earshot_traffic
     WHERE project = $1 AND day >= $2 AND day <= $3 GROUP BY kind, survey_id, survey_version, mode`,
    [project, first, last],
  );
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
};
