import type { Query } from '../../storage/database';
import type { ArchiveRow, Row } from './archive';
import { BACKED_UP, type BackedUp, SETTINGS_LEFT_OUT } from './tables';

const PAGE_ROWS = 100;

/** All rows of a table in the order of its key, page by page. */
async function* rowsInOrder(query: Query, { table, key }: BackedUp, columns: string): AsyncGenerator<Row[]> {
  const order = key.join(', ');
  let after: unknown[] | undefined;
  for (;;) {
    // A comparison of rows: the whole key, in its order.
    const where = after ? `WHERE (${order}) > (${key.map((_, index) => `$${index + 1}`).join(', ')})` : '';
    const rows: Row[] = await query(
      `SELECT ${columns} FROM ${table} t ${where} ORDER BY ${order} LIMIT ${PAGE_ROWS}`,
      after ?? [],
    );
    if (rows.length) yield rows;
    if (rows.length < PAGE_ROWS) return;
    after = key.map((column) => rows.at(-1)![column]);
  }
}

/** Each with its bytes as base64, one at a time: together they are larger than anything else. */
async function* attachmentRows(query: Query, backedUp: BackedUp): AsyncGenerator<Row> {
  for await (const rows of rowsInOrder(query, backedUp, backedUp.key.join(', ')))
    for (const { project, record_id, id } of rows) {
      const [found] = await query<{ body: Uint8Array; received_at: Date }>(
        'SELECT body, received_at FROM earshot_attachments WHERE project = $1 AND record_id = $2 AND id = $3',
        [project, record_id, id],
      );
      if (!found) continue;
      const received_at = new Date(found.received_at).toISOString();
      yield { project, record_id, id, received_at, body: Buffer.from(found.body).toString('base64') };
    }
}

async function* tableRows(query: Query, backedUp: BackedUp): AsyncGenerator<Row> {
  const { key, way, without = [] } = backedUp;
  if (way === 'attachments') return yield* attachmentRows(query, backedUp);
  const columns = [...key, 'row_to_json(t)::text AS whole'].join(', ');
  for await (const rows of rowsInOrder(query, backedUp, columns))
    for (const { whole } of rows) {
      const row: Row = JSON.parse(String(whole));
      for (const column of without) delete row[column];
      if (way !== 'settings' || !SETTINGS_LEFT_OUT.includes(String(row['name']))) yield row;
    }
}

/** The rows of these tables, in the order in which they are to come back. */
export async function* readTables(query: Query, tables: BackedUp[] = BACKED_UP): AsyncGenerator<ArchiveRow> {
  for (const backedUp of tables) for await (const row of tableRows(query, backedUp)) yield [backedUp.table, row];
}

/** How many rows there are about, for the progress. */
export const countRows = async (query: Query): Promise<number> => {
  let total = 0;
  for (const { table } of BACKED_UP) {
    const [found] = await query<{ rows: number | string }>(`SELECT count(*) AS rows FROM ${table}`);
    total += Number(found?.rows ?? 0);
  }
  return total;
};
