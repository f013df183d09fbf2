import type { Database } from '../storage/database';
import { type Action, holding, tell } from './action';

const SET_OWNER = `UPDATE earshot_submissions s SET owner = $3
  FROM json_to_recordset($2::json) AS t (id text) WHERE s.project = $1 AND s.id = t.id`;

/** A name as it is kept: one line of at most 80 characters. */
export const ownerName = (text: string): string =>
  [
    ...text
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
      .trim(),
  ]
    .slice(0, 80)
    .join('')
    .trim();

/** Gives submissions to somebody, or to nobody (empty), and resolves with the ids of those that were another's. */
export const setOwner = (database: Database, action: Action, ids: string[], owner: string): Promise<string[]> =>
  holding(database, action, ids, async (query, held) => {
    const name = ownerName(owner);
    const changed = held.filter((one) => one.owner !== name).map(({ id }) => ({ id }));
    if (!changed.length) return [];
    await query(SET_OWNER, [action.project, JSON.stringify(changed), name]);
    await tell(
      query,
      action,
      changed.map(({ id }) => ({ id, what: 'owner', value: name })),
    );
    return changed.map(({ id }) => id);
  });
