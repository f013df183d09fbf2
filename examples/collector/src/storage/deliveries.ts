import type { Query } from './database';

/** One event that one webhook has to be told of: a row of the outbox, as it is written. */
export interface Delivery {
  project: string;
  /** The `webhook-id`. */
  id: string;
  webhook: string;
  event: string;
  record_id: string;
  /** JSON of what changed, or empty. */
  detail: string;
  /** RFC 3339, UTC; it is due at once. */
  happened_at: string;
}

const COLUMNS = `project, id, webhook, event, record_id, detail, happened_at, state, due_at, claim, attempts, last_code`;
const VALUES = `d.project, d.id, d.webhook, d.event, d.record_id, d.detail, d.happened_at, 'waiting', d.happened_at, '', 0, ''`;

/** Writes what `param`, a JSON list of `Delivery`, holds; `only` limits it to those whose submission is there. */
const insertSql = (param: string, only = '') => `INSERT INTO earshot_deliveries (${COLUMNS})
    SELECT ${VALUES} FROM json_to_recordset(${param}::json) AS d (project text, id text, webhook text, event text,
      record_id text, detail text, happened_at timestamptz) ${only}`;

/**
 * Within the statement that stores a group of submissions, so that a delivery is there if and only if its submission is
 * (see `insert.ts`, whose `inserted` are the rows that it really stored).
 */
export const deliveriesWithin = (param: string): string =>
  insertSql(param, 'JOIN inserted ON inserted.project = d.project AND inserted.id = d.record_id');

/** Writes deliveries of a submission whose row the transaction of `query` holds. */
export const addDeliveries = async (query: Query, deliveries: Delivery[]): Promise<void> => {
  if (deliveries.length) await query(insertSql('$1'), [JSON.stringify(deliveries)]);
};
