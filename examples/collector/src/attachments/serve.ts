import type { Context } from 'hono';
import { UUID7 } from '../ingest/records';
import { readAttachment } from '../storage/attachments';
import type { Database } from '../storage/database';
import { ATTACHMENT_ID } from './form';
import { typeOf } from './types';

/**
 * The bytes of one attachment, for signed-in people only: a stranger sent them. They have the type that they begin like
 * and a name of ours; a browser may not guess another, nor run anything in them. Undefined where there is none.
 */
export const serveAttachment = async (
  c: Context,
  database: Database,
  where: { project: string; record: string; id: string },
): Promise<Response | undefined> => {
  // no other was ever stored, and some are texts that no database takes
  if (!UUID7.test(where.record) || !ATTACHMENT_ID.test(where.id) || where.project.includes('\0')) return undefined;
  const stored = await readAttachment(database, where);
  if (!stored) return undefined;
  const { mime, extension, inline } = typeOf(stored.type);
  const name = `earshot-${stored.record}-${stored.sha256.slice(0, 8)}.${extension}`;
  return c.body(new Uint8Array(stored.body), 200, {
    'Content-Type': mime,
    'Content-Length': String(stored.body.length),
    'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename="${name}"`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'private, no-store',
  });
};
