import { listAttachments, type StoredAttachment } from '../storage/attachments';
import type { Database } from '../storage/database';
import { pagesOf } from './pages';
import type { Selection } from './selection';
import { userDataLines } from './user-data';

/** A part of an export: its text, and of how many records. */
export interface Part {
  text: string;
  records: number;
}

/** The attachments that have arrived, by the id of their record. */
export const arrivedOf = async (
  database: Database,
  project: string,
  rows: { id: string; body: string }[],
): Promise<Map<string, StoredAttachment[]>> => {
  const listing = rows.filter(({ body }) => body.includes('"attachments":[{')).map(({ id }) => id);
  const arrived = new Map<string, StoredAttachment[]>();
  for (const one of await listAttachments(database, project, listing))
    arrived.set(one.record, [...(arrived.get(one.record) ?? []), one]);
  return arrived;
};

const ended = (lines: string[]): Part => ({
  text: lines.map((line) => `${line}\n`).join(''),
  records: lines.length,
});

/**
 * One line a record: `{ receivedAt, skewMs, status, record, attachments? }`, in the order of ids, which is that of their
 * making; then one line `{ userKey, data }` for each person that the host told something of. An import takes these lines.
 * The bytes of attachments are in backups only.
 */
export async function* ndjsonParts(database: Database, selection: Selection): AsyncGenerator<Part> {
  const { project, kind } = selection;
  for await (const { rows } of pagesOf(database.query, selection)) {
    const arrived = await arrivedOf(database, project, rows);
    const lines = rows.map(({ id, received_at, skew_ms, status, body }) => {
      const head = { receivedAt: new Date(received_at).toISOString(), skewMs: Number(skew_ms), status };
      const attachments = arrived.get(id)?.map(({ record: _, ...one }) => one);
      // The body as it is stored, to the letter.
      return `${JSON.stringify(head).slice(0, -1)},"record":${body}${attachments ? `,"attachments":${JSON.stringify(attachments)}` : ''}}`;
    });
    if (lines.length) yield ended(lines);
  }
  if (!kind || kind === 'userdata')
    for await (const { lines } of userDataLines(database.query, selection)) if (lines.length) yield ended(lines);
}
