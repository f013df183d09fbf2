import type { FeedbackRecord } from '../contract';
import type { Database, Query } from '../storage/database';
import { figureRows } from '../storage/rows';
import { holdsAny, type ThemeWords, themeText } from '../themes/words';
import { searchable } from './fold';
import { tokensOf } from './tokens';

/** A stored submission as far as it is looked into. */
export interface Indexable {
  id: string;
  received_at: Date;
  skew_ms: number | string;
  test: boolean;
  search_text: string;
  search_contact: string;
  body: string;
}

export const INDEXABLE = 's.id, s.received_at, s.skew_ms, s.test, s.search_text, s.search_contact, s.body';

interface Prepared {
  id: string;
  received_at: string;
  has_text: boolean;
  tokens: string;
  /** Folded words that people wrote; what themes are looked for in. Empty for tests, which no theme holds. */
  text: string;
  ratings: string;
  /** Text and contact to be searched, where an older version folded them otherwise. */
  folded: { text: string; contact: string } | undefined;
}

/** What a record counts as in figures, for themes: hash of the figure, value, label. */
export const ratingsOf = (project: string, record: FeedbackRecord): string =>
  JSON.stringify(
    figureRows(record, { project, receivedAtMs: 0, skewMs: 0 }).map(({ answer: { figure, value, label } }) => [
      figure,
      value,
      label,
    ]),
  );

/** All of it is worked out before any lock is taken. What cannot be read is found by nothing. */
export const prepare = (project: string, rows: Indexable[]): Prepared[] =>
  rows.flatMap(({ id, received_at, test, search_text, search_contact, body }) => {
    try {
      const record = JSON.parse(body) as FeedbackRecord;
      const [text, contact] = [searchable(search_text), searchable(search_contact)];
      const said = themeText(record);
      return {
        id,
        received_at: new Date(received_at).toISOString(),
        has_text: !test && said !== '',
        tokens: `{${tokensOf(project, { text, contact, record })}}`,
        text: test ? '' : said,
        ratings: ratingsOf(project, record),
        folded: text === search_text && contact === search_contact ? undefined : { text, contact },
      };
    } catch {
      return [];
    }
  });

/**
 * Makes an erasure of them wait, which then finds what is stored here (see `storage/erase.ts`). Alone on a database nobody
 * erases meanwhile. All that is stored here is stored in the order of the ids: two collectors never wait crosswise.
 */
const held = (database: Database, list: string) => `SELECT s.project, s.id FROM ${list}
  JOIN earshot_submissions s ON s.project = $1 AND s.id = t.id${database.shared ? ' ORDER BY s.id FOR KEY SHARE OF s' : ''}`;

/** Alone the same lock: what is stored of them in this transaction is found by an erasure that comes after. */
export const hold = async (database: Database, query: Query, project: string, rows: Prepared[]): Promise<void> => {
  if (!database.shared || !rows.length) return;
  const list = 'json_to_recordset($2::json) AS t (id text)';
  await query(held(database, list), [project, JSON.stringify(rows.map(({ id }) => ({ id })))]);
};

/** What these submissions are found by. Doing it twice does nothing more. */
export const storeTokens = async (
  database: Database,
  query: Query,
  project: string,
  rows: Prepared[],
): Promise<void> => {
  if (!rows.length) return;
  const list = 'json_to_recordset($2::json) AS t (id text, received_at timestamptz, has_text boolean, tokens text)';
  await query(
    `WITH held AS (${held(database, list)})
     INSERT INTO earshot_search (project, id, received_at, has_text, tokens)
     SELECT held.project, held.id, t.received_at, t.has_text, t.tokens::integer[] FROM ${list} JOIN held ON held.id = t.id
     ORDER BY held.id ON CONFLICT DO NOTHING`,
    [
      project,
      JSON.stringify(rows.map(({ id, received_at, has_text, tokens }) => ({ id, received_at, has_text, tokens }))),
    ],
  );
  const others = rows.flatMap(({ id, folded }) => (folded ? [{ id, ...folded }] : []));
  if (others.length)
    await query(
      `UPDATE earshot_submissions s SET search_text = t.text, search_contact = t.contact
       FROM json_to_recordset($2::json) AS t (id text, text text, contact text) WHERE s.project = $1 AND s.id = t.id`,
      [project, JSON.stringify(others)],
    );
};

/**
 * Puts submissions into those themes whose words they hold. Their words are locked until the transaction is over: whoever
 * changes them meanwhile waits, and what they then begin looks at these submissions again. `only`: one theme, and what
 * its words do not hold any more leaves it. The submissions are locked before, by `storeTokens` or `hold`.
 */
export const storeThemes = async (query: Query, project: string, rows: Prepared[], only?: string): Promise<void> => {
  if (!rows.length) return;
  const themes = await query<ThemeWords>(
    `SELECT id, words FROM earshot_themes WHERE project = $1${only ? ' AND id = $2' : ''} ORDER BY id FOR SHARE`,
    only ? [project, only] : [project],
  );
  const holds = themes.flatMap((theme) => {
    const holding = holdsAny(theme);
    return rows.flatMap(({ id, received_at, ratings, text }) =>
      holding(text) ? [{ theme: theme.id, id, received_at, ratings }] : [],
    );
  });
  if (only && themes.length) {
    const holding = new Set(holds.map(({ id }) => id));
    const without = rows.filter(({ id }) => !holding.has(id)).map(({ id }) => ({ id }));
    await query(
      `DELETE FROM earshot_theme_submissions x USING json_to_recordset($3::json) AS t (id text)
       WHERE x.project = $1 AND x.theme_id = $2 AND x.submission_id = t.id AND x.how = 'word'`,
      [project, only, JSON.stringify(without)],
    );
  }
  if (!holds.length) return;
  // What was put in or taken out by hand stands.
  await query(
    `INSERT INTO earshot_theme_submissions (project, theme_id, submission_id, how, received_at, has_text, ratings)
     SELECT $1::text, t.theme, s.id, 'word', t.received_at, true, t.ratings
     FROM json_to_recordset($2::json) AS t (theme text, id text, received_at timestamptz, ratings text)
     JOIN earshot_submissions s ON s.project = $1 AND s.id = t.id ORDER BY s.id, t.theme ON CONFLICT DO NOTHING`,
    [project, JSON.stringify(holds)],
  );
};
