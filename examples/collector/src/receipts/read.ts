import { createHash } from 'node:crypto';
import type { Query } from '../storage/database';
import { updatesOf } from '../updates/behind';
import type { ReceiptState } from '../updates/wire';
import { repliesOf } from './replies';
import { receiptStatus } from './status';

/** 128 bits as the widget writes them (`src/privacy/receipt.ts`). */
const SECRET = /^[A-Za-z0-9_-]{22}$/;

/** SHA-256 over the secret's text, not over the bytes that it stands for, as the device makes it. */
export const receiptOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

interface Found {
  receipt: string;
  id: string;
  status: string;
  received_at: Date;
}

export interface ReceiptsAsked {
  project: string;
  secrets: string[];
}

/**
 * What became of the submissions that these secrets were made for, in order. Of a submission itself nothing is read but its
 * status and time, so nothing else can get into the answer. What is not found takes the same questions as what is.
 */
export const readReceipts = async (query: Query, { project, secrets }: ReceiptsAsked): Promise<ReceiptState[]> => {
  const asked = secrets.map((secret) => ({ receipt: receiptOf(secret), looksRight: SECRET.test(secret) }));
  const looked = asked.filter(({ looksRight }) => looksRight).map(({ receipt }) => ({ receipt }));
  const rows = await query<Found>(
    `SELECT s.receipt, s.id, s.status, s.received_at FROM json_to_recordset($2::json) AS t (receipt text)
     JOIN earshot_submissions s ON s.project = $1 AND s.receipt = t.receipt
     WHERE s.receipt IS NOT NULL AND s.kind = 'submission' ORDER BY s.received_at, s.id`,
    [project, JSON.stringify(looked)],
  );
  const found = new Map<string, Found>();
  // The first one stands: whoever sends another with the same receipt does not take its place.
  for (const row of rows) if (!found.has(row.receipt)) found.set(row.receipt, row);
  const ids = [...found.values()].map(({ id }) => id);
  const [replies, updates] = await Promise.all([repliesOf(query, project, ids), updatesOf(query, project, ids)]);
  return asked.map(({ receipt }): ReceiptState => {
    const row = found.get(receipt);
    if (!row) return { receipt, status: 'unknown', updates: [] };
    const spam = row.status === 'spam';
    const reply = spam ? undefined : replies.get(row.id);
    return {
      receipt,
      status: receiptStatus(row.status, reply !== undefined),
      at: new Date(row.received_at).toISOString(),
      ...(reply && { reply }),
      updates: spam ? [] : (updates.get(row.id) ?? []),
    };
  });
};
