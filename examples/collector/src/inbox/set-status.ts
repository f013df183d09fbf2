import { recount, uncount } from '../rollup/uncount';
import type { Database } from '../storage/database';
import { settleSpam } from '../themes/settle';
import { type Action, at, emitStatus, type Held, holding, tell } from './action';
import { isResponse, type Status } from './status';

const idsOf = (held: Held[]): string[] => held.map(({ id }) => id);

const SET_STATUS = `UPDATE earshot_submissions s SET status = $3, status_at = $4::timestamptz,
    first_response_at = CASE WHEN $5::boolean THEN COALESCE(s.first_response_at, $4::timestamptz)
      ELSE s.first_response_at END
  FROM json_to_recordset($2::json) AS t (id text) WHERE s.project = $1 AND s.id = t.id`;

/**
 * Brings submissions to a state, and resolves with the ids of those that were not in it. Spam leaves the figures by it,
 * and comes back by any other state.
 */
export const setStatus = (database: Database, action: Action, ids: string[], status: Status): Promise<string[]> =>
  holding(
    database,
    action,
    ids,
    async (query, held) => {
      const other = held.filter((one) => one.status !== status);
      const changed = other.map(({ id }) => ({ id }));
      if (!changed.length) return [];
      const params = [action.project, JSON.stringify(changed), status, at(action), isResponse(status)];
      await query(SET_STATUS, params);
      const spam = status === 'spam';
      const moved = idsOf(spam ? other : other.filter((one) => one.status === 'spam'));
      await (spam ? uncount : recount)(query, action.project, moved);
      await emitStatus(query, action, other, status);
      await tell(
        query,
        action,
        changed.map(({ id }) => ({ id, what: 'status', value: status })),
      );
      await settleSpam(query, action.project, moved, spam);
      return idsOf(other);
    },
    { sums: true },
  );
