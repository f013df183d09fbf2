import { randomBytes } from 'node:crypto';
import type { Query } from '../storage/database';
import { readStored, type StoredRow, type StoredSubmission } from '../storage/list';
import type { Verdict } from './verdict';
import type { WebhookEvent } from './webhook';

/** One delivery that this process may send until its lease ends. */
export interface Claimed {
  project: string;
  id: string;
  webhook: string;
  event: WebhookEvent;
  happenedAt: string;
  detail?: Record<string, unknown> | undefined;
  /** Attempts so far. */
  attempts: number;
  /** By which only the newest claim may say how it went. */
  claim: string;
  /** Undefined when the submission is not there any more. */
  stored: StoredSubmission | undefined;
}

/** Longer than an attempt may take with all that the database may need before and after it. */
export const LEASE_MS = 90_000;

// Who claims moves `due_at` to the end of the lease: a process that dies loses its claims by doing nothing. Two that ask
// at once pass over each other's rows; where a database does not, the second one waits and finds them no longer due.
const CLAIM = `WITH due AS (
    SELECT id FROM earshot_deliveries
    WHERE project = $1 AND webhook = $2 AND state = 'waiting' AND due_at <= $3::timestamptz
    ORDER BY due_at LIMIT $4::integer FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE earshot_deliveries d SET claim = $5, due_at = $6::timestamptz FROM due
    WHERE d.project = $1 AND d.id = due.id AND d.state = 'waiting' AND d.due_at <= $3::timestamptz
    RETURNING d.project, d.id, d.webhook, d.event, d.record_id, d.detail, d.happened_at, d.attempts
  ) SELECT c.id AS delivery, c.webhook, c.event, c.detail, c.happened_at, c.attempts,
      s.project, s.received_at, s.skew_ms, s.status, s.body
    FROM claimed c LEFT JOIN earshot_submissions s ON s.project = c.project AND s.id = c.record_id
    ORDER BY c.happened_at, c.id`;

interface ClaimedRow extends Omit<StoredRow, 'body'> {
  delivery: string;
  webhook: string;
  event: WebhookEvent;
  detail: string;
  happened_at: Date;
  attempts: number;
  body: string | null;
}

const DUE = `SELECT e.project, e.webhook FROM json_to_recordset($1::json) AS e (project text, webhook text)
  WHERE EXISTS (SELECT 1 FROM earshot_deliveries d WHERE d.project = e.project AND d.webhook = e.webhook
    AND d.state = 'waiting' AND d.due_at <= $2::timestamptz)`;

const ATTEMPTED = `INSERT INTO earshot_webhook_attempts (project, webhook, attempted_at, delivered, status, code)
  VALUES ($1, $2, $3::timestamptz, $4::boolean, $5::integer, $6)
  ON CONFLICT (project, webhook) DO UPDATE SET attempted_at = excluded.attempted_at, delivered = excluded.delivered,
    status = excluded.status, code = excluded.code`;

// What arrived has arrived, whoever holds the claim by now.
const DELIVERED = `WITH done AS (DELETE FROM earshot_deliveries WHERE project = $1 AND id = $7) ${ATTEMPTED}`;
const FAILED = `WITH done AS (
    UPDATE earshot_deliveries SET state = $9, due_at = $10::timestamptz, claim = '', attempts = attempts + 1,
      attempted_at = $3::timestamptz, last_status = $5::integer, last_code = $6
    WHERE project = $1 AND id = $7 AND claim = $8
  ) ${ATTEMPTED}`;

const iso = (ms: number) => new Date(ms).toISOString();

export interface Place {
  project: string;
  webhook: string;
}

/** The outbox as its senders use it: any number of processes on one database. */
export const createQueue = (query: Query) => ({
  /** Those of `places` for which something is due. */
  due: (places: Place[], nowMs: number): Promise<Place[]> => query<Place>(DUE, [JSON.stringify(places), iso(nowMs)]),

  /** Takes up to `most` that are due, oldest first. */
  async claim({ project, webhook }: Place, most: number, nowMs: number): Promise<Claimed[]> {
    const claim = randomBytes(12).toString('base64url');
    const rows = await query<ClaimedRow>(CLAIM, [project, webhook, iso(nowMs), most, claim, iso(nowMs + LEASE_MS)]);
    return rows.map(({ delivery, event, detail, happened_at, attempts, body, ...row }) => ({
      project,
      webhook,
      id: delivery,
      event,
      happenedAt: new Date(happened_at).toISOString(),
      detail: detail ? JSON.parse(detail) : undefined,
      attempts: Number(attempts),
      claim,
      stored: body === null ? undefined : readStored({ ...row, body }),
    }));
  },

  async delivered({ project, webhook, id }: Claimed, { status }: Verdict, nowMs: number): Promise<void> {
    await query(DELIVERED, [project, webhook, iso(nowMs), true, status ?? null, '', id]);
  },

  /** Waits for `waitMs`, or is given up when that is undefined. */
  async failed(one: Claimed, { status, code }: Verdict, nowMs: number, waitMs: number | undefined): Promise<void> {
    const { project, webhook, id, claim } = one;
    const next = [waitMs === undefined ? 'dead' : 'waiting', iso(nowMs + (waitMs ?? 0))];
    await query(FAILED, [project, webhook, iso(nowMs), false, status ?? null, code, id, claim, ...next]);
  },

  /** Gives a claim back as if it had not been. */
  async release({ project, id, claim }: Claimed, nowMs: number): Promise<void> {
    await query(
      `UPDATE earshot_deliveries SET due_at = $4::timestamptz, claim = '' WHERE project = $1 AND id = $2 AND claim = $3`,
      [project, id, claim, iso(nowMs)],
    );
  },

  /** Removes what has nothing to tell of any more. */
  async drop({ project, id }: Claimed): Promise<void> {
    await query('DELETE FROM earshot_deliveries WHERE project = $1 AND id = $2', [project, id]);
  },
});

export type Queue = ReturnType<typeof createQueue>;
