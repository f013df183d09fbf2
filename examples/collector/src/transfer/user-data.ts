import type { Scalar } from '../contract';
import type { Query } from '../storage/database';
import type { Selection } from './selection';

/** What a host knows of one of its users, by its own key. */
export interface UserData {
  userKey: string;
  data: { [key: string]: Scalar };
}

const PAGE_ROWS = 500;

/** What is marked as erased in the place of an id. No id looks like it. */
export const userDataName = (userKey: string): string => `userdata ${userKey}`;

interface UserDataRow {
  user_key: string;
  data: string;
  updated_at: Date;
}

/** Lines of the export, in the order of keys. */
export async function* userDataLines(
  query: Query,
  { project, from, to }: Selection,
): AsyncGenerator<{ lines: string[] }> {
  for (let after = ''; ; ) {
    const rows = await query<UserDataRow>(
      `SELECT user_key, data, updated_at FROM earshot_userdata
       WHERE project = $1 AND user_key > $2 ORDER BY user_key LIMIT ${PAGE_ROWS}`,
      [project, after],
    );
    if (!rows.length) return;
    after = rows.at(-1)!.user_key;
    const asked = rows.filter(({ updated_at }) => {
      const at = new Date(updated_at).toISOString();
      return (!from || at >= from) && (!to || at < to);
    });
    yield { lines: asked.map(({ user_key, data }) => `{"userKey":${JSON.stringify(user_key)},"data":${data}}`) };
  }
}

/** Puts the data in the place of what was known by these keys. Returns the keys for which that changed something. */
export const putUserData = async (query: Query, project: string, given: UserData[]): Promise<Set<string>> => {
  // The last one of a key stands: one statement may write a row only once. Sorted, so that two imports never wait crosswise.
  const byKey = new Map(given.map((one) => [one.userKey, one]));
  const rows = [...byKey.values()]
    .sort((a, b) => (a.userKey < b.userKey ? -1 : 1))
    .map(({ userKey, data }) => ({ user_key: userKey, data: JSON.stringify(data) }));
  if (!rows.length) return new Set();
  const changed = await query<{ user_key: string }>(
    `INSERT INTO earshot_userdata (project, user_key, data, updated_at)
     SELECT $1::text, user_key, data, now() FROM json_to_recordset($2::json) AS t (user_key text, data text)
     ON CONFLICT (project, user_key) DO UPDATE SET data = excluded.data, updated_at = excluded.updated_at
       WHERE earshot_userdata.data <> excluded.data
     RETURNING user_key`,
    [project, JSON.stringify(rows)],
  );
  return new Set(changed.map(({ user_key }) => user_key));
};
