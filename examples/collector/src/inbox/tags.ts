import type { Database, Query } from '../storage/database';
import { type Action, at, holding, tell } from './action';

interface Tagged {
  id: string;
  tag: string;
}

const LIST = `json_to_recordset($2::json) AS t (id text, tag text)`;

const add = ({ project, who, ...when }: Action, list: string, query: Query) =>
  query<Tagged>(
    `INSERT INTO earshot_tags (project, submission_id, tag, at, who)
     SELECT $1, t.id, t.tag, $3::timestamptz, $4 FROM ${LIST}
     ON CONFLICT DO NOTHING RETURNING submission_id AS id, tag`,
    [project, list, at({ project, who, ...when }), who],
  );

const remove = ({ project }: Action, list: string, query: Query) =>
  query<Tagged>(
    `DELETE FROM earshot_tags x USING ${LIST} WHERE x.project = $1 AND x.submission_id = t.id AND x.tag = t.tag
     RETURNING x.submission_id AS id, x.tag`,
    [project, list],
  );

const change =
  (what: 'tag' | 'untag', write: typeof add) =>
  (database: Database, action: Action, ids: string[], tags: string[]): Promise<string[]> =>
    holding(database, action, ids, async (query, held) => {
      const list = held.flatMap(({ id }) => [...new Set(tags)].map((tag) => ({ id, tag })));
      const changed = await write(action, JSON.stringify(list), query);
      await tell(
        query,
        action,
        changed.map(({ id, tag }) => ({ id, what, value: tag })),
      );
      return [...new Set(changed.map(({ id }) => id))];
    });

/** Puts tags (`tagOf` makes them) on submissions, and resolves with the ids of those that lacked one. */
export const addTags = change('tag', add);

/** Takes tags off submissions, and resolves with the ids of those that had one. */
export const removeTags = change('untag', remove);
