import { LIMITS } from '../contract';
import type { Query } from '../storage/database';
import { during, type Sought } from './conditions';
import type { SubmissionFilter } from './filter';
import { type Is, narrowingDated } from './narrowing';
import type { FactName } from './tokens';

/** A time (ISO 8601) and an id: where a list in order of time goes on. */
export type Position = [receivedAt: string, id: string];

/** What stands in bodies only: a plain column is read as it is, faster than all that share a value are joined from the index. */
const factsOf = ({ question, device, release, attachment }: SubmissionFilter) =>
  Object.entries({ question, device, release, attachment: attachment ? 'yes' : '' }).filter(([, value]) => value) as [
    FactName,
    string,
  ][];

/** An open end goes as far as any scale does, so that each value can be asked for. */
const valuesOf = ({ question, least, most }: SubmissionFilter) =>
  least === undefined && most === undefined
    ? undefined
    : {
        question,
        least: Math.max(least ?? LIMITS.scaleLowest, LIMITS.scaleLowest),
        most: Math.min(most ?? LIMITS.scaleHighest, LIMITS.scaleHighest),
      };

/** Before a row in the order of lists, newest first. `row`: whose columns are meant, `idColumn`: which one has its id. */
export const beyond = (is: Is, [atText, idText]: Position, row = '', idColumn = 'id'): string => {
  const [at, id] = [is(atText), is(idText)];
  // The first half is what the index can answer; many may have come in one millisecond.
  return `${row}received_at <= ${at}::timestamptz
    AND (${row}received_at < ${at}::timestamptz OR ${row}${idColumn} < ${id})`;
};

/**
 * A statement that gives `id` and `received_at` of all that may fit, of those that came in the period and before
 * `position`; undefined: only a look at each row tells.
 */
export const sourceOf = async (
  query: Query,
  is: Is,
  sought: Sought,
  position?: Position,
): Promise<string | undefined> => {
  const { project, filter, contacts } = sought;
  const { search, tag, theme } = filter;
  const asked = { words: search, contacts, facts: factsOf(filter), values: valuesOf(filter) };
  // Asked for only where it is used: no statement takes a parameter that it does not name.
  const within = (idColumn?: string) => {
    const when = [...during(is, sought, 'f.'), ...(position ? [beyond(is, position, 'f.', idColumn)] : [])];
    return when.length ? when.join(' AND ') : 'true';
  };
  const among = await narrowingDated(query, is, project, asked, within);
  if (among) return among;
  if (theme)
    return `SELECT f.submission_id AS id, f.received_at FROM earshot_theme_submissions f WHERE f.project = $1
      AND f.theme_id = ${is(theme)} AND f.how <> 'not' AND ${within('submission_id')}`;
  return tag
    ? `SELECT f.id, f.received_at FROM earshot_tags t JOIN earshot_submissions f ON f.project = $1
         AND f.id = t.submission_id WHERE t.project = $1 AND t.tag = ${is(tag)} AND ${within()}`
    : undefined;
};
