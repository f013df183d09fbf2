import type { Database } from '../storage/database';
import { REPEATED_LOW } from './low';
import type { InboxEntry } from './read-inbox';

const DAY_MS = 86_400_000;

/** What stands beside listed submissions, by their ids. */
export interface Around {
  tags: Map<string, string[]>;
  /** How many low ratings the same respondent gave in the 90 days up to it, where that is repeated. */
  repeatedLow: Map<string, number>;
}

export const readTags = async ({ query }: Database, project: string, ids: string[]): Promise<Map<string, string[]>> => {
  const tags = new Map<string, string[]>();
  if (!ids.length) return tags;
  const rows = await query<{ id: string; tag: string }>(
    `SELECT t.submission_id AS id, t.tag FROM json_to_recordset($2::json) AS l (id text)
     JOIN earshot_tags t ON t.project = $1 AND t.submission_id = l.id ORDER BY t.tag`,
    [project, JSON.stringify(ids.map((id) => ({ id })))],
  );
  for (const { id, tag } of rows) tags.set(id, [...(tags.get(id) ?? []), tag]);
  return tags;
};

/** Tests and spam are no ratings of the respondent. */
export const readRepeatedLow = async (
  { query }: Database,
  project: string,
  entries: InboxEntry[],
): Promise<Map<string, number>> => {
  const known = entries.filter(({ respondent }) => respondent);
  if (!known.length) return new Map();
  const list = known.map(({ respondent, stored }) => ({
    id: stored.record.id,
    respondent,
    until: stored.receivedAt,
    since: new Date(Date.parse(stored.receivedAt) - REPEATED_LOW.days * DAY_MS).toISOString(),
  }));
  const rows = await query<{ id: string; n: number | string }>(
    `SELECT l.id, count(*) AS n
     FROM json_to_recordset($2::json) AS l (id text, respondent text, until timestamptz, since timestamptz)
     JOIN earshot_submissions s ON s.project = $1 AND s.respondent = l.respondent
       AND s.received_at > l.since AND s.received_at <= l.until
     WHERE s.low AND NOT s.test AND s.status <> 'spam' GROUP BY l.id HAVING count(*) >= ${REPEATED_LOW.times}`,
    [project, JSON.stringify(list)],
  );
  return new Map(rows.map(({ id, n }) => [id, Number(n)]));
};

export const readAround = async (database: Database, project: string, entries: InboxEntry[]): Promise<Around> => {
  const ids = entries.map(({ stored }) => stored.record.id);
  const [tags, repeatedLow] = await Promise.all([
    readTags(database, project, ids),
    readRepeatedLow(database, project, entries),
  ]);
  return { tags, repeatedLow };
};
