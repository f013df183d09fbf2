import type { Query } from '../storage/database';
import { closestLanguage } from './closest-language';
import type { PublishedUpdate } from './wire';

interface PublishedRow {
  id: string;
  title: string;
  text: string;
  locale: string;
  url: string | null;
  published_at: Date;
}

type TextKey = { id: string; locale: string };

/** Only web addresses are handed out, whoever wrote the row. */
const isWeb = (url: string): boolean => /^https?:\/\//i.test(url);

/**
 * What is published, newest first, each in the language that somebody who asks for `locale` reads best. Only the texts
 * that are answered are read: an update may be there in forty languages.
 */
export const readPublished = async (
  query: Query,
  { project, locale, limit }: { project: string; locale: string; limit: number },
): Promise<PublishedUpdate[]> => {
  const rows = await query<PublishedRow>(
    `SELECT id, title, text, locale, url, published_at FROM earshot_updates
     WHERE project = $1 AND state = 'published' ORDER BY published_at DESC, id DESC LIMIT $2`,
    [project, limit],
  );
  const others = await query<TextKey>(
    `SELECT t.id, t.locale FROM json_to_recordset($2::json) AS u (id text)
     JOIN earshot_update_texts t ON t.project = $1 AND t.id = u.id ORDER BY t.id, t.locale`,
    [project, JSON.stringify(rows.map(({ id }) => ({ id })))],
  );
  const chosen = rows.map(({ id, locale: first }) => {
    const offered = others.filter((other) => other.id === id).map((other) => other.locale);
    return { id, locale: closestLanguage(locale, [first, ...offered]) };
  });
  const texts = await query<TextKey & { title: string; text: string }>(
    `SELECT t.id, t.locale, t.title, t.text FROM json_to_recordset($2::json) AS c (id text, locale text)
     JOIN earshot_update_texts t ON t.project = $1 AND t.id = c.id AND t.locale = c.locale`,
    [project, JSON.stringify(chosen)],
  );
  return rows.map((row) => {
    // Not there where the first language was chosen, or where somebody removed this one since.
    const { title, text, locale: spoken } = texts.find(({ id }) => id === row.id) ?? row;
    return {
      id: row.id,
      at: new Date(row.published_at).toISOString(),
      title,
      text,
      ...(row.url && isWeb(row.url) && { url: row.url }),
      locale: spoken,
    };
  });
};
