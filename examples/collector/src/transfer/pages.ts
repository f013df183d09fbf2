import type { Query } from '../storage/database';
import type { StoredRow } from '../storage/list';
import type { Selection } from './selection';

/** Ids after `after` up to `upTo`, in the order of their ids. */
interface Stretch {
  after: string;
  upTo: string;
  /** How many there are of the project, whether they are asked for or not. */
  looked: number;
}

/** Rows of one statement: a page of the longest records that a batch can hold has 25 MB. */
const PAGE_ROWS = 100;

/** The projects that have rows in a table whose key begins with them: by the index, from one to the next. */
export async function* projectsIn(
  query: Query,
  table: 'earshot_submissions' | 'earshot_userdata',
): AsyncGenerator<string> {
  for (let after = ''; ; ) {
    const sql = `SELECT project FROM ${table} WHERE project > $1 ORDER BY project LIMIT 1`;
    const [found] = await query<{ project: string }>(sql, [after]);
    if (!found) return;
    yield found.project;
    after = found.project;
  }
}

/**
 * Walks through a project in stretches of ids. Each statement looks at so many rows and no more, however few of them are
 * asked for, so that none takes long, and there is no long transaction.
 */
export async function* stretchesOf(query: Query, project: string, rows = PAGE_ROWS): AsyncGenerator<Stretch> {
  for (let after = ''; ; ) {
    const [found] = await query<{ last: string | null; looked: number | string }>(
      `SELECT max(id) AS last, count(*) AS looked FROM (
         SELECT id FROM earshot_submissions WHERE project = $1 AND id > $2 ORDER BY id LIMIT $3
       ) AS stretch`,
      [project, after, rows],
    );
    if (!found?.last) return;
    yield { after, upTo: found.last, looked: Number(found.looked) };
    after = found.last;
  }
}

/** The condition of a stretch and what of it is asked for, over the columns of `s`, with its parameters. */
export const within = ({ project, from, to, kind }: Selection, { after, upTo }: Omit<Stretch, 'looked'>) => {
  const params = [project, after, upTo];
  const conditions = ['s.project = $1', 's.id > $2', 's.id <= $3'];
  const add = (condition: string, value: string | undefined) => {
    if (value !== undefined) conditions.push(`${condition} $${params.push(value)}`);
  };
  add('s.received_at >=', from);
  add('s.received_at <', to);
  add('s.kind =', kind);
  return { where: conditions.join(' AND '), params };
};

/** What is asked for, page by page in the order of ids; a page may be empty. */
export async function* pagesOf(
  query: Query,
  selection: Selection,
): AsyncGenerator<{ rows: (StoredRow & { id: string })[]; looked: number }> {
  if (selection.kind === 'userdata') return;
  for await (const stretch of stretchesOf(query, selection.project)) {
    const { where, params } = within(selection, stretch);
    const rows = await query<StoredRow & { id: string }>(
      `SELECT s.project, s.id, s.received_at, s.skew_ms, s.status, s.body FROM earshot_submissions s
       WHERE ${where} ORDER BY s.id`,
      params,
    );
    yield { rows, looked: stretch.looked };
  }
}
