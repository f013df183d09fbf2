import type { Period } from '../../metrics/calendar';
import type { FactKind } from '../../rollup/facts';
import type { Database } from '../../storage/database';
import type { DayVolume } from './volume';

/** What counts as a submission: tests have kinds of their own. */
const SUBMISSIONS: FactKind[] = ['submission', 'agreed'];

/** Submissions by day, as they were counted: a sum over days and kinds, whatever their number. */
export const readVolume = async (
  { query }: Database,
  project: string,
  { first, last }: Period,
): Promise<DayVolume[]> => {
  const rows = await query<{ day: string; came: DayVolume['came']; n: number | string }>(
    `SELECT day, CASE WHEN mode = 'always_on' THEN 'always_on' ELSE 'asked' END AS came, sum(n) AS n
     FROM earshot_traffic
     WHERE project = $1 AND day >= $2 AND day <= $3 AND kind IN (${SUBMISSIONS.map((kind) => `'${kind}'`).join(', ')})
     GROUP BY 1, 2`,
    [project, first, last],
  );
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
};

/** More wordings than that tell of no other releases. */
const MOST_FIGURES = 500;

/** Figures whose answers tell when a release was first seen. */
export const readFigureHashes = async ({ query }: Database, project: string): Promise<string[]> => {
  const rows = await query<{ figure: string }>(
    `SELECT figure FROM earshot_figures WHERE project = $1 ORDER BY first_seen, figure LIMIT ${MOST_FIGURES}`,
    [project],
  );
  return rows.map(({ figure }) => figure);
};
