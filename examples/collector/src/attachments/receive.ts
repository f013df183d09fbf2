import type { Context } from 'hono';
import { LIMITS, type Results } from '../contract';
import { corsHeaders, refuse, slowDown, unavailable } from '../ingest/answer';
import { addressHash } from '../ingest/client-address';
import { headerOf } from '../ingest/header';
import { createRateLimit } from '../ingest/rate-limit';
import { declaredBytes } from '../ingest/read-body';
import type { IngestOptions } from '../ingest/submissions-route';
import { createWaiting } from '../ingest/waiting';
import { readForm } from './form';
import { readArriving } from './read-arriving';

/** What stands around the bytes: four short fields, names and boundaries. */
const FORM_BYTES = 16_384;
const MOST_BYTES = LIMITS.attachmentBytes + FORM_BYTES;
/** Seconds after which one that came beside too many of its address may be sent again. */
const AT_ONCE_RETRY_S = 5;

export interface ReceiveOptions extends IngestOptions {
  /** Why this page may not send to this project; undefined where it may. */
  refusalOf(c: Context, project: string): Response | undefined;
}

/**
 * The handler of a multipart POST, which holds one attachment of a record that was sent before (rule Q10). Its memory is
 * apart from that of batches, so that a flood of pictures never keeps words out.
 */
export const receiveAttachment = (options: ReceiveOptions) => {
  const { store, limits, clock, log, proxyHops, tally, refusalOf, storedLaterS } = options;
  const byAddress = createRateLimit(limits.attachmentsPerIpPerMinute, clock);
  const waiting = createWaiting(limits.maxWaitingBytes);
  tally.waiting.attachments = waiting.bytes;
  const answer = (c: Context, result: Results['results'][number]) => {
    const early = storedLaterS && result.code === 'unknown_record';
    const body: Results = early ? { results: [result], retryAfter: storedLaterS } : { results: [result] };
    return c.json(body, 200, corsHeaders);
  };
  const tooLarge = (c: Context) =>
    refuse(c, 413, { code: 'too_large', message: `An attachment may have ${LIMITS.attachmentBytes} bytes.` });
  const tooSlow = (c: Context) =>
    refuse(c, 408, {
      code: 'too_slow',
      message: `An attachment has to arrive within ${limits.maxArrivalMs / 1000} s. Send it again.`,
    });
  const noRoom = (c: Context) =>
    unavailable(c, 'More attachments arrive than can be stored. Nothing was acknowledged; send it again.');

  /** How many of an address are arriving. An address that is not known is not counted. */
  const arriving = new Map<string, number>();
  const enter = (address: string, by: 1 | -1) => {
    const count = (arriving.get(address) ?? 0) + by;
    if (count && address) arriving.set(address, count);
    else arriving.delete(address);
  };

  const receive = async (c: Context, body: Uint8Array<ArrayBuffer>): Promise<Response> => {
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
    const address = addressHash(c, proxyHops);
    const waitS = byAddress.take(address);
    if (waitS) return slowDown(c, waitS, 'with attachments from this address');
    // Before it is read: many of these are more than a memory has.
    const announced = declaredBytes(c) ?? 0;
    if (announced > MOST_BYTES) return tooLarge(c);
    if (!waiting.has(announced)) return noRoom(c);
    const atOnce = limits.attachmentsAtOncePerIp;
    if (atOnce && (arriving.get(address) ?? 0) >= atOnce)
      return slowDown(c, AT_ONCE_RETRY_S, 'with attachments at once from this address');

    let taken = 0;
    const take = (bytes: number): boolean => {
      if (!waiting.has(bytes, taken)) return false;
      waiting.take(bytes);
      taken += bytes;
      return true;
    };
    try {
      enter(address, 1);
      const body = await readArriving(c.req.raw.body, {
        maxBytes: MOST_BYTES,
        timeoutMs: limits.maxArrivalMs,
        take,
      }).finally(() => enter(address, -1));
      if (body === 'too_large') return tooLarge(c);
      if (body === 'no_room') return noRoom(c);
      if (body === 'too_slow') return tooSlow(c);
      return await receive(c, body);
    } finally {
      waiting.give(taken);
    }
  };
};
