import { Hono } from 'hono';
import { createAccounts } from './accounts/accounts';
import { createKnownBrowser } from './accounts/known-browser';
import { createPasswords, type PasswordCost } from './accounts/password';
import { createSessions } from './accounts/sessions';
import { createSignIn } from './accounts/sign-in';
import { adminRoutes } from './admin/admin-routes';
import { bearer } from './admin/bearer';
import { createAdminCheck, hashToken, longToken } from './admin/token';
import { corsHeaders, refuse } from './ingest/answer';
import { submissionsRoute } from './ingest/submissions-route';
import { defaultLimits, type Limits, type Projects } from './limits';
import type { MailConfig } from './mail/config';
import { createOutbox } from './mail/outbox';
import { createSmtp } from './mail/smtp';
import { localDay } from './metrics/local-day';
import { CONTENT_TYPE, exposition } from './prometheus/exposition';
import { families } from './prometheus/families';
import { createTally } from './prometheus/tally';
import { reportRoutes } from './report/report-routes';
import { startRetention } from './retention/start';
import { createRolling } from './rollup/rolling';
import { createSearching } from './search/searching';
import { StartError } from './storage/database';
import type { Store } from './storage/store';
import { transferRoutes } from './transfer/transfer-routes';
import { visitorRoutes } from './updates/visitor-routes';
import { webhookFamilies } from './webhooks/webhook-families';
import { webhookRoutes } from './webhooks/webhook-routes';
import { createWebhooks } from './webhooks/webhooks';

export { adminToken } from './admin/token';
export { runCommand } from './commands/run';
export { readConfig } from './config';
export type { Limits, Project, Projects } from './limits';
export { assertPortFree, type Listening, listen } from './listen';
export type { MailConfig } from './mail/config';
export { sampleFacts } from './sample/facts';
export { loadSample } from './sample/load';
export { SAMPLE } from './sample/parts';
export { projectNames as sampleProjects } from './sample/projects';
export { StartError } from './storage/database';
export { openStore, type Store } from './storage/store';
export type { Webhook, WebhookEvent, When } from './webhooks/webhook';

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
  /** How replies are mailed. @default none: the report says that there is no mail */
  mail?: MailConfig | undefined;
  /** What a password of the report costs to hash, and so to guess. Those stored at another cost are hashed anew at the next sign-in. @default scrypt with N = 2^17, r = 8, p = 1 */
  passwordCost?: PasswordCost | undefined;
}

export interface Collector {
  /** Serves `/v1/submissions`, `/v1/updates`, `/v1/receipts`, `/v1/admin/*`, `/v1/health`, `/metrics` and `/report`; any other path is answered 404. */
  app: Hono;
  /** Counts what is stored, makes it findable, and waits for it, for about so long each, in all projects. Resolves with whether all of it is done. */
  counted(withinMs: number): Promise<boolean>;
  /** Finishes what was received, and what is on its way to webhooks, and closes the store. Stop the server first. */
  close(): Promise<void>;
}

/**
 * The collector as a Hono app: mount it where you like. The store must be open; `openStore` gives one.
 * @throws {StartError} `config` for a token that is too short, or a webhook whose address or secret is none.
 */
export const createCollector = (options: CollectorOptions): Collector => {
  const { store, projects, clock = Date.now, log = console.error, proxyHops = 0 } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const { adminToken: token, metricsToken } = options;
  const hash = typeof token === 'string' ? hashToken(longToken(token, 'adminToken')) : token.hash;
  const admin = createAdminCheck(hash, clock, metricsToken && hashToken(longToken(metricsToken, 'metricsToken')));
  const accounts = createAccounts({
    database: store.database,
    passwords: createPasswords(options.passwordCost),
    clock,
  });
  const sessions = createSessions(store.database, clock);
  const knownBrowser = createKnownBrowser(hash);
  const signIn = createSignIn({ accounts, byAddress: admin.wrong, knownBrowser, clock });
  const tally = createTally();
  const startedAtMs = clock();
  for (const [name, { timeZone = 'UTC' }] of Object.entries(projects))
    try {
      localDay(0, timeZone);
    } catch (error) {
      throw new StartError('config', `projects.${name}.timeZone: ${(error as Error).message}`);
    }
  const rolling = createRolling({
    database: store.database,
    timeZones: Object.fromEntries(Object.entries(projects).map(([name, { timeZone }]) => [name, timeZone ?? 'UTC'])),
    log,
    onUncountable: (project) => store.counters.add(project, 'uncounted'),
  });
  const searching = createSearching({ database: store.database, log });
  const webhooks = createWebhooks({ database: store.database, projects, clock, log });
  const { mail } = options;
  const outbox =
    mail && createOutbox({ database: store.database, send: createSmtp(mail), sender: mail.from.name, clock, log });

  const noticing = {
    ...rolling,
    noticed(project: string, records: number) {
      rolling.noticed(project, records);
      searching.noticed();
    },
  };

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
  app.post(
    '/v1/submissions',
    submissionsRoute({
      store: webhooks.announcing(store),
      projects,
      limits,
      clock,
      log,
      proxyHops,
      tally,
      rolling: noticing,
    }),
  );
  app.all('/v1/submissions', (c) =>
    refuse(
      c,
      405,
      { code: 'method_not_allowed', message: 'POST a batch or an attachment here.' },
      { Allow: 'POST, OPTIONS' },
    ),
  );
  app.route('/v1', visitorRoutes({ store, projects, limits, clock, log, proxyHops, tally }));
  app.get('/v1/health', async (c) => {
    await store.database.query('SELECT 1');
    return c.json({ ok: true });
  });
  app.get('/metrics', bearer(admin, 'metrics', proxyHops), (c) => {
    const counted = { projects: Object.keys(projects), since: store.counters.sinceStart, tally, startedAtMs };
    return c.body(exposition([...families(counted), ...webhookFamilies(webhooks)]), 200, {
      'Content-Type': CONTENT_TYPE,
    });
  });
  app.route('/v1/admin/webhooks', webhookRoutes({ store, webhooks, admin, proxyHops, clock }));
  app.route('/v1/admin', adminRoutes(store, admin, proxyHops, clock));
  app.route('/v1/admin', transferRoutes({ store, projects, admin, clock, log, proxyHops }));
  app.route(
    '/report',
    reportRoutes({
      store,
      projects,
      admin,
      accounts,
      sessions,
      signIn,
      knownBrowser,
      clock,
      log,
      proxyHops,
      rolling,
      searching,
      outbox,
      emit: webhooks.emit,
    }),
  );
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
  webhooks.loop.start();
  const retention = startRetention({ store, projects, clock, log });
  const close = async () => {
    await Promise.all([rolling.close(), searching.close(), webhooks.loop.stop(), outbox?.close(), retention.stop()]);
    await store.close();
  };
  const counted = async (withinMs: number) => {
    const all = await Promise.all(Object.keys(projects).map((project) => rolling.counted(project, withinMs)));
    return (await searching.caughtUp(withinMs)) && all.every(Boolean);
  };
  return { app, counted, close };
};
