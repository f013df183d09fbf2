import { addressOf } from '../mailings/choices';
import type { Query } from '../storage/database';
import { iso, type MailSource } from './source';

interface Key {
  kind: string;
  person: string;
  project: string;
  period: string;
}

interface Row extends Key {
  id: string;
  subject: string;
  text: string;
  html: string;
  unsubscribe: string;
  attempts: number | string;
  give_up_at: Date;
  email: string | null;
}

const DUE = `SELECT kind, person, project, period FROM earshot_mails
  WHERE state = 'queued' AND due_at <= $1::timestamptz AND (claimed_until IS NULL OR claimed_until <= $1::timestamptz)
  ORDER BY due_at LIMIT 20`;

// As with replies: the second of two collectors waits, and then it is not due any more.
const CLAIM = `UPDATE earshot_mails m SET claimed_until = $6::timestamptz, attempts = attempts + 1
  WHERE kind = $1 AND person = $2 AND project = $3 AND period = $4 AND state = 'queued' AND due_at <= $5::timestamptz
    AND (claimed_until IS NULL OR claimed_until <= $5::timestamptz)
  RETURNING kind, person, project, period, id, subject, text, html, unsubscribe, attempts, give_up_at,
    (SELECT a.email FROM earshot_accounts a WHERE a.name = m.person AND NOT a.disabled) AS email`;

// What is over keeps its key, by which it is not sent again, and nothing else.
const SETTLE = `UPDATE earshot_mails SET state = $5, due_at = COALESCE($6::timestamptz, due_at), sent_at = $7::timestamptz,
    error_code = $8, claimed_until = NULL,
    subject = CASE WHEN $5 = 'queued' THEN subject ELSE '' END, text = CASE WHEN $5 = 'queued' THEN text ELSE '' END,
    html = CASE WHEN $5 = 'queued' THEN html ELSE '' END,
    unsubscribe = CASE WHEN $5 = 'queued' THEN unsubscribe ELSE '' END
  WHERE kind = $1 AND person = $2 AND project = $3 AND period = $4 AND state = 'queued'`;

/** Digests and alerts. Where they go stands in the account alone, which may be disabled or have another address by now. */
export const toPeople = (query: Query): MailSource => ({
  what: 'a mail to the team',
  async due(dueMs) {
    const rows = await query<Key>(DUE, [iso(dueMs)]);
    return rows.map(({ kind, person, project, period }) => async (nowMs: number, leaseEndMs: number) => {
      const key = [kind, person, project, period];
      const [row] = await query<Row>(CLAIM, [...key, iso(nowMs), iso(leaseEndMs)]);
      if (!row) return undefined;
      const { id, subject, text, html, unsubscribe, email } = row;
      const to = email === null ? undefined : addressOf({ name: person, email });
      return {
        project,
        attempts: Number(row.attempts),
        giveUpAtMs: new Date(row.give_up_at).getTime(),
        mail: to === undefined ? undefined : { to, subject, text, html, unsubscribe, id: `earshot-${id}` },
        settle: ({ state, atMs, dueAtMs, code = null }) =>
          query(SETTLE, [
            ...key,
            state,
            dueAtMs === undefined ? null : iso(dueAtMs),
            state === 'sent' ? iso(atMs) : null,
            code,
          ]),
      };
    });
  },
});
