import { randomUUID } from 'node:crypto';
import { UUID7 } from '../ingest/records';
import { lockSums } from '../rollup/lock';
import type { Database, Query } from '../storage/database';
import { idArray } from '../storage/id-array';
import type { Emit } from '../webhooks/webhooks';
import type { Status } from './status';

/** Who does something, when, and where. Every change of the inbox takes one of these. */
export interface Action {
  project: string;
  /** Name of who is signed in. */
  who: string;
  /** Milliseconds since 1970. */
  nowMs: number;
  /** Tells webhooks, within the transaction that changes something. @default nobody is told */
  emit?: Emit | undefined;
}

/** What a team writes at once, in code points. */
export const MAX_TEXT = 4_000;

/** What somebody typed, as it is kept; empty where nothing is left, undefined where it is too long. */
export const writtenText = (text: string): string | undefined => {
  const written = text.replaceAll('\0', '').replace(/\r\n?/g, '\n').normalize('NFC').trim();
  return [...written].length <= MAX_TEXT ? written : undefined;
};

/** Ids of submissions as the database is asked for them; what is no id is none of a submission. */
const idList = (ids: string[]): string => idArray(new Set(ids.filter((id) => UUID7.test(id))));

/** The id of a thing that a form makes: the form brings one, so that sending it twice makes one thing. */
export const madeId = (given: string | null | undefined): string =>
  given && /^[0-9a-f-]{36}$/.test(given) ? given : randomUUID();

export const at = ({ nowMs }: Action): string => new Date(nowMs).toISOString();

/** A submission that is locked, as it is now. */
export interface Held {
  id: string;
  status: Status;
  owner: string;
}

// In the order of their ids: two actions on the same ones never wait crosswise.
const HOLD = `SELECT s.id, s.status, s.owner FROM earshot_submissions s
  WHERE s.project = $1 AND s.id = ANY($2::text[]) AND s.kind = 'submission' ORDER BY s.id FOR NO KEY UPDATE OF s`;

/**
 * Does `work` in one transaction that has locked those of the submissions that are there: whatever it stores beside them
 * is there before an erasure of one begins, or never (see `storage/erase.ts`).
 *
 * `sums`: it changes the figures, whose lock comes first.
 * The lock is a statement of its own. With the change in the same one, PostgreSQL 15 was seen to deadlock: that change
 * starts from the rows as they were before the lock was waited for, and queues behind whoever waits for it.
 */
export const holding = <T>(
  database: Database,
  { project }: Action,
  ids: string[],
  work: (query: Query, held: Held[]) => Promise<T>,
  { sums = false } = {},
): Promise<T> =>
  database.transaction(async (query) => {
    if (sums) await lockSums(query, project);
    return work(query, await query<Held>(HOLD, [project, idList(ids)]));
  });

/** Tells webhooks of a change of state. */
export const emitStatus = async (
  query: Query,
  { project, nowMs, emit }: Action,
  held: Held[],
  status: Status,
): Promise<void> => {
  if (!emit) return;
  for (const { id, status: from } of held)
    await emit(query, {
      project,
      event: 'submission.status_changed',
      record: id,
      atMs: nowMs,
      detail: { from, to: status },
    });
};

/** Tells what was changed in the history of each of these. */
export const tell = async (
  query: Query,
  action: Action,
  changes: { id: string; what: 'status' | 'owner' | 'tag' | 'untag'; value: string }[],
): Promise<void> => {
  if (!changes.length) return;
  const list = changes.map((one) => ({ ...one, key: randomUUID() }));
  await query(
    `INSERT INTO earshot_history (project, submission_id, id, at, who, what, value)
     SELECT $1, t.id, t.key, $2::timestamptz, $3, t.what, t.value
     FROM json_to_recordset($4::json) AS t (id text, key text, what text, value text)`,
    [action.project, at(action), action.who, JSON.stringify(list)],
  );
};
