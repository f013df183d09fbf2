import type { Query } from '../storage/database';
import { countBehind } from './behind';
import { UPDATE_ID, type Update, type UpdateState, type UpdateWords } from './update';

interface UpdateRow extends UpdateWords {
  id: string;
  state: UpdateState;
  url: string | null;
  created_at: Date;
  published_at: Date | null;
  changed_at: Date;
  who: string;
}

const COLUMNS = 'id, state, title, text, locale, url, created_at, published_at, changed_at, who';

const iso = (at: Date): string => new Date(at).toISOString();

const complete = async (query: Query, project: string, rows: UpdateRow[]): Promise<Update[]> => {
  const ids = rows.map(({ id }) => id);
  const others = await query<UpdateWords & { id: string }>(
    `SELECT t.id, t.locale, t.title, t.text FROM json_to_recordset($2::json) AS u (id text)
     JOIN earshot_update_texts t ON t.project = $1 AND t.id = u.id ORDER BY t.id, t.locale`,
    [project, JSON.stringify(ids.map((id) => ({ id })))],
  );
  const behind = await countBehind(query, project, ids);
  return rows.map(({ id, state, title, text, locale, url, created_at, published_at, changed_at, who }) => ({
    id,
    state,
    words: [
      { locale, title, text },
      ...others.filter((one) => one.id === id).map((one) => ({ locale: one.locale, title: one.title, text: one.text })),
    ],
    url: url ?? undefined,
    createdAt: iso(created_at),
    publishedAt: published_at ? iso(published_at) : undefined,
    changedAt: iso(changed_at),
    who,
    behind: behind.get(id) ?? 0,
  }));
};

/** Newest first: by when it was published, a draft by when it was begun. */
export const listUpdates = async (query: Query, project: string, limit: number): Promise<Update[]> => {
  const rows = await query<UpdateRow>(
    `SELECT ${COLUMNS} FROM earshot_updates WHERE project = $1
     ORDER BY COALESCE(published_at, created_at) DESC, id DESC LIMIT $2`,
    [project, limit],
  );
  return complete(query, project, rows);
};

export const readUpdate = async (query: Query, project: string, id: string): Promise<Update | undefined> => {
  if (!UPDATE_ID.test(id)) return undefined;
  const rows = await query<UpdateRow>(`SELECT ${COLUMNS} FROM earshot_updates WHERE project = $1 AND id = $2`, [
    project,
    id,
  ]);
  return (await complete(query, project, rows))[0];
};

/** Newest submissions that are asked which languages visitors read. */
const SAMPLE = 500;

/** The languages that visitors were shown lately, the most frequent first. */
export const visitorLanguages = async (query: Query, project: string): Promise<string[]> => {
  const rows = await query<{ locale: string }>(
    `SELECT locale FROM (
       SELECT locale FROM earshot_submissions WHERE project = $1 AND kind = 'submission'
       ORDER BY received_at DESC LIMIT ${SAMPLE}
     ) AS newest GROUP BY locale ORDER BY count(*) DESC, locale`,
    [project],
  );
  return rows.map(({ locale }) => locale);
};
