import { Hono } from 'hono';
import { auditErasure } from '../accounts/audit';
import { serveAttachment } from '../attachments/serve';
import { refuse } from '../ingest/answer';
import { UUID7 } from '../ingest/records';
import { listAttachments } from '../storage/attachments';
import { listSubmissions } from '../storage/list';
import type { Store } from '../storage/store';
import { bearer } from './bearer';
import type { AdminCheck } from './token';

const DEFAULT_ROWS = 100;
export const MAX_ROWS = 1_000;

/** No database takes a NUL in a text; without it the text is one that nothing has. */
const storable = (text: string) => text.replaceAll('\0', '');

/** `/v1/admin/*`: for scripts and tests, JSON, with `Authorization: Bearer <admin token>`. */
export const adminRoutes = (store: Store, admin: AdminCheck, proxyHops: number, clock: () => number): Hono => {
  const app = new Hono();
  app.use(bearer(admin, 'admin', proxyHops));

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
    const { project: given } = c.req.query();
    if (!given) return refuse(c, 400, { code: 'invalid_batch', message: 'Say which: ?project=NAME' });
    const [project, id] = [storable(given), c.req.param('id')];
    const written = auditErasure({ atMs: clock(), who: 'admin API', project });
    // no other id was ever stored, nor will be
    return c.json({ erased: UUID7.test(id) && (await store.erase(project, id, written)) });
  });

  app.get('/submissions/:id/attachments', async (c) => {
    const project = c.req.query('project');
    if (!project) return refuse(c, 400, { code: 'invalid_batch', message: 'Say which: ?project=NAME' });
    const id = c.req.param('id');
    const known = UUID7.test(id) ? [id] : [];
    return c.json({ attachments: await listAttachments(store.database, storable(project), known) });
  });

  app.get('/submissions/:id/attachments/:attachment', async (c) => {
    const { id: record, attachment: id } = c.req.param();
    const project = c.req.query('project') ?? '';
    const found = await serveAttachment(c, store.database, { project, record, id });
    return found ?? refuse(c, 404, { code: 'not_found', message: 'There is no such attachment in ?project=NAME.' });
  });

  app.get('/counters', async (c) => c.json({ projects: await store.counters.read() }));
  return app;
};
