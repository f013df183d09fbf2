import type { FeedbackRecord } from '../../contract';
import type { Query } from '../../storage/database';
import type { Store } from '../../storage/store';
import { userDataName } from '../user-data';
import type { Row } from './archive';
import type { BackedUp } from './tables';

/** The columns that an insert writes by itself. Others were added by parts that know more of a submission. */
const INSERTED = new Set(
  `project id kind received_at created_at skew_ms survey_id survey_version mode trigger_source channel locale test
  touchpoint receipt status search_text search_contact body`.split(/\s+/),
);

/** The columns of a row that the table has today: a backup may be older than one of them, or newer than another. */
const columnsOf = async (query: Query, table: string, row: Row): Promise<string[]> => {
  const columns = await query<{ column_name: string }>(
    'SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1',
    [table],
  );
  return columns.map(({ column_name }) => column_name).filter((column) => Object.hasOwn(row, column));
};

/** Rows as they are; those that are there already stand. Those of a submission only where it is there, and while it is. */
const restoreAsTheyAre = async (
  query: Query,
  { table, submission, comesBackAs = (row) => row }: BackedUp,
  rows: Row[],
): Promise<void> => {
  const columns = await columnsOf(query, table, rows[0]!);
  const into = `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.map((one) => `t.${one}`).join(', ')}`;
  const from = `json_populate_recordset(NULL::${table}, $1::json) AS t`;
  await query(
    submission
      ? `WITH held AS (
           SELECT s.project, s.id FROM earshot_submissions s
           WHERE EXISTS (SELECT 1 FROM ${from} WHERE t.project = s.project AND t.${submission} = s.id)
           FOR KEY SHARE
         )
         ${into} FROM ${from}
         JOIN held ON held.project = t.project AND held.id = t.${submission} ON CONFLICT DO NOTHING`
      : `${into} FROM ${from} ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows.map(comesBackAs))],
  );
};

const restoreRecords = async ({ insert, database }: Store, { table }: BackedUp, rows: Row[]): Promise<void> => {
  const outcomes = await Promise.all(
    rows.map(({ project, received_at, skew_ms, status, body }) => {
      const record: FeedbackRecord = JSON.parse(String(body));
      const receivedAtMs = Date.parse(String(received_at));
      return insert(record, {
        project: String(project),
        receivedAtMs,
        skewMs: Number(skew_ms),
        status: String(status),
      });
    }),
  );
  for (const outcome of outcomes)
    if (typeof outcome === 'object')
      throw Object.assign(new Error('The database refuses a record of the backup.'), { code: outcome.unstorable });
  const more = (await columnsOf(database.query, table, rows[0]!)).filter((column) => !INSERTED.has(column));
  if (!more.length) return;
  await database.query(
    `UPDATE ${table} AS s SET ${more.map((column) => `${column} = t.${column}`).join(', ')}
     FROM json_populate_recordset(NULL::${table}, $1::json) AS t WHERE s.project = t.project AND s.id = t.id
     AND s.owner = '' AND s.status_at IS NULL AND s.first_response_at IS NULL`,
    [JSON.stringify(rows)],
  );
};

const restoreAttachment = async ({ attach }: Store, row: Row): Promise<void> => {
  await attach({
    project: String(row['project']),
    record: String(row['record_id']),
    attachment: String(row['id']),
    bytes: Buffer.from(String(row['body']), 'base64'),
    receivedAtMs: Date.parse(String(row['received_at'])),
  });
};

/** The later of two marks stands: it is what a row of O-data is held against. */
export const restoreMarks = async (query: Query, rows: Row[]): Promise<void> => {
  await query(
    `INSERT INTO earshot_erased (project, id_hash, erased_at)
     SELECT project, id_hash, max(erased_at) FROM json_to_recordset($1::json)
       AS t (project text, id_hash text, erased_at timestamptz) GROUP BY project, id_hash
     ON CONFLICT (project, id_hash) DO UPDATE SET erased_at = GREATEST(earshot_erased.erased_at, excluded.erased_at)`,
    [JSON.stringify(rows)],
  );
};

/** Unless it was erased after it was written; what is newer stands. */
const restoreUserData = async ({ database, hashOf }: Store, rows: Row[]): Promise<void> => {
  const marked = rows.map((row) => ({
    ...row,
    id_hash: hashOf(String(row['project']), userDataName(String(row['user_key']))),
  }));
  await database.query(
    `INSERT INTO earshot_userdata (project, user_key, data, updated_at)
     SELECT project, user_key, data, updated_at FROM json_to_recordset($1::json)
       AS t (project text, user_key text, data text, updated_at timestamptz, id_hash text)
     WHERE NOT EXISTS (
       SELECT 1 FROM earshot_erased e
       WHERE e.project = t.project AND e.id_hash = t.id_hash AND e.erased_at >= t.updated_at
     )
     ON CONFLICT (project, user_key) DO UPDATE SET data = excluded.data, updated_at = excluded.updated_at
       WHERE earshot_userdata.updated_at < excluded.updated_at`,
    [JSON.stringify(marked)],
  );
};

const restoreSettings = (query: Query, rows: Row[]) =>
  query(
    `INSERT INTO earshot_settings (name, value)
     SELECT name, value FROM json_to_recordset($1::json) AS t (name text, value text) ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );

/** Brings rows of one table back, by its way. Doing it again changes nothing. Counters are `restore`'s to decide. */
export const restoreRows = async (store: Store, backedUp: BackedUp, rows: Row[]): Promise<void> => {
  const { query } = store.database;
  switch (backedUp.way) {
    case 'records':
      return restoreRecords(store, backedUp, rows);
    case 'attachments':
      for (const row of rows) await restoreAttachment(store, row);
      return;
    case 'marks':
      return restoreMarks(query, rows);
    case 'userdata':
      return restoreUserData(store, rows);
    case 'settings':
      await restoreSettings(query, rows);
      return;
    case 'rows':
      return restoreAsTheyAre(query, backedUp, rows);
    case 'counters':
  }
};
