import { eraseWhatBelongs } from '../storage/erase';
import type { Store } from '../storage/store';
import type { GoOn } from './go-on';

const BATCH = 500;

interface Batch {
  project: string;
  ids: string[];
}

/** Its rows in the order of their keys, a few hundred of one project at a time. */
async function* batchesOf({ database }: Store, table: string): AsyncGenerator<Batch> {
  let project = '';
  for (let after = ''; ; ) {
    const rows = await database.query<{ id: string }>(
      `SELECT id FROM ${table} WHERE project = $1 AND id > $2 ORDER BY id LIMIT ${BATCH}`,
      [project, after],
    );
    if (rows.length) {
      yield { project, ids: rows.map(({ id }) => id) };
      after = rows.at(-1)!.id;
      continue;
    }
    const sql = `SELECT project FROM ${table} WHERE project > $1 ORDER BY project LIMIT 1`;
    const [next] = await database.query<{ project: string }>(sql, [project]);
    if (!next) return;
    project = next.project;
    after = '';
  }
}

/** Those of `ids` that were not marked before. */
const mark = async ({ database, hashOf }: Store, { project, ids }: Batch): Promise<string[]> => {
  const byHash = new Map(ids.map((id) => [hashOf(project, id), id]));
  const marked = await database.query<{ id_hash: string }>(
    `INSERT INTO earshot_erased (project, id_hash, erased_at)
     SELECT $1, id_hash, now() FROM json_to_recordset($2::json) AS t (id_hash text)
     ON CONFLICT DO NOTHING RETURNING id_hash`,
    [project, JSON.stringify([...byHash.keys()].map((id_hash) => ({ id_hash })))],
  );
  return marked.map(({ id_hash }) => byHash.get(id_hash)!);
};

/** Marks every row of a partition as erased, which it is about to be. False: it was told not to go on. */
export const markRows = async (store: Store, table: string, goOn: GoOn): Promise<boolean> => {
  for await (const batch of batchesOf(store, table)) {
    if (!(await goOn())) return false;
    await mark(store, batch);
  }
  return true;
};

/**
 * Removes what belongs to the submissions of a table that was taken out, and then the table. Doing it again after it was
 * killed changes nothing. Returns the number of records by project, or undefined when it was told not to go on.
 */
export const forgetExpired = async (
  store: Store,
  table: string,
  goOn: GoOn,
): Promise<Record<string, number> | undefined> => {
  const { database, counters } = store;
  for await (const batch of batchesOf(store, table)) {
    if (!(await goOn())) return undefined;
    // What came between the marks and the lock. Sent again before this, it would be stored anew: it is erased by its id.
    for (const id of await mark(store, batch)) await store.erase(batch.project, id);
    await database.transaction((query) => eraseWhatBelongs(query, batch.project, batch.ids));
  }
  const rows = await database.query<{ project: string; n: number | string }>(
    `SELECT project, count(*) AS n FROM ${table} GROUP BY project`,
  );
  await database.query(`DROP TABLE ${table}`);
  const counts: Record<string, number> = Object.create(null);
  for (const { project, n } of rows) {
    counts[project] = Number(n);
    counters.add(project, 'erased', Number(n));
  }
  return counts;
};
