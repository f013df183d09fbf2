import { notSpam } from '../inbox/spam';
import { listAttachments, type StoredAttachment } from '../storage/attachments';
import type { Database } from '../storage/database';
import { readStored, type StoredRow, type StoredSubmission } from '../storage/list';
import { type FigureRow, searchable } from '../storage/rows';

/** How often a value was given with a label, by figure hash. */
export interface Tally {
  figure: string;
  value: string;
  label: string;
  count: number;
}

/** More distinct wordings than a person can read: a flood of them must not make the page heavy. */
const MOST = { figures: 500, tallies: 10_000 };

/** `cut`: there were more, and the rarest are missing in what is returned. */
export const readFigures = async (
  database: Database,
  project: string,
  most = MOST,
): Promise<{ figures: FigureRow[]; tallies: Tally[]; cut: boolean }> => {
  const found = await database.query<Tally>(
    `SELECT figure, value, label, count(*) AS count FROM earshot_answers a
     WHERE project = $1 AND ${notSpam('a')} GROUP BY figure, value, label ORDER BY count DESC LIMIT ${most.tallies + 1}`,
    [project],
  );
  const tallies = found.slice(0, most.tallies);
  const hashes = [...new Set(tallies.map(({ figure }) => figure))];
  const wanted = hashes.slice(0, most.figures);
  const figures = wanted.length
    ? await database.query<FigureRow>(
        `SELECT f.* FROM json_to_recordset($2::json) AS t (figure text)
         JOIN earshot_figures f ON f.project = $1 AND f.figure = t.figure`,
        [project, JSON.stringify(wanted.map((figure) => ({ figure })))],
      )
    : [];
  return {
    figures,
    tallies: tallies.map((tally) => ({ ...tally, count: Number(tally.count) })),
    cut: found.length > tallies.length || hashes.length > wanted.length,
  };
};

/** Submissions of a project: all, those sent as tests, and those marked as spam. */
export const readTotals = async (
  database: Database,
  project: string,
): Promise<{ all: number; tests: number; spam: number }> => {
  const [all] = await database.query<{ n: number | string }>(
    `SELECT count(*) AS n FROM earshot_submissions WHERE project = $1 AND kind = 'submission'`,
    [project],
  );
  const [tests] = await database.query<{ n: number | string }>(
    `SELECT count(*) AS n FROM earshot_submissions WHERE project = $1 AND test AND kind = 'submission'`,
    [project],
  );
  const [spam] = await database.query<{ n: number | string }>(
    `SELECT count(*) AS n FROM earshot_submissions WHERE project = $1 AND status = 'spam' AND kind = 'submission'
     AND NOT test`,
    [project],
  );
  return { all: Number(all!.n), tests: Number(tests!.n), spam: Number(spam!.n) };
};

export interface Wanted {
  project: string;
  /** Substring of what was written, chosen, of the page or of the contact. */
  search: string;
  /** Only this survey. */
  survey: string;
  /** Position to continue from: `older` of the page before. */
  before: string;
  limit: number;
}

/** Time and id of the last row of a page, as its address has them. */
export const positionOf = (before: string): [string, string] | undefined => {
  const match = /^(\d{1,16})~([0-9a-f-]{36})$/.exec(before);
  const at = new Date(Number(match?.[1]));
  return match && !Number.isNaN(at.getTime()) ? [at.toISOString(), match[2]!] : undefined;
};

/** Newest first, without spam. `older` continues the list and is undefined on its last page. */
export const readSubmissions = async (
  database: Database,
  { project, search, survey, before, limit }: Wanted,
): Promise<{ submissions: StoredSubmission[]; older: string | undefined }> => {
  const params: unknown[] = [project];
  const is = (value: unknown) => `$${params.push(value)}`;
  const conditions = [`project = $1 AND kind = 'submission' AND status <> 'spam'`];
  if (search) conditions.push(`position(${is(searchable(search))} in search_text) > 0`);
  if (survey) conditions.push(`survey_id = ${is(survey)}`);
  const from = positionOf(before);
  if (from) {
    const [at, id] = [is(from[0]), is(from[1])];
    // The first half is what the index can answer; many may have come in one millisecond.
    conditions.push(`received_at <= ${at}::timestamptz AND (received_at < ${at}::timestamptz OR id < ${id})`);
  }
  const rows = await database.query<StoredRow>(
    `SELECT project, received_at, skew_ms, status, body FROM earshot_submissions WHERE ${conditions.join(' AND ')}
     ORDER BY received_at DESC, id DESC LIMIT ${is(limit + 1)}`,
    params,
  );
  const submissions = rows.slice(0, limit).map(readStored);
  const last = submissions.at(-1);
  const older = last && rows.length > limit ? `${Date.parse(last.receivedAt)}~${last.record.id}` : undefined;
  return { submissions, older };
};

/** What came of the attachments that these submissions list. */
export const readArrived = (
  database: Database,
  project: string,
  submissions: StoredSubmission[],
): Promise<StoredAttachment[]> => {
  const listing = submissions.filter(({ record }) => record.attachments?.length);
  return listAttachments(
    database,
    project,
    listing.map(({ record }) => record.id),
  );
};

export const readSubmission = async (
  database: Database,
  project: string,
  id: string,
): Promise<StoredSubmission | undefined> => {
  const rows = await database.query<StoredRow>(
    'SELECT project, received_at, skew_ms, status, body FROM earshot_submissions WHERE project = $1 AND id = $2',
    [project, id],
  );
  return rows[0] && readStored(rows[0]);
};
