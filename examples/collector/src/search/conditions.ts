import type { SubmissionFilter } from './filter';
import { foundIn, type Is } from './narrowing';

export interface Sought {
  project: string;
  filter: SubmissionFilter;
  /** Received from the first to before the last of these, in milliseconds since 1970. */
  between?: { fromMs: number; toMs: number } | undefined;
  /** Whether they may be found by contact, too. */
  contacts: boolean;
}

const BODY = 'body::json';

/** Received within the period; nothing where any time will do. */
export const during = (is: Is, { between }: Sought, row = ''): string[] =>
  between
    ? [
        `${row}received_at >= ${is(new Date(between.fromMs).toISOString())}::timestamptz
         AND ${row}received_at < ${is(new Date(between.toMs).toISOString())}::timestamptz`,
      ]
    : [];

/** All that must be true of a row, exactly. */
export const conditionsOf = (is: Is, sought: Sought): string[] => {
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

/** Whether each has to be opened to tell. */
export const inBodies = ({ question, least, most, device, release, attachment }: SubmissionFilter): boolean =>
  Boolean(question || device || release || attachment) || least !== undefined || most !== undefined;

/** What a statement is asked with, beginning with the project. */
export const parameters = (project: string) => {
  const params: unknown[] = [project];
  return { params, is: (value: unknown) => `$${params.push(value)}` };
};

export const OWN = `project = $1 AND kind = 'submission'`;
