import { createHash } from 'node:crypto';
import { sniff } from '../attachments/types';
import { type FeedbackRecord, LIMITS } from '../contract';
import type { Database } from './database';
import type { HashOf } from './insert';

export interface AttachmentArrival {
  project: string;
  /** Id of the record that lists it. */
  record: string;
  /** Its id within that record. */
  attachment: string;
  bytes: Uint8Array;
  receivedAtMs: number;
}

export type AttachOutcome =
  | { status: 'accepted' | 'duplicate' }
  | { status: 'retry'; code: 'unknown_record' }
  | { status: 'rejected'; code: 'unlisted' | 'empty' | 'too_large' | 'wrong_size' };

/** A stored attachment without its bytes. */
export interface StoredAttachment {
  record: string;
  id: string;
  /** What its bytes begin like, never what its sender says. */
  type: string;
  bytes: number;
  /** Hex. */
  sha256: string;
  /** RFC 3339, UTC. */
  receivedAt: string;
}

interface Found {
  /** Of the record. */
  body: string | null;
  stored: boolean;
  erased: boolean;
}

const LOOK = `SELECT
  (SELECT body FROM earshot_submissions WHERE project = $1 AND id = $2) AS body,
  EXISTS (SELECT 1 FROM earshot_attachments WHERE project = $1 AND record_id = $2 AND id = $3) AS stored,
  EXISTS (SELECT 1 FROM earshot_erased WHERE project = $1 AND id_hash = $4) AS erased`;

/** Stores it beside its record and not without it: the lock makes an erasure of that record wait (see `erase.ts`). */
const INSERT = `WITH held AS (
    SELECT project, id FROM earshot_submissions WHERE project = $1 AND id = $2 FOR KEY SHARE
  )
  INSERT INTO earshot_attachments (project, record_id, id, type, bytes, sha256, received_at, body)
  SELECT project, id, $3::text, $4::text, $5::integer, $6::text, $7::timestamptz, $8::bytea FROM held
  ON CONFLICT DO NOTHING RETURNING id`;

/** What is known without looking at the bytes. */
const settled = ({ body, stored, erased }: Found): AttachOutcome | undefined => {
  if (stored || erased) return { status: 'duplicate' };
  // The record comes first and by itself (rule Q10); it may still be on its way.
  return body === null ? { status: 'retry', code: 'unknown_record' } : undefined;
};

const refused = ({ attachments = [] }: FeedbackRecord, { attachment, bytes }: AttachmentArrival) => {
  const listed = attachments.find(({ id }) => id === attachment);
  if (!listed) return 'unlisted';
  if (bytes.length === 0) return 'empty';
  if (bytes.length > LIMITS.attachmentBytes) return 'too_large';
  return bytes.length === listed.bytes ? undefined : 'wrong_size';
};

/** Returns the function that stores one attachment. The first body of (project, record, attachment) stands (rule Q3). */
export const createAttach = (database: Database, hashOf: HashOf) => {
  return async (arrival: AttachmentArrival): Promise<AttachOutcome> => {
    const { project, record, attachment, bytes, receivedAtMs } = arrival;
    const look = async (): Promise<Found> => {
      const [found] = await database.query<Found>(LOOK, [project, record, attachment, hashOf(project, record)]);
      return found!;
    };
    const found = await look();
    const known = settled(found);
    if (known) return known;
    const code = refused(JSON.parse(found.body!), arrival);
    if (code) return { status: 'rejected', code };
    const stored = await database.query(INSERT, [
      project,
      record,
      attachment,
      sniff(bytes).mime,
      bytes.length,
      createHash('sha256').update(bytes).digest('hex'),
      new Date(receivedAtMs).toISOString(),
      bytes,
    ]);
    if (stored.length) return { status: 'accepted' };
    // Since the look somebody else stored it, or erased the record.
    return settled(await look()) ?? { status: 'retry', code: 'unknown_record' };
  };
};

interface AttachmentRow {
  record_id: string;
  id: string;
  type: string;
  bytes: number | string;
  sha256: string;
  received_at: Date;
}

const COLUMNS = 'a.record_id, a.id, a.type, a.bytes, a.sha256, a.received_at';

const readRow = ({ record_id, id, type, bytes, sha256, received_at }: AttachmentRow): StoredAttachment => ({
  record: record_id,
  id,
  type,
  bytes: Number(bytes),
  sha256,
  receivedAt: new Date(received_at).toISOString(),
});

/** Those of several records, without their bytes. */
export const listAttachments = async (
  database: Database,
  project: string,
  records: string[],
): Promise<StoredAttachment[]> => {
  if (!records.length) return [];
  const rows = await database.query<AttachmentRow>(
    `SELECT ${COLUMNS} FROM json_to_recordset($2::json) AS t (record text)
     JOIN earshot_attachments a ON a.project = $1 AND a.record_id = t.record ORDER BY a.record_id, a.id`,
    [project, JSON.stringify(records.map((record) => ({ record })))],
  );
  return rows.map(readRow);
};

/** One with its bytes. The ids must be such as the contract allows. */
export const readAttachment = async (
  database: Database,
  { project, record, id }: { project: string; record: string; id: string },
): Promise<(StoredAttachment & { body: Uint8Array }) | undefined> => {
  const [row] = await database.query<AttachmentRow & { body: Uint8Array }>(
    `SELECT ${COLUMNS}, a.body FROM earshot_attachments a WHERE a.project = $1 AND a.record_id = $2 AND a.id = $3`,
    [project, record, id],
  );
  return row && { ...readRow(row), body: row.body };
};
