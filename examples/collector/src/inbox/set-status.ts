import type { Database } from '../storage/database';
import { type Action, at, holding, tell } from './action';
import { isResponse, type Status } from './status';

const SET_STATUS = `UPDATE earshot_submissions s SET status = $3, status_at = $4::timestamptz,
    first_response_at = CASE WHEN $5::boolean THEN COALESCE(s.first_response_at, $4::timestamptz)
      ELSE s.first_response_at END
  FROM json_to_recordset($2::json) AS t (id text) WHERE s.project = $1 AND s.id = t.id`;

/**
 * Brings submissions to a state, and resolves with the ids of those that were not in it. Spam leaves the figures by it,
 * and comes back by any other state.
 */
export const setStatus = (database: Database, action: Action, ids: string[], status: Status): Promise<string[]> =>
  holding(database, action, ids, async (query, held) => {
    const changed = held.filter((one) => one.status !== status).map(({ id }) => ({ id }));
    if (!changed.length) return [];
    const params = [action.project, JSON.stringify(changed), status, at(action), isResponse(status)];
    await query(SET_STATUS, params);
    await tell(
      query,
      action,
      changed.map(({ id }) => ({ id, what: 'status', value: status })),
    );
    return changed.map(({ id }) => id);
  });
