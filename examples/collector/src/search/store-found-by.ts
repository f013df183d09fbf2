import type { FeedbackRecord } from '../contract';
import type { Database, Query } from '../storage/database';
import { idArray } from '../storage/id-array';
import { figureRows } from '../storage/rows';
import { type Moved, storable, textMoved } from '../themes/sums';
import { themeText } from '../themes/words';
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

export interface Prepared {
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
      storable(value),
      storable(label),
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
 * Makes an erasure of them wait, which then finds what is stored here (see `storage/erase.ts`), whoever calls one of them
 * spam, and whoever indexes the same ones: in the order of the ids, so that two collectors never wait crosswise. Alone on a
 * database nobody does so meanwhile.
 */
const held = (database: Database, ids: string) => `SELECT s.project, s.id, s.status FROM earshot_submissions s
  WHERE s.project = $1 AND s.id = ANY(${ids}::text[])${database.shared ? ' ORDER BY s.id FOR NO KEY UPDATE OF s' : ''}`;

const idsOf = (rows: Prepared[]): string => idArray(rows.map(({ id }) => id));

/** Alone the same lock: what is stored of them in this transaction is found by an erasure that comes after. */
export const hold = async (database: Database, query: Query, project: string, rows: Prepared[]): Promise<void> => {
  if (!database.shared || !rows.length) return;
  await query(held(database, '$2'), [project, idsOf(rows)]);
};

/**
 * What these submissions are found by. Doing it twice does nothing more. Resolves with what came to the texts, for
 * `addToThemes`.
 */
export const storeTokens = async (
  database: Database,
  query: Query,
  project: string,
  rows: Prepared[],
): Promise<Moved[]> => {
  if (!rows.length) return [];
  const list = 'json_to_recordset($2::json) AS t (id text, received_at timestamptz, has_text boolean, tokens text)';
  const stored = await query<{ received_at: Date; has_text: boolean }>(
    `WITH held AS (${held(database, '$3')})
     INSERT INTO earshot_search (project, id, received_at, has_text, tokens)
     SELECT held.project, held.id, t.received_at, t.has_text AND held.status <> 'spam', t.tokens::integer[]
     FROM ${list} JOIN held ON held.id = t.id ORDER BY held.id ON CONFLICT DO NOTHING RETURNING received_at, has_text`,
    [
      project,
      JSON.stringify(rows.map(({ id, received_at, has_text, tokens }) => ({ id, received_at, has_text, tokens }))),
      idsOf(rows),
    ],
  );
  const others = rows.flatMap(({ id, folded }) => (folded ? [{ id, ...folded }] : []));
  if (others.length)
    await query(
      `UPDATE earshot_submissions s SET search_text = t.text, search_contact = t.contact
       FROM json_to_recordset($2::json) AS t (id text, text text, contact text)
       WHERE s.project = $1 AND s.id = t.id AND s.id = ANY($3::text[])`,
      [project, JSON.stringify(others), idArray(others.map(({ id }) => id))],
    );
  return stored.filter(({ has_text }) => has_text).map(textMoved(true));
};
