import type { Database } from '../storage/database';

/** A visit to the inbox ends after this long without a look at it. */
const VISIT_MS = 30 * 60_000;

/**
 * Notes that somebody looks at the inbox, and says when their visit before this one ended; null for a first visit.
 * A reload is the same visit: what was unread before it is so after it.
 */
export const visit = async (
  { query }: Database,
  { person, project, nowMs }: { person: string; project: string; nowMs: number },
): Promise<Date | null> => {
  const [row] = await query<{ since: Date | null }>(
    `INSERT INTO earshot_seen (person, project, at) VALUES ($1, $2, $3)
     ON CONFLICT (person, project) DO UPDATE SET at = GREATEST(earshot_seen.at, excluded.at),
       since = CASE WHEN earshot_seen.at < $4::timestamptz THEN earshot_seen.at ELSE earshot_seen.since END
     RETURNING since`,
    [person, project, new Date(nowMs).toISOString(), new Date(nowMs - VISIT_MS).toISOString()],
  );
  return row?.since ? new Date(row.since) : null;
};

/** Whatever came until now is read. */
export const markRead = async (
  { query }: Database,
  { person, project, nowMs }: { person: string; project: string; nowMs: number },
): Promise<void> => {
  await query(
    `INSERT INTO earshot_seen (person, project, at, since) VALUES ($1, $2, $3::timestamptz, $3::timestamptz)
     ON CONFLICT (person, project) DO UPDATE SET at = excluded.at, since = excluded.since`,
    [person, project, new Date(nowMs).toISOString()],
  );
};
