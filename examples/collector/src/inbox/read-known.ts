import type { Database } from '../storage/database';

/** More choices than a person looks through. */
const MOST = 100;

/** The distinct values of an indexed column, one look into the index each, however many rows have them. */
const distinct = (table: string, column: string, more = '') => {
  const next = (than: string) =>
    `(SELECT min(x.${column}) FROM ${table} x WHERE x.project = $1 AND x.${column} > ${than}${more})`;
  return `WITH RECURSIVE known (value) AS (
      SELECT ${next(`''`)} UNION ALL SELECT ${next('known.value')} FROM known WHERE known.value IS NOT NULL
    ) SELECT value FROM known WHERE value IS NOT NULL LIMIT ${MOST}`;
};

const OWNERS = distinct('earshot_submissions', 'owner', ` AND x.owner <> ''`);
const TAGS = distinct('earshot_tags', 'tag');

/** Owners and tags that submissions of a project have. */
export const readKnown = async (
  { query }: Database,
  project: string,
): Promise<{ owners: string[]; tags: string[] }> => {
  const [owners, tags] = await Promise.all(
    [OWNERS, TAGS].map(async (sql) => (await query<{ value: string }>(sql, [project])).map(({ value }) => value)),
  );
  return { owners: owners!, tags: tags! };
};
