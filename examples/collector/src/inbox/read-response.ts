import type { Database } from '../storage/database';
import { MOST_COUNTED } from './read-counts';
import type { FollowUp } from './status';
import { waitsForReply } from './waiting';

/** How the team answers. */
export interface Response {
  /** The one that waits longest. */
  oldest: { id: string; receivedAt: string } | undefined;
  /** Median time from receipt to first response of those first responded to in the last 30 days. */
  median: { ms: number; n: number } | undefined;
  /** Asked for a reply, are neither resolved nor spam, and got none; at most `MOST_COUNTED + 1`. */
  waiting: number;
}

export const MEDIAN_DAYS = 30;
/** Of more than that the newest: no look at the inbox reads a month of a large site. */
export const MOST_MEASURED = 2_000;

/**
 * What nobody responded to yet. Each counts, or by theme only what asked for a reply. Tests and spam do not count.
 * @param nowMs milliseconds since 1970
 */
export const readResponse = async (
  { query }: Database,
  project: string,
  followUp: FollowUp,
  nowMs: number,
): Promise<Response> => {
  const counted = `kind = 'submission' AND NOT test${followUp === 'theme' ? ' AND wants_reply' : ''}`;
  const since = new Date(nowMs - MEDIAN_DAYS * 86_400_000).toISOString();
  const [oldest, middle, waiting] = await Promise.all([
    query<{ id: string; received_at: Date }>(
      // Whatever has another state than new was responded to, or is spam.
      `SELECT id, received_at FROM earshot_submissions
       WHERE project = $1 AND status = 'new' AND first_response_at IS NULL AND ${counted}
       ORDER BY received_at, id LIMIT 1`,
      [project],
    ),
    query<{ s: number | string; n: number | string }>(
      // One row in the middle, or two.
      `SELECT s, n FROM (
         SELECT EXTRACT(EPOCH FROM first_response_at - received_at) AS s, count(*) OVER () AS n,
           row_number() OVER (ORDER BY first_response_at - received_at, id) AS place
         FROM (
           SELECT id, received_at, first_response_at FROM earshot_submissions
           WHERE project = $1 AND first_response_at IS NOT NULL AND first_response_at > $2::timestamptz
             AND status <> 'spam' AND ${counted}
           ORDER BY first_response_at DESC LIMIT ${MOST_MEASURED}
         ) AS newest
       ) AS placed WHERE 2 * place BETWEEN n AND n + 2`,
      [project, since],
    ),
    query<{ n: number | string }>(
      `SELECT count(*) AS n FROM (
         SELECT 1 FROM earshot_submissions s
         WHERE s.project = $1 AND s.kind = 'submission' AND NOT s.test AND ${waitsForReply('s')}
         LIMIT ${MOST_COUNTED + 1}
       ) AS unanswered`,
      [project],
    ),
  ]);
  const [first] = oldest;
  return {
    oldest: first && { id: first.id, receivedAt: new Date(first.received_at).toISOString() },
    median: middle.length
      ? {
          ms: (1_000 * middle.reduce((sum, { s }) => sum + Number(s), 0)) / middle.length,
          n: Number(middle[0]!.n),
        }
      : undefined,
    waiting: Number(waiting[0]!.n),
  };
};
