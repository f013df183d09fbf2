import type { Query } from '../storage/database';
import { readStored, type StoredRow, type StoredSubmission } from '../storage/list';
import type { UpdateState } from './update';
import { MOST } from './wire';

const idsJson = (ids: string[]): string => JSON.stringify(ids.map((id) => ({ id })));

/** Ids of the published updates that name each of some submissions, newest first. */
export const updatesOf = async (
  query: Query,
  project: string,
  submissionIds: string[],
): Promise<Map<string, string[]>> => {
  const rows = await query<{ submission_id: string; id: string }>(
    `SELECT b.submission_id, u.id FROM json_to_recordset($2::json) AS s (id text)
     JOIN earshot_update_submissions b ON b.project = $1 AND b.submission_id = s.id
     JOIN earshot_updates u ON u.project = $1 AND u.id = b.update_id
     WHERE u.state = 'published' ORDER BY u.published_at DESC, u.id DESC`,
    [project, idsJson(submissionIds)],
  );
  const updates = new Map<string, string[]>();
  for (const { submission_id, id } of rows) {
    const ids = updates.get(submission_id) ?? [];
    if (ids.length < MOST.updates) updates.set(submission_id, [...ids, id]);
  }
  return updates;
};

/** How many submissions are behind each of some updates. */
export const countBehind = async (query: Query, project: string, updateIds: string[]): Promise<Map<string, number>> => {
  const rows = await query<{ id: string; n: number | string }>(
    `SELECT b.update_id AS id, count(*) AS n FROM json_to_recordset($2::json) AS u (id text)
     JOIN earshot_update_submissions b ON b.project = $1 AND b.update_id = u.id GROUP BY b.update_id`,
    [project, idsJson(updateIds)],
  );
  return new Map(rows.map(({ id, n }) => [id, Number(n)]));
};

/** The newest submissions behind an update. */
export const submissionsBehind = async (
  query: Query,
  { project, update, limit }: { project: string; update: string; limit: number },
): Promise<StoredSubmission[]> => {
  const rows = await query<StoredRow>(
    `SELECT s.project, s.received_at, s.skew_ms, s.status, s.body FROM earshot_update_submissions b
     JOIN earshot_submissions s ON s.project = b.project AND s.id = b.submission_id
     WHERE b.project = $1 AND b.update_id = $2 ORDER BY s.received_at DESC, s.id DESC LIMIT $3`,
    [project, update, limit],
  );
  return rows.map(readStored);
};

export interface NamedUpdate {
  id: string;
  state: UpdateState;
  title: string;
  /** Whether it names the submission that was asked about. */
  names: boolean;
}

/** All updates that name a submission, and the newest of those that may come to: drafts and published ones. */
export const updatesAround = async (
  query: Query,
  { project, submission, limit }: { project: string; submission: string; limit: number },
): Promise<NamedUpdate[]> => {
  const naming = await query<Omit<NamedUpdate, 'names'>>(
    `SELECT u.id, u.state, u.title FROM earshot_update_submissions b
     JOIN earshot_updates u ON u.project = b.project AND u.id = b.update_id
     WHERE b.project = $1 AND b.submission_id = $2 ORDER BY u.changed_at DESC, u.id DESC`,
    [project, submission],
  );
  const others = await query<Omit<NamedUpdate, 'names'>>(
    `SELECT u.id, u.state, u.title FROM earshot_updates u WHERE u.project = $1 AND u.state <> 'withdrawn'
     AND NOT EXISTS (SELECT 1 FROM earshot_update_submissions b
       WHERE b.project = $1 AND b.submission_id = $2 AND b.update_id = u.id)
     ORDER BY u.changed_at DESC, u.id DESC LIMIT $3`,
    [project, submission, limit],
  );
  return [...naming.map((one) => ({ ...one, names: true })), ...others.map((one) => ({ ...one, names: false }))];
};
