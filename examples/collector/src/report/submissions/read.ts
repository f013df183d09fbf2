import { may, type Person } from '../../accounts/person';
import { MOST_COUNTED } from '../../inbox/read-counts';
import type { Period } from '../../metrics/calendar';
import type { FactKind } from '../../rollup/facts';
import { anySubmission } from '../../search/filter';
import { findSubmissions } from '../../search/find';
import { listAttachments, type StoredAttachment } from '../../storage/attachments';
import type { Database } from '../../storage/database';
import { readStored, type StoredRow, type StoredSubmission } from '../../storage/list';
import { writePosition } from '../../storage/position';
import { type Seen, seenBy } from '../mask';

/** Submissions of a project within a period: all, and those sent as tests; how many were ever marked as spam, and how many look like it and nobody said so yet. */
export const readTotals = async (
  database: Database,
  project: string,
  { first, last }: Period,
): Promise<{ all: number; tests: number; spam: number; suspect: number }> => {
  const rows = await database.query<{ kind: FactKind; n: number | string }>(
    `SELECT kind, sum(n) AS n FROM earshot_traffic WHERE project = $1 AND day >= $2 AND day <= $3 GROUP BY kind`,
    [project, first, last],
  );
  const [spam] = await database.query<{ n: number | string }>(
    `SELECT count(*) AS n FROM earshot_submissions WHERE project = $1 AND status = 'spam' AND kind = 'submission'
     AND NOT test`,
    [project],
  );
  const [suspect] = await database.query<{ n: number | string }>(
    `SELECT count(*) AS n FROM (
       SELECT 1 FROM earshot_submissions WHERE project = $1 AND status = 'new' AND signals <> '' AND kind = 'submission'
       AND NOT test LIMIT ${MOST_COUNTED + 1}
     ) AS some_suspect`,
    [project],
  );
  const of = (kind: FactKind) => Number(rows.find((row) => row.kind === kind)?.n ?? 0);
  return {
    all: of('submission') + of('agreed') + of('test'),
    tests: of('test'),
    spam: Number(spam!.n),
    suspect: Number(suspect!.n),
  };
};

export interface Wanted {
  /** Who looks: contacts come masked, and are not searched, for whoever only reads. */
  person: Person;
  project: string;
  /** Substring of what was written, chosen, of the page or of the contact. */
  search: string;
  /** Only this survey. */
  survey: string;
  /** Position to continue from: `older` of the page before. */
  before: string;
  limit: number;
}

/** Newest first, without spam. `older` continues the list and is undefined on its last page. */
export const readSubmissions = async (
  database: Database,
  { person, project, search, survey, before, limit }: Wanted,
): Promise<{ submissions: Seen[]; older: string | undefined }> => {
  const filter = { ...anySubmission, search, survey };
  const contacts = may(person, 'answer');
  const rows = await findSubmissions(database, { project, filter, contacts }, { before, limit });
  const submissions = rows.slice(0, limit).map((row) => seenBy(person, readStored(row)));
  const last = submissions.at(-1);
  const older = last && rows.length > limit ? writePosition(last) : undefined;
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

/** One as `person` may see it. */
export const readSubmission = async (
  database: Database,
  person: Person,
  project: string,
  id: string,
): Promise<Seen | undefined> => {
  const rows = await database.query<StoredRow>(
    'SELECT project, received_at, skew_ms, status, body FROM earshot_submissions WHERE project = $1 AND id = $2',
    [project, id],
  );
  return rows[0] && seenBy(person, readStored(rows[0]));
};
