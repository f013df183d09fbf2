import type { Database } from '../storage/database';
import { positionOf, writePosition } from '../storage/position';
import { INBOX_COLUMNS, type InboxEntry, type InboxRow, readEntry } from './read-inbox';

/** What one respondent sent, newest first, spam and tests too; `next` continues the list. */
export const readRespondent = async (
  { query }: Database,
  { project, respondent, from, limit }: { project: string; respondent: string; from: string; limit: number },
): Promise<{ entries: InboxEntry[]; next: string | undefined }> => {
  const position = positionOf(from);
  const rows = await query<InboxRow>(
    `SELECT ${INBOX_COLUMNS} FROM earshot_submissions WHERE project = $1 AND respondent = $2 ${
      position ? 'AND received_at <= $4::timestamptz AND (received_at < $4::timestamptz OR id < $5)' : ''
    } ORDER BY received_at DESC, id DESC LIMIT $3`,
    [project, respondent, limit + 1, ...(position ?? [])],
  );
  const entries = rows.slice(0, limit).map((row) => readEntry(row, null));
  const last = entries.at(-1)?.stored;
  const next = last && rows.length > limit ? writePosition(last) : undefined;
  return { entries, next };
};
