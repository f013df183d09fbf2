import type { Database, Query } from '../storage/database';
import type { Place } from './queue';

const DAY_MS = 86_400_000;
/** What has been due for so long for a webhook that is disabled, or not configured any more, is given up. */
export const UNCLAIMED_MS = 7 * DAY_MS;
/** How long those that were given up can be looked at and sent again. */
export const DEAD_MS = 30 * DAY_MS;

export type State = 'waiting' | 'dead';

export interface ListedDelivery {
  id: string;
  webhook: string;
  event: string;
  /** Id of the submission; null of an event that tells of none. */
  record: string | null;
  state: State;
  happenedAt: string;
  attempts: number;
  attemptedAt: string | null;
  /** Of the last answer. */
  status: number | null;
  /** Why the last attempt failed. */
  code: string | null;
  /**
   * Of a waiting one: when it is tried, or, while it is being tried, until when it is left to whoever tries. Of a dead one:
   * since when.
   */
  dueAt: string;
}

interface ListedRow {
  id: string;
  webhook: string;
  event: string;
  record_id: string;
  state: State;
  happened_at: Date;
  attempts: number;
  attempted_at: Date | null;
  last_status: number | null;
  last_code: string;
  due_at: Date;
}

const iso = (at: Date | number) => new Date(at).toISOString();

export interface Asked {
  project: string;
  state?: State | undefined;
  after: string;
  limit: number;
}

/** Deliveries of a project in order of their making, without anything of their submissions but the id. */
export const listDeliveries = async (query: Query, asked: Asked): Promise<ListedDelivery[]> => {
  const { project, state = '', after, limit } = asked;
  const rows = await query<ListedRow>(
    `SELECT id, webhook, event, record_id, state, happened_at, attempts, attempted_at, last_status, last_code, due_at
     FROM earshot_deliveries WHERE project = $1 AND id > $2 AND ($3 = '' OR state = $3) ORDER BY id LIMIT $4::integer`,
    [project, after, state, limit],
  );
  return rows.map((row) => ({
    id: row.id,
    webhook: row.webhook,
    event: row.event,
    record: row.record_id || null,
    state: row.state,
    happenedAt: iso(row.happened_at),
    attempts: Number(row.attempts),
    attemptedAt: row.attempted_at && iso(row.attempted_at),
    status: row.last_status,
    code: row.last_code || null,
    dueAt: iso(row.due_at),
  }));
};

// Those that wait are left alone: they may be on their way.
const AGAIN = `UPDATE earshot_deliveries SET state = 'waiting', due_at = $2::timestamptz, attempts = 0, claim = ''
  WHERE project = $1 AND state = 'dead'`;

/** Lets a delivery that was given up begin anew. Returns its webhook; undefined: there is no dead one of this id. */
export const sendAgain = async (query: Query, project: string, id: string, nowMs: number): Promise<Place[]> =>
  query<Place>(`${AGAIN} AND id = $3 RETURNING project, webhook`, [project, iso(nowMs), id]);

/** The same for all of one webhook. Returns one place a delivery. */
export const sendAllAgain = (query: Query, { project, webhook }: Place, nowMs: number): Promise<Place[]> =>
  query<Place>(`${AGAIN} AND webhook = $3 RETURNING project, webhook`, [project, iso(nowMs), webhook]);

/** How many there are by webhook and state. */
export const countDeliveries = async (query: Query): Promise<(Place & { state: State; count: number })[]> => {
  const rows = await query<Place & { state: State; count: number | string }>(
    'SELECT project, webhook, state, count(*) AS count FROM earshot_deliveries GROUP BY project, webhook, state',
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
};

/**
 * Gives up what nobody takes, and forgets what was given up long ago. `open` are the webhooks that take deliveries. Returns
 * the places of what it gave up, one a delivery.
 */
export const sweep = async ({ query }: Pick<Database, 'query'>, open: Place[], nowMs: number): Promise<Place[]> => {
  const given = await query<Place>(
    `UPDATE earshot_deliveries d SET state = 'dead', due_at = $2::timestamptz, last_code = 'not_taken'
     WHERE d.state = 'waiting' AND d.due_at < $3::timestamptz AND NOT EXISTS (
       SELECT 1 FROM json_to_recordset($1::json) AS o (project text, webhook text)
       WHERE o.project = d.project AND o.webhook = d.webhook)
     RETURNING d.project, d.webhook`,
    [JSON.stringify(open), iso(nowMs), iso(nowMs - UNCLAIMED_MS)],
  );
  await query(`DELETE FROM earshot_deliveries WHERE state = 'dead' AND due_at < $1::timestamptz`, [
    iso(nowMs - DEAD_MS),
  ]);
  return given;
};
