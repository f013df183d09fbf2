import type { Database } from '../storage/database';
import { readRepeatedLow } from './read-around';
import { type InboxEntry, type InboxRow, readEntry } from './read-inbox';

export type ReplyState = 'queued' | 'sent' | 'failed';

/** What the team wrote or changed, oldest first. */
export type Deed = { id: string; at: string; who: string } & (
  | { what: 'status' | 'owner' | 'tag' | 'untag'; value: string }
  | { what: 'note'; text: string }
  | { what: 'reply'; text: string; state: ReplyState; sentAt: string | undefined; errorCode: string | undefined }
);

/** All that the team did with one submission. */
export interface Handling {
  entry: InboxEntry;
  firstResponseAt: string | undefined;
  tags: string[];
  deeds: Deed[];
  repeatedLow: number | undefined;
}

interface DeedRow {
  id: string;
  at: Date;
  who: string;
  what: Deed['what'];
  text: string;
  state: ReplyState;
  sent_at: Date | null;
  error_code: string | null;
}

const DEEDS = `SELECT id, at, who, what, value AS text, '' AS state, NULL::timestamptz AS sent_at, NULL AS error_code
    FROM earshot_history WHERE project = $1 AND submission_id = $2
  UNION ALL SELECT id, at, who, 'note', text, '', NULL, NULL
    FROM earshot_notes WHERE project = $1 AND submission_id = $2
  UNION ALL SELECT id, at, who, 'reply', text, state, sent_at, error_code
    FROM earshot_replies WHERE project = $1 AND submission_id = $2
  ORDER BY at, what, id`;

const iso = (date: Date | null): string | undefined => (date ? new Date(date).toISOString() : undefined);

const readDeed = ({ id, at, who, what, text, state, sent_at, error_code }: DeedRow): Deed => {
  const common = { id, at: new Date(at).toISOString(), who };
  if (what === 'note') return { ...common, what, text };
  if (what === 'reply')
    return { ...common, what, text, state, sentAt: iso(sent_at), errorCode: error_code ?? undefined };
  return { ...common, what, value: text };
};

/** Undefined where there is no such submission. */
export const readHandling = async (database: Database, project: string, id: string): Promise<Handling | undefined> => {
  const { query } = database;
  const [[row], deeds, tags] = await Promise.all([
    query<InboxRow & { first_response_at: Date | null }>(
      `SELECT project, received_at, skew_ms, status, body, owner, respondent, low, signals, first_response_at
       FROM earshot_submissions WHERE project = $1 AND id = $2`,
      [project, id],
    ),
    query<DeedRow>(DEEDS, [project, id]),
    query<{ tag: string }>('SELECT tag FROM earshot_tags WHERE project = $1 AND submission_id = $2 ORDER BY tag', [
      project,
      id,
    ]),
  ]);
  if (!row) return undefined;
  const entry = readEntry(row, null);
  const repeated = await readRepeatedLow(database, project, [entry]);
  return {
    entry,
    firstResponseAt: iso(row.first_response_at),
    tags: tags.map(({ tag }) => tag),
    deeds: deeds.map(readDeed),
    repeatedLow: repeated.get(id),
  };
};
