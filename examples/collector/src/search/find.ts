import type { Database, Query } from '../storage/database';
import { idArray } from '../storage/id-array';
import type { StoredRow } from '../storage/list';
import { positionOf } from '../storage/position';
import { conditionsOf, during, OWN, parameters, type Sought } from './conditions';
import { FIRST_LOOK } from './narrowing';
import { beyond, type Position, sourceOf } from './sources';

const COLUMNS = 'project, received_at, skew_ms, status, body';
const NEWEST_FIRST = 'ORDER BY received_at DESC, id DESC LIMIT';

/**
 * How many are looked at before all are: the newest; then of what the index names, in turns, since nearly all of it fits, so
 * that a page needs few.
 */
const LOOKS = { newest: FIRST_LOOK, named: [200, 2_000] };

interface Named {
  rows: StoredRow[];
  /** How far it was gone through. */
  position: Position | undefined;
  /** There are enough, or no others. */
  over: boolean;
}

/** Goes through some of what a source names, newest first, until enough of it fits. */
const findNamed = async (
  query: Query,
  sought: Sought,
  from: Position | undefined,
  most: number,
  sizes: number[],
): Promise<Named> => {
  const found: Named = { rows: [], position: from, over: false };
  for (const size of sizes) {
    const naming = parameters(sought.project);
    const source = await sourceOf(query, naming.is, sought, found.position);
    if (!source) break;
    const named = await query<{ id: string; received_at: Date }>(
      `SELECT DISTINCT id, received_at FROM (${source}) AS named ${NEWEST_FIRST} ${naming.is(size)}`,
      naming.params,
    );
    const { params, is } = parameters(sought.project);
    const ids = is(idArray(named.map(({ id }) => id)));
    const fitting = await query<StoredRow>(
      `SELECT ${COLUMNS} FROM earshot_submissions s WHERE ${OWN} AND ${conditionsOf(is, sought).join(' AND ')}
         AND s.id = ANY(${ids}::text[])
       ${NEWEST_FIRST} ${is(most - found.rows.length)}`,
      params,
    );
    found.rows.push(...fitting);
    found.over = named.length < size || found.rows.length >= most;
    if (found.over) break;
    const last = named.at(-1)!;
    found.position = [new Date(last.received_at).toISOString(), last.id];
  }
  return found;
};

/** All others at once, from a position on. */
const findRest = async (
  query: Query,
  sought: Sought,
  position: Position | undefined,
  most: number,
): Promise<StoredRow[]> => {
  const { params, is } = parameters(sought.project);
  const conditions = [OWN, ...conditionsOf(is, sought)];
  if (position) conditions.push(beyond(is, position));
  const source = await sourceOf(query, is, sought, position);
  if (source) conditions.push(`s.id IN (SELECT named.id FROM (${source}) AS named)`);
  return query<StoredRow>(
    `SELECT ${COLUMNS} FROM earshot_submissions s WHERE ${conditions.join(' AND ')} ${NEWEST_FIRST} ${is(most)}`,
    params,
  );
};

/** A page of rows, newest first; one more than `limit` where there are others. */
export const findSubmissions = async (
  { query }: Database,
  sought: Sought,
  { before, limit }: { before: string; limit: number },
  looks = LOOKS,
): Promise<StoredRow[]> => {
  const { project } = sought;
  const position = positionOf(before);

  const first = parameters(project);
  const inOrder = [OWN, ...during(first.is, sought), ...(position ? [beyond(first.is, position)] : [])];
  const newest = `SELECT * FROM earshot_submissions WHERE ${inOrder.join(' AND ')} ${NEWEST_FIRST} ${looks.newest}`;
  const conditions = conditionsOf(first.is, sought);
  const rows = await query<StoredRow>(
    `SELECT ${COLUMNS} FROM (${newest}) AS s WHERE ${conditions.join(' AND ')} ${NEWEST_FIRST} ${first.is(limit + 1)}`,
    first.params,
  );
  if (rows.length > limit) return rows;

  const named = await findNamed(query, sought, position, limit + 1, looks.named);
  if (named.over) return named.rows;
  return [...named.rows, ...(await findRest(query, sought, named.position, limit + 1 - named.rows.length))];
};
