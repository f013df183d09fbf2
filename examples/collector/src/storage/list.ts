import type { FeedbackRecord } from '../contract';
import type { Database } from './database';

export interface StoredSubmission {
  project: string;
  /** RFC 3339, UTC. */
  receivedAt: string;
  skewMs: number;
  status: string;
  /** The record as it is stored: what the device froze, without unknown fields. */
  record: FeedbackRecord;
}

export interface StoredRow {
  project: string;
  received_at: Date;
  skew_ms: number | string;
  status: string;
  body: string;
}

export const readStored = ({ project, received_at, skew_ms, status, body }: StoredRow): StoredSubmission => ({
  project,
  receivedAt: new Date(received_at).toISOString(),
  skewMs: Number(skew_ms),
  status,
  record: JSON.parse(body),
});

/** Records of every kind in order of their ids, which is the order of their making; `after` is the last id of the page before. */
export const listSubmissions = async (
  database: Database,
  { project, after = '', limit }: { project: string; after?: string | undefined; limit: number },
): Promise<StoredSubmission[]> => {
  const rows = await database.query<StoredRow>(
    `SELECT project, received_at, skew_ms, status, body FROM earshot_submissions
     WHERE project = $1 AND id > $2 ORDER BY id LIMIT $3`,
    [project, after, limit],
  );
  return rows.map(readStored);
};
