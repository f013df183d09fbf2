import type { Query } from '../../src/storage/database';

/** All that the collector's tables hold, as one text: what was erased must not be in it. */
export const everyTable = async (query: Query): Promise<string> => {
  const tables = await query<{ table_name: string }>(
    `SELECT table_name FROM information_schema.tables
     WHERE table_schema = current_schema() AND table_name LIKE 'earshot\\_%' ORDER BY table_name`,
  );
  const texts: string[] = [];
  for (const { table_name } of tables)
    for (const { row } of await query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM ${table_name} t`))
      texts.push(`${table_name} ${row}`);
  return texts.join('\n');
};
