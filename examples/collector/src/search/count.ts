import type { Database, Query } from '../storage/database';
import { idArray } from '../storage/id-array';
import { conditionsOf, inBodies, OWN, parameters, type Sought } from './conditions';
import { sourceOf } from './sources';

/** Counted no further: more than that nobody reads. */
const MOST_FOUND = 10_000;
/** The same where each has to be opened for it, which takes a database ten times as long. */
const MOST_OPENED = 1_000;

/** How many fit: `n`, or more than that where there are `more`. */
export interface Found {
  n: number;
  more: boolean;
}

const MOST = { found: MOST_FOUND, opened: MOST_OPENED };

/** Whether more fit than are counted, told by a part of what is named; undefined: that part does not tell. */
const manyFit = async ({ query }: Database, sought: Sought, atMost: number): Promise<Found | undefined> => {
  // Nearly all that the index names fits, so that these are more than are counted.
  const opening = 2 * atMost;
  const naming = parameters(sought.project);
  const source = await sourceOf(query, naming.is, sought);
  if (!source) return undefined;
  // In no order: the index names the first ones without naming all.
  const sql = `SELECT named.id FROM (${source}) AS named LIMIT ${opening}`;
  const named = await query<{ id: string }>(sql, naming.params);
  const { params, is } = parameters(sought.project);
  const ids = is(idArray(named.map(({ id }) => id)));
  const found = await countUpTo(query, params, atMost, [...conditionsOf(is, sought), `s.id = ANY(${ids}::text[])`]);
  return found.more || named.length < opening ? found : undefined;
};

const countUpTo = async (query: Query, params: unknown[], atMost: number, conditions: string[]): Promise<Found> => {
  const [found] = await query<{ n: number | string }>(
    `SELECT count(*) AS n FROM (
       SELECT 1 FROM earshot_submissions s WHERE ${[OWN, ...conditions].join(' AND ')} LIMIT ${atMost + 1}
     ) AS found`,
    params,
  );
  const n = Number(found!.n);
  return { n: Math.min(n, atMost), more: n > atMost };
};

/** Counts what fits, up to `most`; undefined where counting would read all that is stored. */
export const countSubmissions = async (database: Database, sought: Sought, most = MOST): Promise<Found | undefined> => {
  const { query } = database;
  // Whatever else there is to ask stands in columns.
  const mustOpen = inBodies(sought.filter);
  const many = mustOpen ? await manyFit(database, sought, most.opened) : undefined;
  if (many) return many;
  const { params, is } = parameters(sought.project);
  const conditions = conditionsOf(is, sought);
  const source = await sourceOf(query, is, sought);
  if (!source && (mustOpen || sought.filter.search) && !sought.between) return undefined;
  if (source) conditions.push(`s.id IN (SELECT named.id FROM (${source}) AS named)`);
  return countUpTo(query, params, mustOpen ? most.opened : most.found, conditions);
};
