import type { Query } from '../storage/database';
import { idArray } from '../storage/id-array';
import { lockThemes } from '../themes/settle';
import { MOVED_ROW, type Moved } from '../themes/sums';
import { holdsAny } from '../themes/words';
import type { Prepared } from './store-found-by';

interface Holding {
  theme: string;
  id: string;
}

const listOf = (rows: object[]): string => JSON.stringify(rows);

/** What is in these themes by words that it has no more. */
const unheld = async (
  query: Query,
  project: string,
  themes: string[],
  rows: Prepared[],
  holds: Holding[],
): Promise<Holding[]> => {
  const held = await query<Holding>(
    `SELECT x.theme_id AS theme, x.submission_id AS id FROM earshot_theme_submissions x
     WHERE x.project = $1 AND x.theme_id = ANY($2::text[]) AND x.submission_id = ANY($3::text[]) AND x.how = 'word'`,
    [project, idArray(themes), idArray(rows.map(({ id }) => id))],
  );
  const still = new Set(holds.map(({ theme, id }) => `${theme} ${id}`));
  return held.filter(({ theme, id }) => !still.has(`${theme} ${id}`));
};

/**
 * Puts submissions into those themes whose words they hold. Their words are locked until the transaction is over: whoever
 * changes them meanwhile waits, and what they then begin looks at these submissions again. `only`: these themes, and what
 * their words do not hold any more leaves them. The submissions are locked before, by `storeTokens` or `hold`. Resolves
 * with what moved, for `addToThemes`.
 */
export const storeThemes = async (
  query: Query,
  project: string,
  rows: Prepared[],
  only?: string[],
): Promise<Moved[]> => {
  if (!rows.length) return [];
  const themes = (await lockThemes(query, project)).filter(({ id }) => !only || only.includes(id));
  const holds = themes.flatMap((theme) => {
    const holding = holdsAny(theme);
    return rows.flatMap(({ id, received_at, ratings, text }) =>
      holding(text) ? [{ theme: theme.id, id, received_at, ratings }] : [],
    );
  });
  const leaving = only ? await unheld(query, project, only, rows, holds) : [];
  const left = leaving.length
    ? await query<Moved>(
        `DELETE FROM earshot_theme_submissions x USING json_to_recordset($2::json) AS t (theme text, id text)
         WHERE x.project = $1 AND x.theme_id = t.theme AND x.submission_id = t.id AND x.how = 'word'
           AND x.submission_id = ANY($3::text[])
         RETURNING ${MOVED_ROW}`,
        [project, listOf(leaving), idArray(leaving.map(({ id }) => id))],
      )
    : [];
  // What was put in or taken out by hand stands.
  const came = holds.length
    ? await query<Moved>(
        `INSERT INTO earshot_theme_submissions AS x
           (project, theme_id, submission_id, how, received_at, has_text, ratings, counted)
         SELECT $1::text, t.theme, s.id, 'word', t.received_at, true, t.ratings, s.status <> 'spam'
         FROM json_to_recordset($2::json) AS t (theme text, id text, received_at timestamptz, ratings text)
         JOIN earshot_submissions s ON s.project = $1 AND s.id = t.id AND s.id = ANY($3::text[])
         ORDER BY s.id, t.theme ON CONFLICT DO NOTHING RETURNING ${MOVED_ROW}`,
        [project, listOf(holds), idArray(new Set(holds.map(({ id }) => id)))],
      )
    : [];
  return [
    ...left.filter(({ counted }) => counted).map((one) => ({ ...one, counted: false })),
    ...came.filter(({ counted }) => counted),
  ];
};
