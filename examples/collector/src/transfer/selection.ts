/** Which submissions of a project are exported. Times are those of their arrival. */
export interface Selection {
  project: string;
  /** RFC 3339, UTC: from then on. */
  from?: string | undefined;
  /** RFC 3339, UTC: before that moment. */
  to?: string | undefined;
  /** One kind of record, or `userdata`: what the host told of people, and no record. @default all of them */
  kind?: Kind | undefined;
}

export const KINDS = ['submission', 'impression', 'dismissal', 'signal', 'userdata'] as const;
export type Kind = (typeof KINDS)[number];

/** What a project may be called. Nothing else was ever stored, and some of it no database takes. */
export const PROJECT = /^[a-zA-Z0-9._-]{1,64}$/;

/** What looks like a day or a moment; the calendar must have it, too. */
export const MOMENT = /^(19[7-9]\d|[2-9]\d{3})-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/;

/** A day (its beginning, in UTC) or a moment in UTC, as RFC 3339 with milliseconds; undefined for what is none. */
export const moment = (text: string): string | undefined => {
  if (!MOMENT.test(text)) return undefined;
  const at = new Date(text);
  // `Date` takes 30 February for a day in March
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text.slice(0, 10)
    ? undefined
    : at.toISOString();
};

type Asked = { [name in 'project' | 'from' | 'to' | 'kind']?: string | undefined };

/** Reads what somebody asks for; a text says what is wrong with it. */
export const selectionOf = ({ project, from, to, kind }: Asked): Selection | string => {
  if (!project || !PROJECT.test(project)) return 'Say which project: 1 to 64 of A-Z a-z 0-9 . _ -';
  const times = { from: from ? moment(from) : undefined, to: to ? moment(to) : undefined };
  for (const [name, given] of Object.entries({ from, to }))
    if (given && !times[name as 'from' | 'to'])
      return `"${name}" must be a day or a moment in UTC, for example 2026-01-31 or 2026-01-31T12:00:00Z.`;
  if (kind && !KINDS.includes(kind as Kind)) return `"kind" must be one of ${KINDS.join(', ')}, or left out.`;
  return { project, ...times, kind: (kind || undefined) as Kind | undefined };
};
