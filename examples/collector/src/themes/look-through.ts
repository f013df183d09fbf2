import type { Database, Query } from '../storage/database';

const AGAIN = `ON CONFLICT (project, what) DO UPDATE SET after_id = ''`;

/** From now on everything that is stored is looked through for the words of a theme, in the background. */
export const lookThrough = (query: Query, { project, id }: { project: string; id: string }): Promise<unknown> =>
  query(`INSERT INTO earshot_passes (project, what, after_id) VALUES ($1, $2, '') ${AGAIN}`, [project, id]);

/** The same for every theme of every project: what came back into them is in no sum yet. */
export const lookAgain = ({ query }: Database): Promise<unknown> =>
  query(
    `INSERT INTO earshot_passes (project, what, after_id) SELECT project, id, '' FROM earshot_themes WHERE true ${AGAIN}`,
  );
