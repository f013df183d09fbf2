import type { Context } from 'hono';
import { LIMITS, type Results } from '../contract';
import { corsHeaders, refuse, slowDown, unavailable } from '../ingest/answer';
import { addressHash } from '../ingest/client-address';
import { headerOf } from '../ingest/header';
import { createRateLimit } from '../ingest/rate-limit';
import { declaredBytes, readBytes } from '../ingest/read-body';
import type { IngestOptions } from '../ingest/submissions-route';
import { createWaiting } from '../ingest/waiting';
import { readForm } from './form';

/** What stands around the bytes: four short fields, names and boundaries. */
const FORM_BYTES = 16_384;
const MOST_BYTES = LIMITS.attachmentBytes + FORM_BYTES;

export interface ReceiveOptions extends IngestOptions {
  /** Why this page may not send to this project; undefined where it may. */
  refusalOf(c: Context, project: string): Response | undefined;
}

/**
 * The handler of a multipart POST, which holds one attachment of a record that was sent before (rule Q10). Its memory is
 * apart from that of batches, so that a flood of pictures never keeps words out.
 */
export const receiveAttachment = ({ store, limits, clock, log, proxyHops, tally, refusalOf }: ReceiveOptions) => {
  const byAddress = createRateLimit(limits.attachmentsPerIpPerMinute, clock);
  const waiting = createWaiting(limits.maxWaitingBytes);
  tally.waiting.attachments = waiting.bytes;
  const answer = (c: Context, result: Results['results'][number]) =>
    c.json({ results: [result] } satisfies Results, 200, corsHeaders);
  const tooLarge = (c: Context) =>
    refuse(
      c,
      413,
      { code: 'too_large', message: `An attachment may have ${LIMITS.attachmentBytes} bytes.` },
      // The rest of the body is not read: the connection cannot be used again.
      { Connection: 'close' },
    );

  const receive = async (c: Context): Promise<Response> => {
    const body = await readBytes(c, MOST_BYTES);
    if (body === 'too_large') return tooLarge(c);
    const read = await readForm(body, headerOf(c, 'content-type') ?? '');
    if (!read.ok) {
      if (read.code !== 'unknown_version') return refuse(c, 400, read);
      return answer(c, { id: read.attachment, status: 'retry', code: read.code });
    }
    const { project, record, attachment, bytes } = read.form;
    const refusal = refusalOf(c, project);
    if (refusal) return refusal;
    try {
      const outcome = await store.attach({ project, record, attachment, bytes, receivedAtMs: clock() });
      store.counters.add(project, `attachment_${outcome.status}`);
      if (outcome.status === 'accepted') store.counters.add(project, 'attachment_bytes', bytes.length);
      if ('code' in outcome) tally.refused('attachment', project, outcome.status, outcome.code);
      return answer(c, { id: attachment, ...outcome });
    } catch (error) {
      log(`attachments: the database failed: ${(error as { code?: string }).code ?? (error as Error).name}`);
      return unavailable(c, 'The database does not answer. Nothing was acknowledged; send it again.');
    }
  };

  return async (c: Context): Promise<Response> => {
    const waitS = byAddress.take(addressHash(c, proxyHops));
    if (waitS) return slowDown(c, waitS, 'with attachments from this address');
    // Before it is read: many of these are more than a memory has.
    const bytes = declaredBytes(c) ?? MOST_BYTES;
    if (bytes > MOST_BYTES) return tooLarge(c);
    if (!waiting.has(bytes))
      return unavailable(c, 'More attachments arrive than can be stored. Nothing was acknowledged; send it again.');
    waiting.take(bytes);
    try {
      return await receive(c);
    } finally {
      waiting.give(bytes);
    }
  };
};
