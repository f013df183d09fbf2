import type { Database } from '../storage/database';
import { type Action, at, emitStatus, holding, madeId, tell } from './action';

/** How long a mail is tried before it is given up. */
export const GIVE_UP_DAYS = 3;

const giveUpAt = ({ nowMs }: Action): string => new Date(nowMs + GIVE_UP_DAYS * 86_400_000).toISOString();

const ADD_REPLY = `INSERT INTO earshot_replies (project, submission_id, id, at, who, text, state, attempts, due_at,
    give_up_at)
  VALUES ($1, $2, $3, $4, $5, $6, 'queued', 0, $4, $7) ON CONFLICT DO NOTHING RETURNING id`;

const RESPONDED = `UPDATE earshot_submissions SET status = $3, first_response_at = COALESCE(first_response_at, $4),
    status_at = CASE WHEN status = $3 THEN status_at ELSE $4::timestamptz END
  WHERE project = $1 AND id = $2`;

/**
 * Puts a reply into the outbox, which mails it. What was new is acknowledged by it, or resolved where the team says so. The
 * same `key` again changes nothing. Whether this submission may be replied to is asked before (`whyNoReply`).
 * @returns whether it was added; `false` also where there is no such submission.
 */
export const reply = (
  database: Database,
  action: Action,
  id: string,
  { text, key, resolve }: { text: string; key?: string | null | undefined; resolve: boolean },
): Promise<boolean> =>
  holding(database, action, [id], async (query, [held]) => {
    // Marked as spam since it was looked at: nothing is mailed to such an address.
    if (!held || held.status === 'spam') return false;
    const { project, who } = action;
    const params = [project, id, madeId(key), at(action), who, text, giveUpAt(action)];
    if (!(await query(ADD_REPLY, params)).length) return false;
    const status = resolve ? 'resolved' : held.status === 'new' ? 'acknowledged' : held.status;
    await query(RESPONDED, [project, id, status, at(action)]);
    if (status !== held.status) {
      await tell(query, action, [{ id, what: 'status', value: status }]);
      await emitStatus(query, action, [held], status);
    }
    await action.emit?.(query, { project, event: 'submission.replied', record: id, atMs: action.nowMs });
    return true;
  });

const SEND_AGAIN = `UPDATE earshot_replies SET state = 'queued', attempts = 0, due_at = $4, give_up_at = $5,
    claimed_until = NULL
  WHERE project = $1 AND submission_id = $2 AND id = $3 AND state = 'failed' RETURNING id`;

/** Puts a reply that was given up into the outbox once more. @returns whether it had been given up. */
export const sendAgain = async ({ query }: Database, action: Action, id: string, replyId: string): Promise<boolean> =>
  (await query(SEND_AGAIN, [action.project, id, madeId(replyId), at(action), giveUpAt(action)])).length > 0;
