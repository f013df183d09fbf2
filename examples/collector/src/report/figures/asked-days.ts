import type { Period } from '../../metrics/calendar';
import type { Database } from '../../storage/database';
import type { FigureRow } from '../../storage/rows';
import { among, type Which } from './steps';

/** Of one question in one language: only of these something is said of when each was asked. */
const wordedTwice = (rows: FigureRow[]): string[] => {
  const groups = new Map<string, string[]>();
  for (const { survey_id, question, locale, figure } of rows) {
    const key = JSON.stringify([survey_id, question, locale]);
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  return [...groups.values()].filter((hashes) => hashes.length > 1).flat();
};

/** First and last day with an answer to each wording, over all time, where a question had several in one language. */
export const readAskedDays = async (
  { query }: Database,
  project: string,
  rows: FigureRow[],
  which: Which = {},
): Promise<Map<string, Period>> => {
  const hashes = wordedTwice(rows);
  if (!hashes.length) return new Map();
  const end = (order: 'ASC' | 'DESC') => `SELECT s.day FROM earshot_sums s
    WHERE s.project = $1 AND s.dimension = t.name AND s.figure = t.figure AND s.n > 0 ORDER BY s.day ${order} LIMIT 1`;
  const found = await query<Period & { figure: string }>(
    `SELECT t.figure, min(begun.day) AS first, max(ended.day) AS last
     FROM json_to_recordset($2::json) AS t (figure text, name text)
     CROSS JOIN LATERAL (${end('ASC')}) AS begun CROSS JOIN LATERAL (${end('DESC')}) AS ended
     GROUP BY t.figure`,
    [project, among(hashes, '', which)],
  );
  return new Map(found.map(({ figure, first, last }) => [figure, { first, last }]));
};
