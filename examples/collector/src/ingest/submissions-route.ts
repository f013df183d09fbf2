import type { Context } from 'hono';
import { idOf, parseEnvelope, type Results, tooDeep } from '../contract';
import type { Limits, Projects } from '../limits';
import type { Store } from '../storage/store';
import { corsHeaders, refuse } from './answer';
import { addressHash } from './client-address';
import { headerOf } from './header';
import { createMendedLog } from './mended';
import { originAllowed } from './origin';
import { createRateLimit } from './rate-limit';
import { readBody } from './read-body';
import { ingestRecords } from './records';

export interface IngestOptions {
  store: Store;
  projects: Projects;
  limits: Limits;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** One line a problem; never a body, an address or an id. */
  log: (line: string) => void;
  proxyHops: number;
}

/** Seconds to wait when the database does not answer. */
const UNAVAILABLE_RETRY_S = 5;
const MAX_SKEW_MS = 100 * 365 * 86_400_000;

const listed = (value: unknown): unknown[] => {
  const records = (value as { records?: unknown } | null)?.records;
  return Array.isArray(records) ? records.slice(0, 20) : [];
};

/** The handler of `POST /v1/submissions`. Whatever it answers is JSON and readable across origins. */
export const submissionsRoute = ({ store, projects, limits, clock, log, proxyHops }: IngestOptions) => {
  const byAddress = createRateLimit(limits.perIpPerMinute, clock);
  const byProject = createRateLimit(limits.perProjectPerMinute, clock);
  const logMended = createMendedLog(log);
  const slowDown = (c: Context, seconds: number, what: string) =>
    refuse(
      c,
      429,
      { code: 'rate_limited', message: `Too many requests ${what}. Try again in ${seconds} s.` },
      { 'Retry-After': String(seconds) },
    );

  const unavailable = (c: Context, message: string) =>
    refuse(c, 503, { code: 'unavailable', message }, { 'Retry-After': String(UNAVAILABLE_RETRY_S) });

  let waitingBytes = 0;

  return async (c: Context): Promise<Response> => {
    const waitS = byAddress.take(addressHash(c, proxyHops));
    if (waitS) return slowDown(c, waitS, 'from this address');

    const type = (headerOf(c, 'content-type') ?? '').split(';')[0]!.trim().toLowerCase();
    if (type && type !== 'text/plain' && type !== 'application/json')
      return refuse(c, 415, {
        code: 'unsupported_type',
        message: 'Send the batch as JSON text with Content-Type text/plain or application/json.',
      });
    const text = await readBody(c, limits.maxBodyBytes);
    if (text === 'too_large')
      return refuse(
        c,
        413,
        { code: 'too_large', message: `A batch may have ${limits.maxBodyBytes} bytes. Send fewer records at once.` },
        // The rest of the body is not read: the connection cannot be used again.
        { Connection: 'close' },
      );
    const bytes = Buffer.byteLength(text);
    if (waitingBytes && waitingBytes + bytes > limits.maxWaitingBytes)
      return unavailable(c, 'The database is slower than what arrives. Nothing was acknowledged; send it again.');
    if (tooDeep(text, limits.maxDepth))
      return refuse(c, 400, { code: 'too_deep', message: `The JSON nests deeper than ${limits.maxDepth} levels.` });
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return refuse(c, 400, { code: 'malformed_json', message: 'The body is not JSON.' });
    }

    const parsed = parseEnvelope(value);
    if (!parsed.ok) {
      const { code, message, path } = parsed;
      if (code !== 'unknown_version') return refuse(c, 400, { code: 'invalid_batch', message, path });
      const results = listed(value).map((record) => ({ id: idOf(record) ?? '', status: 'retry' as const, code }));
      return c.json({ results } satisfies Results, 200, corsHeaders);
    }
    const { project, records, sentAt } = parsed.envelope;
    const settings = Object.hasOwn(projects, project) ? projects[project] : undefined;
    if (!settings)
      return refuse(c, 404, {
        code: 'unknown_project',
        message: `This collector has no project "${project}". Add it to EARSHOT_PROJECTS or correct data-project.`,
      });
    const origin = headerOf(c, 'origin');
    if (!originAllowed(origin, settings))
      return refuse(c, 403, {
        code: 'origin_not_allowed',
        message: origin
          ? `Pages of ${origin.slice(0, 200)} may not send to project "${project}". Add the origin to the project's "origins".`
          : `Project "${project}" takes no requests without an Origin header ("withoutOrigin": false).`,
      });
    const waitProjectS = byProject.take(project);
    if (waitProjectS) return slowDown(c, waitProjectS, `to project "${project}"`);

    const receivedAtMs = clock();
    const skew = receivedAtMs - Date.parse(sentAt);
    const skewMs = Math.max(-MAX_SKEW_MS, Math.min(MAX_SKEW_MS, skew));
    waitingBytes += bytes;
    try {
      const results = await ingestRecords(store, records, { project, receivedAtMs, skewMs }, log, logMended);
      return c.json({ results } satisfies Results, 200, corsHeaders);
    } catch (error) {
      // Nothing is acked: what was stored nevertheless is answered `duplicate` next time.
      log(`submissions: the database failed: ${(error as { code?: string }).code ?? (error as Error).name}`);
      return unavailable(c, 'The database does not answer. Nothing was acknowledged; send it again.');
    } finally {
      waitingBytes -= bytes;
    }
  };
};
