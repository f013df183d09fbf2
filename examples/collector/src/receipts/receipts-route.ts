import type { Context } from 'hono';
import { LIMITS, tooDeep } from '../contract';
import { corsHeaders, refuse, unavailable } from '../ingest/answer';
import { headerOf } from '../ingest/header';
import { originAllowed } from '../ingest/origin';
import { readBody } from '../ingest/read-body';
import type { VisitorOptions } from '../updates/updates-route';
import { parseReceiptsQuestion, type ReceiptsAnswer } from '../updates/wire';
import { readReceipts } from './read';

/** Fifty secrets have 1,250. */
const MAX_BODY_BYTES = 8_192;

/**
 * The handler of `POST /v1/receipts`: the secret is all that it takes, and the only thing that gives anything. Secrets come
 * in the body, so that no address, log or history holds one, and they go nowhere from here but into their hash.
 */
export const receiptsRoute = ({ store, admission, log }: VisitorOptions) => {
  const { query } = store.database;
  return async (c: Context): Promise<Response> => {
    const slowed = admission.refusalOfAddress(c);
    if (slowed) return slowed;
    const type = (headerOf(c, 'content-type') ?? '').split(';')[0]!.trim().toLowerCase();
    if (type && type !== 'text/plain' && type !== 'application/json')
      return refuse(c, 415, {
        code: 'unsupported_type',
        message: 'Ask as JSON text, with Content-Type text/plain or application/json.',
      });
    const text = await readBody(c, MAX_BODY_BYTES);
    if (text === 'too_large')
      return refuse(c, 413, {
        code: 'too_large',
        message: `A question may have ${MAX_BODY_BYTES} bytes. Ask for fewer receipts at once.`,
      });
    if (tooDeep(text))
      return refuse(c, 400, { code: 'too_deep', message: `The JSON nests deeper than ${LIMITS.depth} levels.` });
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return refuse(c, 400, { code: 'malformed_json', message: 'The body is not JSON.' });
    }
    const parsed = parseReceiptsQuestion(value);
    if ('unreadable' in parsed) return refuse(c, 400, parsed.unreadable);
    const { project, secrets } = parsed.question;
    const refusal = admission.refusalOfProject(c, project);
    if (refusal) return refusal;
    if (!originAllowed(headerOf(c, 'origin'), admission.settings(project)))
      return refuse(c, 403, {
        code: 'origin_not_allowed',
        message: `Pages of this origin may not ask about project "${project}". Add the origin to the project's "origins".`,
      });
    try {
      const receipts = await readReceipts(query, { project, secrets });
      return c.json({ receipts } satisfies ReceiptsAnswer, 200, { ...corsHeaders, 'Cache-Control': 'no-store' });
    } catch (error) {
      log(`receipts: the database failed: ${(error as { code?: string }).code ?? (error as Error).name}`);
      return unavailable(c, 'The database does not answer. Ask again.');
    }
  };
};
