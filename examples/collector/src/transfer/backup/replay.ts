import type { Store } from '../../storage/store';
import { projectsIn, stretchesOf } from '../pages';
import { userDataName } from '../user-data';

/** Rows whose hashes are compared at once. */
const STRETCH_ROWS = 1_000;

/** Those of `names` that are marked as erased; where `updatedAt` is given, since then. */
const marked = async (
  store: Store,
  project: string,
  names: { name: string; updatedAt?: Date }[],
): Promise<string[]> => {
  const list = names.map(({ name, updatedAt }) => ({
    name,
    id_hash: store.hashOf(project, name),
    updated_at: updatedAt,
  }));
  const rows = await store.database.query<{ name: string }>(
    `SELECT t.name FROM json_to_recordset($2::json) AS t (name text, id_hash text, updated_at timestamptz)
     JOIN earshot_erased e ON e.project = $1 AND e.id_hash = t.id_hash
     WHERE t.updated_at IS NULL OR e.erased_at >= t.updated_at`,
    [project, JSON.stringify(list)],
  );
  return rows.map(({ name }) => name);
};

/** O-data that is older than the mark of its erasure. */
const replayUserData = async (store: Store): Promise<number> => {
  let removed = 0;
  for await (const project of projectsIn(store.database.query, 'earshot_userdata'))
    for (let after = ''; ; ) {
      const rows = await store.database.query<{ user_key: string; updated_at: Date }>(
        `SELECT user_key, updated_at FROM earshot_userdata
         WHERE project = $1 AND user_key > $2 ORDER BY user_key LIMIT ${STRETCH_ROWS}`,
        [project, after],
      );
      if (!rows.length) break;
      after = rows.at(-1)!.user_key;
      const keyOf = new Map(rows.map(({ user_key }) => [userDataName(user_key), user_key]));
      const names = rows.map(({ user_key, updated_at }) => ({ name: userDataName(user_key), updatedAt: updated_at }));
      for (const name of await marked(store, project, names)) {
        await store.database.query('DELETE FROM earshot_userdata WHERE project = $1 AND user_key = $2', [
          project,
          keyOf.get(name),
        ]);
        removed++;
      }
    }
  return removed;
};

/**
 * Erases what is here although it is marked as erased: after an older state of the database was restored, and the marks of
 * later erasures were added. It looks at each record, since a mark says only whose it is when its id is known.
 */
export const replayErasures = async (
  store: Store,
  onProgress: (looked: number) => void = () => {},
): Promise<{ erased: number; userData: number }> => {
  let erased = 0;
  let looked = 0;
  for await (const project of projectsIn(store.database.query, 'earshot_submissions'))
    for await (const stretch of stretchesOf(store.database.query, project, STRETCH_ROWS)) {
      const rows = await store.database.query<{ id: string }>(
        'SELECT id FROM earshot_submissions WHERE project = $1 AND id > $2 AND id <= $3',
        [project, stretch.after, stretch.upTo],
      );
      for (const id of await marked(
        store,
        project,
        rows.map((row) => ({ name: row.id })),
      ))
        if (await store.erase(project, id)) erased++;
      looked += stretch.looked;
      onProgress(looked);
    }
  return { erased, userData: await replayUserData(store) };
};
