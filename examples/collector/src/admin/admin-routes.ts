import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { refuse } from '../ingest/answer';
import { addressHash } from '../ingest/client-address';
import { UUID7 } from '../ingest/records';
import { listSubmissions } from '../storage/list';
import type { Store } from '../storage/store';
import type { AdminCheck } from './token';

const DEFAULT_ROWS = 100;
const MAX_ROWS = 1_000;

/** No database takes a NUL in a text; without it the text is one that nothing has. */
const storable = (text: string) => text.replaceAll('\0', '');

const bearer = (c: Context) => /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];

/** `/v1/admin/*`: for scripts and tests, JSON, with `Authorization: Bearer <admin token>`. */
export const adminRoutes = (store: Store, admin: AdminCheck, proxyHops: number): Hono => {
  const app = new Hono();
  const signedIn: MiddlewareHandler = async (c, next) => {
    const { ok, waitS } = admin.tryToken(bearer(c) ?? '', addressHash(c, proxyHops));
    if (waitS) {
      const message = `Too many wrong tokens from this address. Try again in ${waitS} s.`;
      return refuse(c, 429, { code: 'rate_limited', message }, { 'Retry-After': String(waitS) });
    }
    if (!ok)
      return c.json({ error: { code: 'unauthorized', message: 'Send Authorization: Bearer <admin token>.' } }, 401, {
        'WWW-Authenticate': 'Bearer',
      });
    c.header('Cache-Control', 'no-store');
    await next();
  };
  app.use(signedIn);

  app.get('/submissions', async (c) => {
    const { project, after, limit } = c.req.query();
    if (!project) return refuse(c, 400, { code: 'invalid_batch', message: 'Say which: ?project=NAME' });
    const rows = Math.min(MAX_ROWS, Math.max(1, Math.trunc(Number(limit)) || DEFAULT_ROWS));
    const submissions = await listSubmissions(store.database, {
      project: storable(project),
      after: storable(after ?? ''),
      limit: rows,
    });
    return c.json({ submissions, next: submissions.length === rows ? submissions.at(-1)!.record.id : null });
  });

  app.delete('/submissions/:id', async (c) => {
    const project = c.req.query('project');
    if (!project) return refuse(c, 400, { code: 'invalid_batch', message: 'Say which: ?project=NAME' });
    const id = c.req.param('id');
    // no other id was ever stored, nor will be
    return c.json({ erased: UUID7.test(id) && (await store.erase(storable(project), id)) });
  });

  app.get('/counters', async (c) => c.json({ projects: await store.counters.read() }));
  return app;
};
