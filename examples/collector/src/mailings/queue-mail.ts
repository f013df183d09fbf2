import { randomBytes } from 'node:crypto';
import type { Query } from '../storage/database';
import type { Kind } from './choices';

/** A digest of yesterday is worth sending tomorrow, and not next week. */
const GIVE_UP_MS = 2 * 86_400_000;

export interface QueuedMail {
  kind: Kind;
  person: string;
  project: string;
  /** What it is of: with the other three it is sent once, whoever puts it here how often. */
  period: string;
  /** Undefined: there is nothing to say, and so it is settled. */
  written: { subject: string; text: string; html: string; unsubscribe: string } | undefined;
}

const INSERT = `INSERT INTO earshot_mails (kind, person, project, period, id, at, subject, text, html, unsubscribe, state,
    attempts, due_at, give_up_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $6, $12) ON CONFLICT DO NOTHING RETURNING id`;

/** Puts a mail into the outbox, where there is none of its key. Returns whether it did. */
export const queueMail = async (query: Query, mail: QueuedMail, nowMs: number): Promise<boolean> => {
  const { kind, person, project, period, written } = mail;
  const iso = (ms: number) => new Date(ms).toISOString();
  const rows = await query(INSERT, [
    kind,
    person,
    project,
    period,
    randomBytes(16).toString('hex'),
    iso(nowMs),
    written?.subject ?? '',
    written?.text ?? '',
    written?.html ?? '',
    written?.unsubscribe ?? '',
    written ? 'queued' : 'skipped',
    iso(nowMs + GIVE_UP_MS),
  ]);
  return rows.length > 0;
};

/**
 * What is remembered so that it is sent once is forgotten when it can no longer be due. The newest silence of a project
 * stays: as long as nothing comes it is the same one, and would be told anew.
 */
const KEPT_MS = 60 * 86_400_000;

export const forgetOld = async (query: Query, nowMs: number): Promise<void> => {
  const before = new Date(nowMs - KEPT_MS).toISOString();
  await query(`DELETE FROM earshot_mails WHERE at < $1 AND state <> 'queued'`, [before]);
  await query(
    `DELETE FROM earshot_alerts AS old WHERE old.at < $1 AND old.what <> 'watch' AND (old.what <> 'silence' OR EXISTS (
       SELECT 1 FROM earshot_alerts newer
       WHERE newer.project = old.project AND newer.what = 'silence' AND newer.period > old.period))`,
    [before],
  );
};
