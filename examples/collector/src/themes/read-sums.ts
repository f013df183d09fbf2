import type { Database } from '../storage/database';
import type { Between } from './read';
import { ALL_TEXTS, WEEK_MS } from './sums';

/** How many submissions are in each theme, and how many of these have words. */
export interface Held {
  all: number;
  texts: number;
}

export interface ThemeCounts {
  /** By theme. */
  held: Map<string, Held>;
  /** Submissions in which somebody wrote something. */
  texts: number;
}

/** What those in a theme gave: how often which answer in which figure. */
export interface Given {
  theme: string;
  figure: string;
  value: string;
  label: string;
  count: number;
}

/** A period as the sums have it: whole weeks, and what is before and after them. */
export const inWeeks = ({
  fromMs,
  toMs,
}: Between): { weeks: { first: number; last: number } | undefined; edges: Between[] } => {
  const first = Math.ceil(fromMs / WEEK_MS);
  const last = Math.floor(toMs / WEEK_MS) - 1;
  if (first > last) return { weeks: undefined, edges: fromMs < toMs ? [{ fromMs, toMs }] : [] };
  const edges = [
    { fromMs, toMs: first * WEEK_MS },
    { fromMs: (last + 1) * WEEK_MS, toMs },
  ];
  return { weeks: { first, last }, edges: edges.filter((edge) => edge.fromMs < edge.toMs) };
};

/** Rows of the sums and of both edges together, each asked for by itself: no index serves all of them. */
const gathered = async <T>(
  { query }: Database,
  project: string,
  between: Between,
  ofWeeks: string,
  ofEdge: string,
  more: unknown[] = [],
): Promise<T[]> => {
  const { weeks, edges } = inWeeks(between);
  const all = await Promise.all([
    weeks ? query<T>(ofWeeks, [project, weeks.first, weeks.last, ...more]) : [],
    ...edges.map(({ fromMs, toMs }) =>
      query<T>(ofEdge, [project, new Date(fromMs).toISOString(), new Date(toMs).toISOString()]),
    ),
  ]);
  return all.flat();
};

const IN_WEEKS = 'project = $1 AND week >= $2::integer AND week <= $3::integer';
const DURING = 'received_at >= $2::timestamptz AND received_at < $3::timestamptz';
/** Theme by theme, as the index has them. */
const HELD = `earshot_themes t JOIN earshot_theme_submissions x ON x.project = $1 AND x.theme_id = t.id
  WHERE t.project = $1 AND x.how <> 'not' AND x.counted AND x.${DURING.replace('AND ', 'AND x.')}`;

/** How large each theme is, and of how many texts. Without tests and spam, which are in no number. */
export const readCounts = async (database: Database, project: string, between: Between): Promise<ThemeCounts> => {
  const rows = await gathered<{ id: string; n: number | string; texts: number | string }>(
    database,
    project,
    between,
    `SELECT theme_id AS id, sum(n) AS n, sum(texts) AS texts FROM earshot_theme_sums
     WHERE ${IN_WEEKS} AND figure = '' GROUP BY theme_id`,
    `SELECT x.theme_id AS id, count(*) AS n, sum(CASE WHEN x.has_text THEN 1 ELSE 0 END) AS texts FROM ${HELD}
     GROUP BY x.theme_id
     UNION ALL SELECT '${ALL_TEXTS}', count(*), count(*) FROM earshot_search
     WHERE project = $1 AND has_text AND ${DURING}`,
  );
  const held = new Map<string, Held>();
  for (const { id, n, texts } of rows) {
    const { all, texts: before } = held.get(id) ?? { all: 0, texts: 0 };
    held.set(id, { all: all + Number(n), texts: before + Number(texts) });
  }
  const texts = held.get(ALL_TEXTS)?.texts ?? 0;
  held.delete(ALL_TEXTS);
  return { held, texts };
};

/** Answers of those who are in themes, in these figures (hashes), without spam. */
export const readGiven = async (
  database: Database,
  project: string,
  between: Between,
  figures: Set<string>,
): Promise<Given[]> => {
  if (!figures.size) return [];
  const rows = await gathered<Omit<Given, 'count'> & { ratings?: string; n: number | string }>(
    database,
    project,
    between,
    `SELECT theme_id AS theme, figure, value, label, sum(n) AS n FROM earshot_theme_sums
     WHERE ${IN_WEEKS} AND figure IN (SELECT f.figure FROM json_to_recordset($4::json) AS f (figure text))
     GROUP BY theme_id, figure, value, label`,
    `SELECT x.theme_id AS theme, x.ratings, count(*) AS n FROM ${HELD} GROUP BY x.theme_id, x.ratings`,
    [JSON.stringify([...figures].map((figure) => ({ figure })))],
  );
  return rows.flatMap(({ theme, ratings, figure, value, label, n }): Given[] => {
    const count = Number(n);
    if (ratings === undefined) return [{ theme, figure, value, label, count }];
    return (JSON.parse(ratings) as [string, string, string][]).flatMap(([hash, ...answer]) =>
      figures.has(hash) ? [{ theme, figure: hash, value: answer[0], label: answer[1], count }] : [],
    );
  });
};
