import type { Query } from '../storage/database';

export interface Reply {
  text: string;
  /** RFC 3339, UTC. */
  at: string;
}

/**
 * The newest reply of each of some submissions, by its id. What the team wrote to a visitor is theirs from then on, also
 * while its mail waits and when no mail server took it; what is in no state of the outbox was never given out.
 */
export const repliesOf = async (
  query: Query,
  project: string,
  submissionIds: string[],
): Promise<Map<string, Reply>> => {
  const rows = await query<{ submission_id: string; text: string; at: Date }>(
    `SELECT r.submission_id, r.text, r.at FROM json_to_recordset($2::json) AS s (id text)
     JOIN earshot_replies r ON r.project = $1 AND r.submission_id = s.id
     WHERE r.state IN ('queued', 'sent', 'failed') ORDER BY r.at, r.id`,
    [project, JSON.stringify(submissionIds.map((id) => ({ id })))],
  );
  return new Map(rows.map(({ submission_id, text, at }) => [submission_id, { text, at: new Date(at).toISOString() }]));
};
