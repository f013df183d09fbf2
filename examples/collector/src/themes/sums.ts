import type { Query } from '../storage/database';

/** Weeks are counted from the first of 1970, in UTC, so that no time zone moves what was added up. */
export const WEEK_MS = 604_800_000;

/** Of all texts together, whichever theme they are in. */
export const ALL_TEXTS = '';

/** A submission that came into a theme, or left it, as far as the sums are concerned. */
export interface Moved {
  /** Id of the theme, or `ALL_TEXTS`. */
  theme: string;
  received_at: Date | string;
  has_text: boolean;
  /** JSON of what it counts as in figures: `[figure, value, label][]`. */
  ratings: string;
  /** Whether it is in the sums from now on, or no more. */
  counted: boolean;
}

/** What a statement returns of a row `x` of `earshot_theme_submissions` that it changed. */
export const MOVED_ROW = 'x.theme_id AS theme, x.received_at, x.has_text, x.ratings, x.counted';

interface SumRow {
  figure: string;
  week: number;
  theme: string;
  value: string;
  label: string;
  n: number;
  texts: number;
}

/** What no database takes in a text, though JSON that was stored long ago may say it: NUL, and halves of surrogate pairs. */
export const storable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\ufffd');

/** Rows of one statement. */
const SLICE = 2_000;

/** Each sum once, all in one order: two transactions that add to the same ones never wait for each other crosswise. */
const rowsOf = (moved: Moved[]): SumRow[] => {
  const rows = new Map<string, SumRow>();
  const add = (row: SumRow) => {
    const key = JSON.stringify([row.figure, row.week, row.theme, row.value, row.label]);
    const known = rows.get(key);
    if (!known) rows.set(key, row);
    else {
      known.n += row.n;
      known.texts += row.texts;
    }
  };
  for (const { theme, received_at, has_text, ratings, counted } of moved) {
    const week = Math.floor(new Date(received_at).getTime() / WEEK_MS);
    const n = counted ? 1 : -1;
    add({ figure: '', week, theme, value: '', label: '', n, texts: has_text ? n : 0 });
    for (const [figure, value, label] of JSON.parse(ratings) as [string, string, string][])
      add({ figure, week, theme, value: storable(value), label: storable(label), n, texts: 0 });
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, row]) => (row.n || row.texts ? [row] : []));
};

const KEY = 'figure, week, theme_id, value, label';
const LISTED = `SELECT figure, week, theme AS theme_id, value, label, n, texts FROM json_to_recordset($2::json) AS t
  (figure text, week integer, theme text, value text, label text, n bigint, texts bigint)`;
const ADD = `INSERT INTO earshot_theme_sums AS s (project, ${KEY}, n, texts)
  SELECT $1, ${KEY}, n, texts FROM (${LISTED}) AS t
  ON CONFLICT (project, ${KEY}) DO UPDATE SET n = s.n + excluded.n, texts = s.texts + excluded.texts`;
/** A row of nothing would keep a label that only an erased record had. */
const SWEEP = `DELETE FROM earshot_theme_sums
  WHERE project = $1 AND n <= 0 AND (${KEY}) IN (SELECT ${KEY} FROM (${LISTED}) AS t)`;

/**
 * Adds to the sums of themes what came into them, and takes out what left them. Run it as the last thing in the transaction
 * that changed `counted` or `has_text` of these rows: who waits for a sum then holds nothing that another one still wants.
 */
export const addToThemes = async (query: Query, project: string, moved: Moved[]): Promise<void> => {
  const rows = rowsOf(moved);
  const less = rows.some(({ n }) => n < 0);
  for (let at = 0; at < rows.length; at += SLICE) {
    const list = JSON.stringify(rows.slice(at, at + SLICE));
    await query(ADD, [project, list]);
    if (less) await query(SWEEP, [project, list]);
  }
};

/** A submission that counts, or does no more, among all that have words. */
export const textMoved =
  (counted: boolean) =>
  ({ received_at }: { received_at: Date | string }): Moved => ({
    theme: ALL_TEXTS,
    received_at,
    has_text: true,
    ratings: '[]',
    counted,
  });
