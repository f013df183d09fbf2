import type { Query } from '../storage/database';
import { searchable } from './fold';
import { type Asked, alternativesOf } from './tokens';

/** Adds a parameter to a statement, and gives back how the statement names it. */
export type Is = (value: unknown) => string;

/** As many of a list are looked through first: what one in a hundred has stands among them, and the index is not needed. */
export const FIRST_LOOK = 2_000;

/** That a row of `earshot_submissions` holds a term in its words, or in its contact. */
export const foundIn = (is: Is, term: string, contacts: boolean): string => {
  const words = is(searchable(term));
  const inWords = `position(${words} in search_text) > 0`;
  // Else who sees `j…@….org` could find the rest letter by letter.
  return contacts ? `(${inWords} OR position(${words} in search_contact) > 0)` : inWords;
};

/** Whether everything that a project stored before there was an index is in it by now. */
const isWhole = async (query: Query, project: string): Promise<boolean> => {
  const passes = await query(`SELECT project FROM earshot_passes WHERE project = $1 AND what = ''`, [project]);
  return !passes.length;
};

type Wanted = { words: string; contacts: boolean } & Partial<Asked>;

/** Conditions of one look into the index for each alternative: not every database has an OR of lists. Undefined: the index does not help. */
const looksOf = async (
  query: Query,
  is: Is,
  project: string,
  { words, contacts, facts = [], values }: Wanted,
): Promise<string[] | undefined> => {
  const alternatives = alternativesOf(project, { words: searchable(words), contacts, facts, values });
  if (!alternatives || !(await isWhole(query, project))) return undefined;
  return alternatives.map((tokens) => `f.project = $1 AND f.tokens @> ${is(`{${tokens}}`)}::integer[]`);
};

const UNSEARCHED = `SELECT unnest(string_to_array(u.ids, ',')) FROM earshot_unsearched u WHERE u.project = $1`;

/**
 * A statement that gives the ids of all that may fit, and few others: what the index has, and what waits to be put into it.
 * Undefined where the index does not help: one letter of Latin, or not everything is in it yet. `$1` is the project.
 */
export const narrowing = async (query: Query, is: Is, project: string, wanted: Wanted): Promise<string | undefined> => {
  const looks = await looksOf(query, is, project, wanted);
  // One id twice does no harm where it is looked for; to keep each once all of them would be sorted.
  return (
    looks && [...looks.map((look) => `SELECT f.id FROM earshot_search f WHERE ${look}`), UNSEARCHED].join(' UNION ALL ')
  );
};

/** The same with `received_at`, of those only for which `within` is true of their columns. One may stand there twice. */
export const narrowingDated = async (
  query: Query,
  is: Is,
  project: string,
  wanted: Wanted,
  within: () => string,
): Promise<string | undefined> => {
  const looks = await looksOf(query, is, project, wanted);
  if (!looks) return undefined;
  const when = within();
  return [
    ...looks.map((look) => `SELECT f.id, f.received_at FROM earshot_search f WHERE ${look} AND ${when}`),
    `SELECT f.id, f.received_at FROM earshot_submissions f WHERE f.project = $1 AND f.id IN (${UNSEARCHED}) AND ${when}`,
  ].join(' UNION ALL ');
};
