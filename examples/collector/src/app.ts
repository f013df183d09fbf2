import { Hono } from 'hono';
import { adminRoutes } from './admin/admin-routes';
import { bearer } from './admin/bearer';
import { createAdminCheck, hashToken, longToken } from './admin/token';
import { corsHeaders, refuse } from './ingest/answer';
import { submissionsRoute } from './ingest/submissions-route';
import { defaultLimits, type Limits, type Projects } from './limits';
import { CONTENT_TYPE, exposition } from './prometheus/exposition';
import { families } from './prometheus/families';
import { createTally } from './prometheus/tally';
import { reportRoutes } from './report/report-routes';
import { startRetention } from './retention/start';
import type { Store } from './storage/store';
import { transferRoutes } from './transfer/transfer-routes';

export { adminToken } from './admin/token';
export { runCommand } from './commands/run';
export { readConfig } from './config';
export type { Limits, Project, Projects } from './limits';
export { assertPortFree, type Listening, listen } from './listen';
export { StartError } from './storage/database';
export { openStore, type Store } from './storage/store';

export interface CollectorOptions {
  store: Store;
  /** Projects by name. A batch for any other is answered 404. */
  projects: Projects;
  /** Opens the report and the admin API: the token itself, 16 characters or more, or `{ hash }` from `adminToken(store)`. */
  adminToken: string | { hash: string };
  /** Opens `/metrics` and nothing else, as the admin token does too: 16 characters or more. @default none */
  metricsToken?: string | undefined;
  limits?: Partial<Limits> | undefined;
  /** Milliseconds since 1970. @default Date.now */
  clock?: (() => number) | undefined;
  /** Hears one line a problem; never a body, an address or an id. @default console.error */
  log?: ((line: string) => void) | undefined;
  /** Proxies in front whose X-Forwarded-For is believed, counted from the right. @default 0 */
  proxyHops?: number | undefined;
}

export interface Collector {
  /** Serves `/v1/submissions`, `/v1/admin/*`, `/v1/health`, `/metrics` and `/report`; any other path is answered 404. */
  app: Hono;
  /** Finishes what was received and closes the store. Stop the server first. */
  close(): Promise<void>;
}

/**
 * The collector as a Hono app: mount it where you like. The store must be open; `openStore` gives one.
 * @throws {StartError} `config` for a token that is too short.
 */
export const createCollector = (options: CollectorOptions): Collector => {
  const { store, projects, clock = Date.now, log = console.error, proxyHops = 0 } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const { adminToken: token, metricsToken } = options;
  const hash = typeof token === 'string' ? hashToken(longToken(token, 'adminToken')) : token.hash;
  const admin = createAdminCheck(hash, clock, metricsToken && hashToken(longToken(metricsToken, 'metricsToken')));
  const tally = createTally();
  const startedAtMs = clock();

  const app = new Hono();
  // By path: an app that this one is mounted in has routes of its own.
  app.use('/v1/submissions', tally.counted('submissions'));
  app.use('/v1/admin/*', tally.counted('admin'));
  app.use('/v1/health', tally.counted('health'));
  app.use('/report/*', tally.counted('report'));
  app.use('/metrics', tally.counted('metrics'));
  app.options('/v1/submissions', (c) =>
    c.body(null, 204, {
      ...corsHeaders,
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': 'Content-Type',
      'Access-Control-Max-Age': '86400',
    }),
  );
  app.post('/v1/submissions', submissionsRoute({ store, projects, limits, clock, log, proxyHops, tally }));
  app.all('/v1/submissions', (c) =>
    refuse(
      c,
      405,
      { code: 'method_not_allowed', message: 'POST a batch or an attachment here.' },
      { Allow: 'POST, OPTIONS' },
    ),
  );
  app.get('/v1/health', async (c) => {
    await store.database.query('SELECT 1');
    return c.json({ ok: true });
  });
  app.get('/metrics', bearer(admin, 'metrics', proxyHops), (c) => {
    const counted = { projects: Object.keys(projects), since: store.counters.sinceStart, tally, startedAtMs };
    return c.body(exposition(families(counted)), 200, { 'Content-Type': CONTENT_TYPE });
  });
  app.route('/v1/admin', adminRoutes(store, admin, proxyHops));
  app.route('/v1/admin', transferRoutes({ store, projects, admin, clock, log, proxyHops }));
  app.route('/report', reportRoutes({ store, projects, admin, clock, log, proxyHops }));
  app.notFound((c) => refuse(c, 404, { code: 'not_found', message: 'Nothing here. Batches go to /v1/submissions.' }));
  app.onError((error, c) => {
    log(`${c.req.method} ${c.req.path.split('/').slice(0, 3).join('/')}: ${error.name}`);
    return refuse(
      c,
      503,
      { code: 'unavailable', message: 'Something failed here; nothing was acknowledged. Send it again.' },
      { 'Retry-After': '5' },
    );
  });
  const retention = startRetention({ store, projects, clock, log });
  return {
    app,
    async close() {
      await retention.stop();
      await store.close();
    },
  };
};
