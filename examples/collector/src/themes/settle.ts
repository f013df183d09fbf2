import type { FeedbackRecord } from '../contract';
import type { Query } from '../storage/database';
import { idArray } from '../storage/id-array';
import { addToThemes, MOVED_ROW, type Moved, textMoved } from './sums';
import { type ThemeWords, themeText } from './words';

/**
 * Locks the themes of a project against whoever deletes or rewords one, after submissions and before what themes hold. In
 * this order whoever indexes locks them, too.
 */
export const lockThemes = (query: Query, project: string): Promise<ThemeWords[]> =>
  query('SELECT id, words FROM earshot_themes WHERE project = $1 ORDER BY id FOR SHARE', [project]);

/** What a theme holds counts, but for what is spam. Only what changes by that is written. */
const SETTLE = `UPDATE earshot_theme_submissions x SET counted = NOT x.counted
  FROM earshot_submissions s WHERE s.project = $1 AND s.id = ANY($2::text[])
  AND x.project = $1 AND x.submission_id = ANY($2::text[]) AND x.submission_id = s.id AND x.counted <> (x.how <> 'not' AND s.status <> 'spam')
  RETURNING ${MOVED_ROW}`;

/**
 * Lets these submissions count in their themes as they are by now, and returns what moved, for `addToThemes`. They and
 * their themes are locked before.
 */
export const settle = (query: Query, project: string, ids: string[]): Promise<Moved[]> =>
  query<Moved>(SETTLE, [project, idArray(ids)]);

/** Spam is among the texts no more. What is not in the index yet is put into it as it is by then. */
const HIDE_TEXTS = `UPDATE earshot_search f SET has_text = false
  WHERE f.project = $1 AND f.id = ANY($2::text[]) AND f.has_text RETURNING f.received_at`;
const SHOW_TEXTS = `UPDATE earshot_search f SET has_text = true
  WHERE f.project = $1 AND f.id = ANY($2::text[]) AND NOT f.has_text RETURNING f.received_at`;

/** What cannot be read has no words: it must not keep the others from coming back. */
const hasWords = (body: string): boolean => {
  try {
    return themeText(JSON.parse(body) as FeedbackRecord) !== '';
  } catch {
    return false;
  }
};

const withWords = async (query: Query, project: string, ids: string[]): Promise<string[]> => {
  const rows = await query<{ id: string; body: string }>(
    `SELECT s.id, s.body FROM earshot_submissions s
     WHERE s.project = $1 AND s.id = ANY($2::text[]) AND NOT s.test`,
    [project, idArray(ids)],
  );
  return rows.filter(({ body }) => hasWords(body)).map(({ id }) => id);
};

/** Takes what became spam just now out of what themes say, or lets it in again. Its rows are locked before. */
export const settleSpam = async (query: Query, project: string, ids: string[], spam: boolean): Promise<void> => {
  if (!ids.length) return;
  await lockThemes(query, project);
  const moved = await settle(query, project, ids);
  const texts = await query<{ received_at: Date }>(spam ? HIDE_TEXTS : SHOW_TEXTS, [
    project,
    idArray(spam ? ids : await withWords(query, project, ids)),
  ]);
  await addToThemes(query, project, [...moved, ...texts.map(textMoved(!spam))]);
};

/** Removes what the index and the themes have of submissions that are gone, and returns what moved, for `addToThemes`. */
export const forgetThemes = async (query: Query, project: string, ids: string[]): Promise<Moved[]> => {
  const params = [project, idArray(ids)];
  const among = '= ANY($2::text[])';
  const some = `SELECT x.theme_id FROM earshot_theme_submissions x WHERE x.project = $1 AND x.submission_id ${among} LIMIT 1`;
  // Most are in none, and nothing can be added to what is gone.
  const inThemes = (await query(some, params)).length > 0;
  if (inThemes) await lockThemes(query, project);
  const texts = await query<{ received_at: Date; has_text: boolean }>(
    `DELETE FROM earshot_search WHERE project = $1 AND id ${among} RETURNING received_at, has_text`,
    params,
  );
  const held = inThemes
    ? await query<Moved>(
        `DELETE FROM earshot_theme_submissions x WHERE x.project = $1 AND x.submission_id ${among} RETURNING ${MOVED_ROW}`,
        params,
      )
    : [];
  return [
    ...texts.filter(({ has_text }) => has_text).map(textMoved(false)),
    ...held.filter(({ counted }) => counted).map((one) => ({ ...one, counted: false })),
  ];
};
