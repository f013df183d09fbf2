import type { FeedbackRecord } from '../contract';
import { replyTo } from '../inbox/may-reply';
import type { Query } from '../storage/database';
import { replyMail } from './reply-mail';
import type { Mail } from './smtp';
import { iso, type MailSource } from './source';

interface Key {
  project: string;
  submission_id: string;
  id: string;
}

interface Row extends Key {
  text: string;
  attempts: number | string;
  give_up_at: Date;
  body: string | null;
}

const DUE = `SELECT project, submission_id, id FROM earshot_replies
  WHERE state = 'queued' AND due_at <= $1::timestamptz AND (claimed_until IS NULL OR claimed_until <= $1::timestamptz)
  ORDER BY due_at LIMIT 20`;

// Two collectors may find the same one due: the second waits for the first, and then it is not due any more.
const CLAIM = `UPDATE earshot_replies r SET claimed_until = $5::timestamptz, attempts = attempts + 1
  WHERE project = $1 AND submission_id = $2 AND id = $3 AND state = 'queued' AND due_at <= $4::timestamptz
    AND (claimed_until IS NULL OR claimed_until <= $4::timestamptz)
  RETURNING project, submission_id, id, text, attempts, give_up_at,
    (SELECT body FROM earshot_submissions s WHERE s.project = r.project AND s.id = r.submission_id) AS body`;

const SETTLE = `UPDATE earshot_replies SET state = $4, due_at = COALESCE($5::timestamptz, due_at),
    sent_at = $6::timestamptz, error_code = $7, claimed_until = NULL
  WHERE project = $1 AND submission_id = $2 AND id = $3 AND state = 'queued'`;

const mailOf = ({ id, text, body }: Row, sender: string): Mail | undefined => {
  const record = body === null ? undefined : (JSON.parse(body) as FeedbackRecord);
  const to = record && replyTo(record);
  if (!record || !to || 'why' in to) return undefined;
  return { ...replyMail(record, text, sender), to: to.email, id: `earshot-${id}` };
};

/**
 * Replies to those who asked for one. Whom a mail goes to stands in the submission alone: one that is erased meanwhile is
 * not replied to.
 * @param sender name of the sender; empty where it has none
 */
export const replies = (query: Query, sender: string): MailSource => ({
  what: 'a reply',
  async due(dueMs) {
    const rows = await query<Key>(DUE, [iso(dueMs)]);
    return rows.map(({ project, submission_id, id }) => async (nowMs: number, leaseEndMs: number) => {
      const key = [project, submission_id, id];
      const [row] = await query<Row>(CLAIM, [...key, iso(nowMs), iso(leaseEndMs)]);
      return (
        row && {
          project,
          attempts: Number(row.attempts),
          giveUpAtMs: new Date(row.give_up_at).getTime(),
          mail: mailOf(row, sender),
          settle: ({ state, atMs, dueAtMs, code = null }) =>
            query(SETTLE, [
              ...key,
              state,
              dueAtMs === undefined ? null : iso(dueAtMs),
              state === 'sent' ? iso(atMs) : null,
              code,
            ]),
        }
      );
    });
  },
});
