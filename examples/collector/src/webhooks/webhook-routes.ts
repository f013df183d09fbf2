import { type Context, Hono } from 'hono';
import { bearer } from '../admin/bearer';
import type { AdminCheck } from '../admin/token';
import { refuse } from '../ingest/answer';
import type { Store } from '../storage/store';
import { listDeliveries, type State, sendAgain, sendAllAgain } from './dead-letters';
import { describeWebhooks } from './describe';
import { DELIVERY_ID, deliveryId } from './route';
import type { Webhooks } from './webhooks';

const DEFAULT_ROWS = 100;
export const MAX_ROWS = 1_000;
export const STATES: State[] = ['waiting', 'dead'];

export interface WebhookRoutesOptions {
  store: Store;
  webhooks: Webhooks;
  admin: AdminCheck;
  proxyHops: number;
  clock: () => number;
}

/** No database takes a NUL in a text; without it the text is one that nothing has. */
const storable = (text: string) => text.replaceAll('\0', '');

const noProject = (c: Context) => refuse(c, 400, { code: 'invalid_batch', message: 'Say which: ?project=NAME' });

/** `/v1/admin/webhooks/*`: what became of what, and another try. With the admin token, as all of the admin API. */
export const webhookRoutes = ({ store, webhooks, admin, proxyHops, clock }: WebhookRoutesOptions): Hono => {
  const app = new Hono();
  const { query } = store.database;
  app.use(bearer(admin, 'admin', proxyHops));
  const find = (project: string, name: string) =>
    webhooks.endpoints.find(({ place }) => place.project === project && place.webhook === name);
  const noWebhook = (c: Context) =>
    refuse(c, 404, { code: 'not_found', message: 'There is no webhook of this name in ?project=NAME.' });

  app.get('/', async (c) => {
    const project = c.req.query('project');
    if (!project) return noProject(c);
    return c.json({ webhooks: await describeWebhooks(query, webhooks, storable(project)) });
  });

  app.get('/deliveries', async (c) => {
    const { project, state, after = '', limit } = c.req.query();
    if (!project) return noProject(c);
    const wanted = STATES.find((one) => one === state);
    if (state !== undefined && !wanted)
      return refuse(c, 400, { code: 'invalid_batch', message: 'state is "waiting" or "dead".' });
    const rows = Math.min(MAX_ROWS, Math.max(1, Math.trunc(Number(limit)) || DEFAULT_ROWS));
    const asked = { project: storable(project), state: wanted, after: storable(after), limit: rows };
    const deliveries = await listDeliveries(query, asked);
    return c.json({ deliveries, next: deliveries.length === rows ? deliveries.at(-1)!.id : null });
  });

  app.post('/deliveries/:id/retry', async (c) => {
    const project = c.req.query('project');
    if (!project) return noProject(c);
    const id = c.req.param('id');
    const places = DELIVERY_ID.test(id) ? await sendAgain(query, storable(project), id, clock()) : [];
    void webhooks.loop.wake(places);
    return c.json({ retried: places.length });
  });

  app.post('/:name/retry', async (c) => {
    const project = c.req.query('project');
    if (!project) return noProject(c);
    const endpoint = find(project, c.req.param('name'));
    if (!endpoint) return noWebhook(c);
    const places = await sendAllAgain(query, endpoint.place, clock());
    void endpoint.wake();
    return c.json({ retried: places.length });
  });

  app.post('/:name/test', async (c) => {
    const project = c.req.query('project');
    if (!project) return noProject(c);
    const endpoint = find(project, c.req.param('name'));
    if (!endpoint) return noWebhook(c);
    const nowMs = clock();
    const timestamp = new Date(nowMs).toISOString();
    const body = JSON.stringify({
      type: 'earshot.test',
      timestamp,
      data: { project, webhook: endpoint.place.webhook },
    });
    const { outcome, status, code } = await endpoint.try({ id: deliveryId(nowMs), body });
    return c.json({ delivered: outcome === 'delivered', status: status ?? null, code: code || null });
  });
  return app;
};
