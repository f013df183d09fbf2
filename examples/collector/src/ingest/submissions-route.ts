import type { Context } from 'hono';
import { receiveAttachment } from '../attachments/receive';
import { ASKED_RETRY_S, type Challenge, createChallenge, tokenOf } from '../challenge/challenge';
import { type FeedbackRecord, idOf, parseEnvelope, type Results, tooDeep } from '../contract';
import type { Limits, Projects } from '../limits';
import type { IngestStore } from '../log/ingest-log';
import type { Tally } from '../prometheus/tally';
import type { Rolling } from '../rollup/rolling';
import type { Spam } from '../spam/spam';
import { corsHeaders, refuse, slowDown, UNAVAILABLE_RETRY_S, unavailable } from './answer';
import { addressHash } from './client-address';
import { headerOf } from './header';
import { createMendedLog } from './mended';
import { originAllowed } from './origin';
import { createRateLimit } from './rate-limit';
import { readBody } from './read-body';
import { ingestRecords } from './records';
import { createWaiting } from './waiting';

export interface IngestOptions {
  store: IngestStore;
  projects: Projects;
  limits: Limits;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** One line a problem; never a body, an address or an id. */
  log: (line: string) => void;
  proxyHops: number;
  tally: Tally;
  rolling: Rolling;
  /** Seconds until a record that was taken may be stored, so that its attachment can be; where it is stored at once: undefined. */
  storedLaterS?: number | undefined;
  spam: Spam;
  /** Asked while too much comes to a project. @default nobody is asked */
  challenge: Challenge | undefined;
}

/** Results that say why there is nothing else. A sender that does not know of it reads them as any others. */
type Challenged = Results & { challenge: true };

const MAX_SKEW_MS = 100 * 365 * 86_400_000;

const listed = (value: unknown): unknown[] => {
  const records = (value as { records?: unknown } | null)?.records;
  return Array.isArray(records) ? records.slice(0, 20) : [];
};

/** The handler of `POST /v1/submissions`, of batches as of attachments. Whatever it answers is JSON and readable across origins. */
export const submissionsRoute = (options: IngestOptions) => {
  const { store, projects, limits, clock, log, proxyHops, tally, spam, challenge } = options;
  const byAddress = createRateLimit(limits.perIpPerMinute, clock);
  const byProject = createRateLimit(limits.perProjectPerMinute, clock);
  const hasToComeAgain = createChallenge({ challenge, perMinute: limits.challengeAbovePerMinute, clock, log });
  const logMended = createMendedLog(log);
  const waiting = createWaiting(limits.maxWaitingBytes);
  tally.waiting.batches = waiting.bytes;

  /** Why this page may not send to this project now; undefined where it may. */
  const refusalOf = (c: Context, project: string): Response | undefined => {
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
    return waitProjectS ? slowDown(c, waitProjectS, `to project "${project}"`) : undefined;
  };
  const takeAttachment = receiveAttachment({ ...options, refusalOf });

  return async (c: Context): Promise<Response> => {
    const address = addressHash(c, proxyHops);
    const waitS = byAddress.take(address);
    if (waitS) return slowDown(c, waitS, 'from this address');

    const type = (headerOf(c, 'content-type') ?? '').split(';')[0]!.trim().toLowerCase();
    if (type === 'multipart/form-data') return takeAttachment(c);
    if (type && type !== 'text/plain' && type !== 'application/json')
      return refuse(c, 415, {
        code: 'unsupported_type',
        message:
          'Send a batch as JSON text, with Content-Type text/plain or application/json; an attachment as a form.',
      });
    const text = await readBody(c, limits.maxBodyBytes);
    if (text === 'too_large')
      return refuse(c, 413, {
        code: 'too_large',
        message: `A batch may have ${limits.maxBodyBytes} bytes. Send fewer records at once.`,
      });
    const bytes = Buffer.byteLength(text);
    if (!waiting.has(bytes))
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
    const refusal = refusalOf(c, project);
    if (refusal) return refusal;

    // Before anybody is asked: what waits for an answer waits in memory, too.
    waiting.take(bytes);
    try {
      const asking = {
        project,
        token: tokenOf(value),
        origin: headerOf(c, 'origin'),
        address,
        records: records.length,
      };
      if (await hasToComeAgain(asking)) {
        const code = 'challenge';
        const results = records.map((record) => ({ id: idOf(record) ?? '', status: 'retry' as const, code }));
        for (const { status } of results) tally.refused('record', project, status, code);
        return c.json({ results, retryAfter: ASKED_RETRY_S, challenge: true } satisfies Challenged, 200, corsHeaders);
      }

      const receivedAtMs = clock();
      const skew = receivedAtMs - Date.parse(sentAt);
      const skewMs = Math.max(-MAX_SKEW_MS, Math.min(MAX_SKEW_MS, skew));
      const cameIn = { project, atMs: receivedAtMs, address, batch: value };
      const look = (...sent: [record: FeedbackRecord, sent: unknown, mended: string[]]) => spam.look(...sent, cameIn);
      const received = { project, receivedAtMs, skewMs };
      const results = await ingestRecords(store, records, received, log, logMended, tally, look);
      const stored = results.filter(({ status }) => status === 'accepted').length;
      if (stored) options.rolling.noticed(project, stored);
      const held = results.some(({ code }) => code === 'log_full' || code === 'log_unavailable');
      const answer: Results = held ? { results, retryAfter: UNAVAILABLE_RETRY_S } : { results };
      return c.json(answer, 200, corsHeaders);
    } catch (error) {
      // Nothing is acked: what was stored nevertheless is answered `duplicate` next time.
      log(`submissions: the database failed: ${(error as { code?: string }).code ?? (error as Error).name}`);
      return unavailable(c, 'The database does not answer. Nothing was acknowledged; send it again.');
    } finally {
      waiting.give(bytes);
    }
  };
};
