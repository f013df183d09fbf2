import { FIRST_LOOK, foundIn, narrowing } from '../search/narrowing';
import { readSignals, type Signal } from '../spam/signal';
import type { Database } from '../storage/database';
import { readStored, type StoredRow, type StoredSubmission } from '../storage/list';
import { positionOf, writePosition } from '../storage/position';
import type { Filter } from './filter';
import { waitsForReply } from './waiting';

/** A submission as the inbox lists it. */
export interface InboxEntry {
  stored: StoredSubmission;
  owner: string;
  /** `respondentOf`; null where there is nothing to know them by. */
  respondent: string | null;
  low: boolean;
  /** Why it looks like spam; empty for almost all. */
  signals: Signal[];
  /** Came since the reader's last visit. */
  unread: boolean;
}

export interface InboxRow extends StoredRow {
  owner: string;
  respondent: string | null;
  low: boolean;
  signals: string;
}

export const INBOX_COLUMNS = 'project, received_at, skew_ms, status, body, owner, respondent, low, signals';

export interface Wanted {
  project: string;
  filter: Filter;
  /** Name of who reads: whose "mine" is. */
  person: string;
  /** Whether they may find by contact, too. */
  contacts: boolean;
  /** End of that person's visit before this one; null for the first. */
  since: Date | null;
  /** Position to continue from: `next` of the page before. */
  from: string;
  limit: number;
}

/** One page; `next` continues the list and is undefined on its last page. */
export const readInbox = async (
  { query }: Database,
  { project, filter, person, contacts, since, from, limit }: Wanted,
): Promise<{ entries: InboxEntry[]; next: string | undefined }> => {
  const params: unknown[] = [project];
  const is = (value: unknown) => `$${params.push(value)}`;
  const { status, owner, tag, survey, search, asked, waiting, unread, low, suspect, tests, order } = filter;
  const own = [`project = $1 AND kind = 'submission'`];
  const conditions: string[] = [];
  conditions.push(status === 'all' ? `status <> 'spam'` : `status = ${is(status)}`);
  if (!tests) conditions.push('NOT test');
  if (owner) conditions.push(`owner = ${is(owner === 'mine' ? person : owner === 'nobody' ? '' : owner.slice(1))}`);
  if (tag)
    conditions.push(`EXISTS (SELECT 1 FROM earshot_tags t
      WHERE t.project = $1 AND t.tag = ${is(tag)} AND t.submission_id = earshot_submissions.id)`);
  if (survey) conditions.push(`survey_id = ${is(survey)}`);
  if (search) conditions.push(foundIn(is, search, contacts));
  if (asked) conditions.push('wants_reply');
  if (waiting) conditions.push(waitsForReply('earshot_submissions'));
  if (low) conditions.push('low');
  if (suspect) conditions.push(`signals <> ''`);
  if (unread && since) conditions.push(`received_at > ${is(since.toISOString())}::timestamptz`);
  const [than, direction] = order === 'newest' ? ['<', 'DESC'] : ['>', 'ASC'];
  const position = positionOf(from);
  if (position) {
    const [at, id] = [is(position[0]), is(position[1])];
    // The first half is what the index can answer; many may have come in one millisecond.
    own.push(
      `received_at ${than}= ${at}::timestamptz AND (received_at ${than} ${at}::timestamptz OR id ${than} ${id})`,
    );
  }
  const most = is(limit + 1);
  const inOrder = `ORDER BY received_at ${direction}, id ${direction} LIMIT`;
  const read = (from: string, all: string[]) =>
    query<InboxRow>(
      `SELECT ${INBOX_COLUMNS} FROM ${from} WHERE ${all.join(' AND ')} ${inOrder} ${most}`,
      // As many as there are by now: the index is asked for with more of them.
      [...params],
    );
  const searched = async (): Promise<InboxRow[]> => {
    const first = `(SELECT * FROM earshot_submissions WHERE ${own.join(' AND ')} ${inOrder} ${FIRST_LOOK}) AS earshot_submissions`;
    const found = await read(first, conditions);
    if (found.length > limit) return found;
    const among = await narrowing(query, is, project, { words: search, contacts });
    return read('earshot_submissions', [...own, ...conditions, ...(among ? [`id IN (${among})`] : [])]);
  };
  const rows = await (search ? searched() : read('earshot_submissions', [...own, ...conditions]));
  const entries = rows.slice(0, limit).map((row) => readEntry(row, since));
  const last = entries.at(-1)?.stored;
  const next = last && rows.length > limit ? writePosition(last) : undefined;
  return { entries, next };
};

export const readEntry = (row: InboxRow, since: Date | null): InboxEntry => ({
  stored: readStored(row),
  owner: row.owner,
  respondent: row.respondent,
  low: row.low,
  signals: readSignals(row.signals),
  unread: !since || new Date(row.received_at) > since,
});
