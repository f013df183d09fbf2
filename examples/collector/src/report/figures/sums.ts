import type { Period } from '../../metrics/calendar';
import type { FactKind } from '../../rollup/facts';
import { NAMES } from '../../rollup/keys';
import type { Database } from '../../storage/database';
import type { FigureRow } from '../../storage/rows';

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

/** `cut`: there were more, and the rarest are missing in what is returned. */
export const readFigures = async (
  database: Database,
  project: string,
  { first, last }: Period,
  most = MOST,
): Promise<{ figures: FigureRow[]; tallies: Tally[]; cut: boolean }> => {
  const found = await database.query<Tally>(
    `SELECT figure, value, label, sum(n) AS always, sum(CASE WHEN day >= $2 AND day <= $3 THEN n ELSE 0 END) AS count
     FROM earshot_sums WHERE project = $1 AND dimension = ''
     GROUP BY figure, value, label ORDER BY always DESC LIMIT ${most.tallies + 1}`,
    [project, first, last],
  );
  const tallies = found.slice(0, most.tallies);
  const hashes = [...new Set(tallies.map(({ figure }) => figure))];
  const wanted = hashes.slice(0, most.figures);
  const figures = wanted.length
    ? await database.query<FigureRow>(
        `SELECT f.* FROM json_to_recordset($2::json) AS t (figure text)
         JOIN earshot_figures f ON f.project = $1 AND f.figure = t.figure`,
        [project, JSON.stringify(wanted.map((figure) => ({ figure })))],
      )
    : [];
  return {
    figures,
    tallies: tallies.map((tally) => ({ ...tally, count: Number(tally.count), always: Number(tally.always) })),
    cut: found.length > tallies.length || hashes.length > wanted.length,
  };
};

export interface DayTally extends Tally {
  day: string;
}

export interface KeyTally extends Tally {
  key: string;
}

const among = (figures: string[]): string => JSON.stringify(figures.map((figure) => ({ figure })));
const counted = <T extends Tally>(rows: T[]): T[] => rows.map((row) => ({ ...row, count: Number(row.count) }));

/** By day: of all answers, or of those whose `dimension` has this `key`. */
export const readDays = async (
  database: Database,
  project: string,
  figures: string[],
  { first, last }: Period,
  { dimension, key }: { dimension: string; key: string } = { dimension: '', key: '' },
): Promise<DayTally[]> =>
  counted(
    await database.query<DayTally>(
      `SELECT s.figure, s.day, s.value, s.label, s.n AS count
       FROM json_to_recordset($2::json) AS t (figure text)
       JOIN earshot_sums s ON s.project = $1 AND s.dimension = $5 AND s.figure = t.figure AND s.key = $6
       WHERE s.day >= $3 AND s.day <= $4`,
      [project, among(figures), first, last, dimension, key],
    ),
  );

/** By key of one dimension. */
export const readKeys = async (
  database: Database,
  project: string,
  figures: string[],
  { first, last }: Period,
  dimension: string,
): Promise<KeyTally[]> =>
  counted(
    await database.query<KeyTally>(
      `SELECT s.figure, s.key, s.value, s.label, sum(s.n) AS count
       FROM json_to_recordset($2::json) AS t (figure text)
       JOIN earshot_sums s ON s.project = $1 AND s.dimension = $5 AND s.figure = t.figure
       WHERE s.day >= $3 AND s.day <= $4
       GROUP BY s.figure, s.key, s.value, s.label`,
      [project, among(figures), first, last, dimension],
    ),
  );

/** Dimensions that these days have keys in. */
export const readDimensions = async (
  database: Database,
  project: string,
  { first, last }: Period,
): Promise<string[]> => {
  const rows = await database.query<{ dimension: string }>(
    `SELECT DISTINCT dimension FROM earshot_keys WHERE project = $1 AND month >= $2 AND month <= $3 AND dimension <> '${NAMES}'`,
    [project, first.slice(0, 7), last.slice(0, 7)],
  );
  return rows.map(({ dimension }) => dimension);
};

/** Each release with the first day that has an answer from it; those of the period. */
export const readReleases = async (
  database: Database,
  project: string,
  figures: string[],
  { first, last }: Period,
): Promise<{ release: string; day: string }[]> =>
  database.query(
    `SELECT s.key AS release, min(s.day) AS day
     FROM json_to_recordset($2::json) AS t (figure text)
     JOIN earshot_sums s ON s.project = $1 AND s.dimension = 'release' AND s.figure = t.figure
     GROUP BY s.key HAVING min(s.day) >= $3 AND min(s.day) <= $4 ORDER BY day`,
    [project, among(figures), first, last],
  );

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
