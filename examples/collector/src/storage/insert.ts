import type { FeedbackRecord } from '../contract';
import { respondentOf } from '../inbox/respondent';
import { isContentError } from './content-error';
import type { CounterName } from './counters';
import type { Database } from './database';
import { type Delivery, deliveriesWithin } from './deliveries';
import { type Received, submissionRow } from './rows';

export interface Arrival extends Received {
  record: FeedbackRecord;
  /** What webhooks are told when, and only when, it is stored. */
  deliveries?: Delivery[] | undefined;
}

interface Key {
  project: string;
  id: string;
}

/** `unstorable`: the SQLSTATE by which the database refuses this one row; the others of its group are stored. */
export type InsertOutcome = 'accepted' | 'duplicate' | { unstorable: string };

const SUBMISSION_COLUMNS = `project, id, kind, received_at, created_at, skew_ms, survey_id, survey_version, mode,
  trigger_source, channel, locale, test, touchpoint, receipt, status, search_text, search_contact, respondent,
  wants_reply, low, signals, body`;

// One statement, so one commit: no record is stored that does not wait to be counted, and to be found. What waits to be
// found is one row for the whole group: one for each would be written only to be deleted a moment later.
const INSERT_GROUP = `WITH inserted AS (
    INSERT INTO earshot_submissions (${SUBMISSION_COLUMNS})
    SELECT ${SUBMISSION_COLUMNS} FROM json_to_recordset($1::json) AS t (project text, id text, kind text,
      received_at timestamptz, created_at timestamptz, skew_ms bigint, survey_id text, survey_version text, mode text,
      trigger_source text, channel text, locale text, test boolean, touchpoint text, receipt text, status text,
      search_text text, search_contact text, respondent text, wants_reply boolean, low boolean, signals text, body text, id_hash text)
    WHERE NOT EXISTS (SELECT 1 FROM earshot_erased e WHERE e.project = t.project AND e.id_hash = t.id_hash)
    ON CONFLICT DO NOTHING
    RETURNING project, id, kind
  ), pending AS (
    INSERT INTO earshot_pending (project, id) SELECT project, id FROM inserted ON CONFLICT DO NOTHING
  ), unsearched AS (
    INSERT INTO earshot_unsearched (project, lot, ids)
    SELECT project, md5(string_agg(id, ',')), string_agg(id, ',') FROM inserted WHERE kind = 'submission' GROUP BY project
    ON CONFLICT DO NOTHING
  ) SELECT project, id FROM inserted`;

/** The same, which fails as a whole when a row that it inserted was erased since it began (see `erase.ts`). */
const INSERT_SHARED_GROUP = INSERT_GROUP.replace(
  /SELECT project, id FROM inserted$/,
  `SELECT project, id, (
    SELECT earshot_none_erased(json_agg(json_build_object('project', h.project, 'id_hash', h.id_hash)))
    FROM inserted i JOIN json_to_recordset($2::json) AS h (project text, id text, id_hash text)
      ON h.project = i.project AND h.id = i.id
  ) FROM inserted`,
);

/**
 * The same with what webhooks have to be told of it, as one more list behind the others. Only groups that some webhook is
 * told of pay for it.
 */
const telling = (sql: string, param: string): string =>
  sql.replace(/\n {2}\) SELECT /, () => `\n  ), told AS (\n    ${deliveriesWithin(param)}\n  ) SELECT `);
const INSERT_TOLD_GROUP = telling(INSERT_GROUP, '$2');
const INSERT_TOLD_SHARED_GROUP = telling(INSERT_SHARED_GROUP, '$3');

/** Division by zero, which nothing else in the statement can do. */
const ERASED_MEANWHILE = '22012';

/** Keyed hash of an id, to be compared with those of erased ones. */
export type HashOf = (project: string, id: string) => string;

/** Returns the writer for `createGroupCommit`. The first body of an id stands (rule Q3). */
export const createInsert = (
  database: Database,
  hashOf: HashOf,
  count: (project: string, name: CounterName) => void,
) => {
  const keyOf = (project: string, id: string) => `${project}\n${id}`;

  const insertUnlessErased = async (sql: string, params: string[]): Promise<Key[]> => {
    for (;;)
      try {
        return await database.query<Key>(sql, params);
      } catch (error) {
        // Once more: what begins now sees the mark, and leaves that record out.
        if ((error as { code?: string }).code !== ERASED_MEANWHILE) throw error;
      }
  };

  const insertGroup = async (first: Arrival[]): Promise<Set<string>> => {
    const hashes: (Key & { id_hash: string })[] = [];
    const rows = first.map((arrival) => {
      const { project, record } = arrival;
      const respondent = respondentOf(record, (key) => hashOf(project, key));
      const { signals = '' } = arrival;
      const columns = { ...submissionRow(record, arrival), respondent, signals, id_hash: hashOf(project, record.id) };
      hashes.push({ project, id: record.id, id_hash: columns.id_hash });
      // The body goes in as the JSON that it is; the database takes its text as it stands. As a JSON string inside the
      // JSON each quote of it would be escaped here and unescaped there.
      return `${JSON.stringify(columns).slice(0, -1)},"body":${JSON.stringify(arrival.record)}}`;
    });
    const params = [`[${rows.join()}]`];
    const deliveries = first.flatMap((arrival) => arrival.deliveries ?? []);
    const told = deliveries.length ? [JSON.stringify(deliveries)] : [];
    // Alone on its database, nothing is erased while a group is written.
    const inserted = database.shared
      ? await insertUnlessErased(told.length ? INSERT_TOLD_SHARED_GROUP : INSERT_SHARED_GROUP, [
          ...params,
          JSON.stringify(hashes),
          ...told,
        ])
      : await database.query<Key>(told.length ? INSERT_TOLD_GROUP : INSERT_GROUP, [...params, ...told]);
    return new Set(inserted.map(({ project, id }) => keyOf(project, id)));
  };

  const bodiesOf = async (arrivals: Arrival[]): Promise<Map<string, string>> => {
    const rows = await database.query<{ project: string; id: string; body: string }>(
      `SELECT s.project, s.id, s.body FROM json_to_recordset($1::json) AS t (project text, id text)
       JOIN earshot_submissions s ON s.project = t.project AND s.id = t.id`,
      [JSON.stringify(arrivals.map(({ project, record }) => ({ project, id: record.id })))],
    );
    return new Map(rows.map(({ project, id, body }) => [keyOf(project, id), body]));
  };

  const write = async (arrivals: Arrival[]): Promise<InsertOutcome[]> => {
    const firstByKey = new Map<string, Arrival>();
    for (const arrival of arrivals) {
      const key = keyOf(arrival.project, arrival.record.id);
      if (!firstByKey.has(key)) firstByKey.set(key, arrival);
    }
    let inserted: Set<string>;
    try {
      // In the order of the key: two groups that hold the same records then wait for each other, and never crosswise.
      const inOrder = [...firstByKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, arrival]) => arrival);
      inserted = await insertGroup(inOrder);
    } catch (error) {
      if (!isContentError(error)) throw error;
      if (arrivals.length === 1) {
        count(arrivals[0]!.project, 'retry');
        return [{ unstorable: (error as { code: string }).code }];
      }
      // One row spoils the statement: halve until it stands alone, so that it costs only itself (rule Q9).
      const middle = arrivals.length >> 1;
      return [...(await write(arrivals.slice(0, middle))), ...(await write(arrivals.slice(middle)))];
    }
    const again = arrivals.filter((arrival) => {
      const key = keyOf(arrival.project, arrival.record.id);
      return !inserted.has(key) || firstByKey.get(key) !== arrival;
    });
    const repeated = new Set(again);
    const bodies = again.length ? await bodiesOf(again) : new Map<string, string>();
    return arrivals.map((arrival) => {
      const { project, record } = arrival;
      if (!repeated.has(arrival)) {
        count(project, 'accepted');
        return 'accepted';
      }
      count(project, 'duplicate');
      // No stored body: the id was erased, and there is nothing left to differ from.
      const stored = bodies.get(keyOf(project, record.id));
      if (stored !== undefined && stored !== JSON.stringify(record)) count(project, 'conflict');
      return 'duplicate';
    });
  };
  return write;
};
