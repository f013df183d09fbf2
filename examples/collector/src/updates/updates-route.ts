import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { corsHeaders, refuse, unavailable } from '../ingest/answer';
import type { Store } from '../storage/store';
import type { Admission } from './admission';
import { readPublished } from './published';
import { type UpdatesAnswer, updatesLimit } from './wire';

export interface VisitorOptions {
  store: Store;
  admission: Admission;
  /** One line a problem; never a secret, a body or an address. */
  log: (line: string) => void;
}

/** Whether an If-None-Match names this tag; what caches on the way made weak is the same text. */
export const names = (asked: string | undefined, tag: string): boolean =>
  (asked ?? '').split(',').some((one) => [tag, '*'].includes(one.trim().replace(/^W\//, '')));

/**
 * The handler of `GET /v1/updates`. What is published is public: any page of any origin may show it, and any cache on the
 * way may keep it. Nothing in it depends on who asks.
 */
export const updatesRoute = ({ store, admission, log }: VisitorOptions) => {
  return async (c: Context): Promise<Response> => {
    const slowed = admission.refusalOfAddress(c);
    if (slowed) return slowed;
    const { project, locale = '', limit } = c.req.query();
    if (!project)
      return refuse(c, 400, { code: 'invalid_request', message: 'Say which: ?project=NAME', path: 'project' });
    const refusal = admission.refusalOfProject(c, project);
    if (refusal) return refusal;
    let updates: UpdatesAnswer['updates'];
    try {
      updates = await readPublished(store.database.query, { project, locale, limit: updatesLimit(limit) });
    } catch (error) {
      log(`updates: the database failed: ${(error as { code?: string }).code ?? (error as Error).name}`);
      return unavailable(c, 'The database does not answer. Ask again.');
    }
    const body = JSON.stringify({ updates } satisfies UpdatesAnswer);
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
    const headers = { ...corsHeaders, 'Cache-Control': 'public, max-age=300', ETag: tag };
    if (names(c.req.header('if-none-match'), tag)) return c.body(null, 304, headers);
    return c.body(body, 200, { ...headers, 'Content-Type': 'application/json' });
  };
};
