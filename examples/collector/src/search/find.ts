import { LIMITS } from '../contract';
import type { Database, Query } from '../storage/database';
import type { StoredRow } from '../storage/list';
import { positionOf } from '../storage/position';
import type { SubmissionFilter } from './filter';
import { FIRST_LOOK, foundIn, type Is, narrowing } from './narrowing';
import type { FactName } from './tokens';

export interface Sought {
  project: string;
  filter: SubmissionFilter;
  /** Received from the first to before the last of these, in milliseconds since 1970. */
  between?: { fromMs: number; toMs: number } | undefined;
  /** Whether they may be found by contact, too. */
  contacts: boolean;
}

/** Counted no further: more than that nobody reads. */
export const MOST_FOUND = 10_000;

const BODY = 'body::json';
const COLUMNS = 'project, received_at, skew_ms, status, body';

/** Received within the period; nothing where any time will do. */
const during = (is: Is, { between }: Sought): string[] =>
  between
    ? [
        `received_at >= ${is(new Date(between.fromMs).toISOString())}::timestamptz AND received_at < ${is(new Date(between.toMs).toISOString())}::timestamptz`,
      ]
    : [];

/** All that must be true of a row, exactly. */
const conditionsOf = (is: Is, sought: Sought): string[] => {
  const { filter, contacts } = sought;
  const { search, survey, question, least, most, language, device, release, channel, touchpoint } = filter;
  const { tag, theme, status, attachment, reply } = filter;
  const conditions: string[] = [status ? `status = ${is(status)}` : `status <> 'spam'`, ...during(is, sought)];
  for (const [column, value] of Object.entries({ survey_id: survey, locale: language, channel, touchpoint }))
    if (value) conditions.push(`${column} = ${is(value)}`);
  if (reply) conditions.push('wants_reply');
  if (search) conditions.push(foundIn(is, search, contacts));
  if (tag)
    conditions.push(`EXISTS (SELECT 1 FROM earshot_tags t
      WHERE t.project = $1 AND t.tag = ${is(tag)} AND t.submission_id = s.id)`);
  if (theme)
    conditions.push(`EXISTS (SELECT 1 FROM earshot_theme_submissions t
      WHERE t.project = $1 AND t.theme_id = ${is(theme)} AND t.submission_id = s.id AND t.how <> 'not')`);
  if (device) conditions.push(`${BODY} -> 'context' -> 'device' ->> 'type' = ${is(device)}`);
  if (release) conditions.push(`${BODY} -> 'context' ->> 'release' = ${is(release)}`);
  if (attachment) conditions.push(`(${BODY} -> 'attachments' -> 0) IS NOT NULL`);
  if (question || least !== undefined || most !== undefined) {
    const parts = question ? [`a.value ->> 'question' = ${is(question)}`] : [];
    if (least !== undefined || most !== undefined)
      // Only a scale has a number for certain, so nothing else may be read as one.
      parts.push(`CASE WHEN a.value ->> 'type' = 'scale' THEN (a.value ->> 'value')::numeric
        BETWEEN ${is(least ?? -9_999)}::integer AND ${is(most ?? 9_999)}::integer ELSE false END`);
    conditions.push(
      `EXISTS (SELECT 1 FROM json_array_elements(${BODY} -> 'answers') AS a (value) WHERE ${parts.join(' AND ')})`,
    );
  }
  return conditions;
};

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

/** Where the ids of all that may fit come from; undefined: only a look at each row tells. */
const sourceOf = async (query: Query, is: Is, { project, filter, contacts }: Sought): Promise<string | undefined> => {
  const { search, tag, theme } = filter;
  const asked = { words: search, contacts, facts: factsOf(filter), values: valuesOf(filter) };
  const among = await narrowing(query, is, project, asked);
  if (among) return among;
  if (theme)
    return `SELECT t.submission_id FROM earshot_theme_submissions t
      WHERE t.project = $1 AND t.theme_id = ${is(theme)} AND t.how <> 'not'`;
  return tag ? `SELECT t.submission_id FROM earshot_tags t WHERE t.project = $1 AND t.tag = ${is(tag)}` : undefined;
};

const parameters = (project: string) => {
  const params: unknown[] = [project];
  return { params, is: (value: unknown) => `$${params.push(value)}` };
};

/** A page of rows, newest first; one more than `limit` where there are others. */
export const findSubmissions = async (
  { query }: Database,
  sought: Sought,
  { before, limit }: { before: string; limit: number },
): Promise<StoredRow[]> => {
  const { project } = sought;
  const position = positionOf(before);
  const from = (is: Is): string => {
    if (!position) return '';
    const [at, id] = [is(position[0]), is(position[1])];
    // The first half is what the index can answer; many may have come in one millisecond.
    return ` AND received_at <= ${at}::timestamptz AND (received_at < ${at}::timestamptz OR id < ${id})`;
  };
  const NEWEST_FIRST = 'ORDER BY received_at DESC, id DESC LIMIT';
  const own = `project = $1 AND kind = 'submission'`;

  const first = parameters(project);
  const newest = `SELECT * FROM earshot_submissions WHERE ${[own, ...during(first.is, sought)].join(' AND ')}${from(first.is)}
    ${NEWEST_FIRST} ${FIRST_LOOK}`;
  const conditions = conditionsOf(first.is, sought);
  const rows = await query<StoredRow>(
    `SELECT ${COLUMNS} FROM (${newest}) AS s WHERE ${conditions.join(' AND ')} ${NEWEST_FIRST} ${first.is(limit + 1)}`,
    first.params,
  );
  if (rows.length > limit) return rows;

  const all = parameters(project);
  const every = conditionsOf(all.is, sought);
  const source = await sourceOf(query, all.is, sought);
  if (source) every.push(`s.id IN (${source})`);
  return query<StoredRow>(
    `SELECT ${COLUMNS} FROM earshot_submissions s WHERE ${own}${from(all.is)} AND ${every.join(' AND ')}
     ${NEWEST_FIRST} ${all.is(limit + 1)}`,
    all.params,
  );
};

/** How many fit, up to `MOST_FOUND + 1`; undefined where counting would read all that is stored. */
export const countSubmissions = async ({ query }: Database, sought: Sought): Promise<number | undefined> => {
  const { params, is } = parameters(sought.project);
  const { search, question, least, most, device, release, attachment } = sought.filter;
  const conditions = conditionsOf(is, sought);
  const source = await sourceOf(query, is, sought);
  // Whatever else there is to ask stands in columns.
  const inBodies =
    Boolean(search || question || device || release || attachment) || least !== undefined || most !== undefined;
  if (!source && inBodies && !sought.between) return undefined;
  if (source) conditions.push(`s.id IN (${source})`);
  const [found] = await query<{ n: number | string }>(
    `SELECT count(*) AS n FROM (
       SELECT 1 FROM earshot_submissions s WHERE project = $1 AND kind = 'submission' AND ${conditions.join(' AND ')}
       LIMIT ${MOST_FOUND + 1}
     ) AS found`,
    params,
  );
  return Number(found!.n);
};
