import { randomBytes } from 'node:crypto';
import { UUID7 } from '../ingest/records';
import type { Database, Query } from '../storage/database';

/** What the log knows, in the words of its page. One more is a line. */
export const actionWords = {
  'account.made': 'Account added',
  'account.role': 'Role changed',
  'account.password': 'New password set',
  'account.password_own': 'Own password changed',
  'account.disabled': 'Account disabled',
  'account.enabled': 'Account enabled',
  'account.deleted': 'Account deleted',
  'session.started': 'Signed in',
  'session.ended_others': 'Own other sessions ended',
  'submission.erased': 'Submission erased',
  'records.exported': 'Records exported',
  'records.imported': 'Records imported',
  'records.aged': 'Records erased by their age',
  'backup.made': 'Backup made',
  'backup.restored': 'Backup restored',
  'theme.made': 'Theme added',
  'theme.changed': 'Theme changed',
  'theme.deleted': 'Theme deleted',
  'theme.filled': 'Submissions put into a theme',
  'theme.emptied': 'Submissions taken out of a theme',
  'update.published': 'Update published',
  'update.changed': 'Published update changed',
  'update.withdrawn': 'Update withdrawn',
  'update.deleted': 'Update deleted',
} as const;

export type AuditAction = keyof typeof actionWords;

export interface AuditEntry {
  /** Milliseconds since 1970. */
  atMs: number;
  /** `c.get('person').name`, or what did it without a person: `admin API`. */
  who: string;
  action: AuditAction;
  /** An account's name, a submission's id, or the id of what else was changed; never anybody's words. */
  target: string;
  project?: string | undefined;
  /** What it became, in words of ours (`read to admin`, `12 rows`): never a visitor's words or contact, and no submission's id. */
  detail?: string | undefined;
}

const MOST_DETAIL = 200;
const ANY_UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

let sequence = 0;
/** Ids of one process are in the order of their making, also within a millisecond. */
const newId = (atMs: number): string => {
  sequence = (sequence + 1) % 0x1_0000_0000;
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return `${hex(Math.max(0, Math.trunc(atMs)), 12)}${hex(sequence, 8)}${randomBytes(6).toString('hex')}`;
};

const INSERT = `INSERT INTO earshot_audit (id, at, project, who, action, target, detail)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

/** Names the submission only while it is there, and makes an erasure of it wait, which then finds this row (see `erase.ts`). */
const INSERT_OF_SUBMISSION = `WITH held AS (
    SELECT id FROM earshot_submissions WHERE project = $3 AND id = $6 FOR KEY SHARE
  )
  INSERT INTO earshot_audit (id, at, project, who, action, target, detail)
  VALUES ($1::text, $2::timestamptz, $3::text, $4::text, $5::text, coalesce((SELECT id FROM held), ''), $7::text)`;

/**
 * Writes down a change. Pass the `query` of the transaction that makes it, so that there is neither a change without its
 * row nor a row without its change. When a submission is erased, its id goes from here, too.
 */
export const audit = async (query: Query, entry: AuditEntry): Promise<void> => {
  const { atMs, who, action, target, project, detail = '' } = entry;
  // Found by no erasure: those look only at `target`.
  if (ANY_UUID.test(detail)) throw new Error(`audit ${action}: an id belongs in target, not in detail`);
  const row = [newId(atMs), new Date(atMs).toISOString(), project ?? null, who, action, target];
  await query(project !== undefined && UUID7.test(target) ? INSERT_OF_SUBMISSION : INSERT, [
    ...row,
    detail.slice(0, MOST_DETAIL),
  ]);
};

/** For `store.erase`: writes down who erased a submission, by the keyed hash that is left of its id. */
export const auditErasure =
  (entry: { atMs: number; who: string; project: string }) =>
  (query: Query, idHash: string): Promise<void> =>
    audit(query, { ...entry, action: 'submission.erased', target: idHash });

export interface AuditRow {
  id: string;
  /** RFC 3339, UTC. */
  at: string;
  project: string | null;
  who: string;
  action: string;
  /** Empty where it was a submission that is erased by now. */
  target: string;
  detail: string;
}

export interface AuditWanted {
  /** Only by this person; empty: by anybody. */
  who?: string;
  /** Only this; empty: anything. */
  action?: string;
  /** Position to continue from: `older` of the page before. */
  before?: string;
  limit: number;
}

/** Newest first. `older` continues the list and is undefined on its last page. */
export const readAudit = async (
  database: Database,
  { who, action, before, limit }: AuditWanted,
): Promise<{ rows: AuditRow[]; older: string | undefined }> => {
  const params: unknown[] = [];
  const is = (value: unknown) => `$${params.push(value)}`;
  const conditions = ['true'];
  if (who) conditions.push(`who = ${is(who)}`);
  if (action) conditions.push(`action = ${is(action)}`);
  if (before) conditions.push(`id < ${is(before)}`);
  const found = await database.query<Omit<AuditRow, 'at'> & { at: Date }>(
    `SELECT id, at, project, who, action, target, detail FROM earshot_audit WHERE ${conditions.join(' AND ')}
     ORDER BY id DESC LIMIT ${is(limit + 1)}`,
    params,
  );
  const rows = found.slice(0, limit).map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
  return { rows, older: found.length > limit ? rows.at(-1)!.id : undefined };
};

/** Everybody who is in the log, for its filter. */
export const auditedPeople = async (database: Database): Promise<string[]> => {
  const rows = await database.query<{ who: string }>('SELECT DISTINCT who FROM earshot_audit ORDER BY who LIMIT 200');
  return rows.map(({ who }) => who);
};
