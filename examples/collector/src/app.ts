import { Hono } from 'hono';
import { createAccounts } from './accounts/accounts';
import { createKnownBrowser } from './accounts/known-browser';
import { createPasswords, type PasswordCost } from './accounts/password';
import { createSessions } from './accounts/sessions';
import { createSignIn } from './accounts/sign-in';
import { adminRoutes } from './admin/admin-routes';
import { bearer } from './admin/bearer';
import { createAdminCheck, hashToken, longToken } from './admin/token';
import type { Challenge } from './challenge/challenge';
import { corsHeaders, refuse } from './ingest/answer';
import { submissionsRoute } from './ingest/submissions-route';
import { defaultLimits, type Limits, type Projects } from './limits';
import { createLive } from './live/live';
import { LATE_FROM_LOG_MS } from './live/watch';
import type { IngestLog } from './log/ingest-log';
import { logFamilies } from './log/log-families';
import type { MailConfig } from './mail/config';
import { createOutbox } from './mail/outbox';
import { createSmtp } from './mail/smtp';
import { createLetterhead } from './mailings/letterhead';
import { startMailings } from './mailings/start';
import { createUnsubscribe } from './mailings/unsubscribe';
import { localDay } from './metrics/local-day';
import { openApiRoute } from './openapi/route';
import { CONTENT_TYPE, exposition } from './prometheus/exposition';
import { families } from './prometheus/families';
import { createTally } from './prometheus/tally';
import { reportRoutes } from './report/report-routes';
import { startRetention } from './retention/start';
import { createRolling } from './rollup/rolling';
import { createSearching } from './search/searching';
import { createSpam } from './spam/spam';
import { StartError } from './storage/database';
import { startMonths } from './storage/partitions/start';
import type { Store } from './storage/store';
import { transferRoutes } from './transfer/transfer-routes';
import { visitorRoutes } from './updates/visitor-routes';
import { webhookFamilies } from './webhooks/webhook-families';
import { webhookRoutes } from './webhooks/webhook-routes';
import { createWebhooks } from './webhooks/webhooks';

export { adminToken } from './admin/token';
export type { Challenge, ChallengeRequest } from './challenge/challenge';
export { runCommand } from './commands/run';
export { readConfig } from './config';
export type { Limits, Project, Projects } from './limits';
export { assertPortFree, type Listening, listen } from './listen';
export type { IngestLogConfig } from './log/config-log';
export { type IngestLog, openIngestLog } from './log/ingest-log';
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
  /** Takes records in the place of the database, which gets them a moment later; `openIngestLog` gives one. `close` closes it. @default none */
  ingestLog?: IngestLog | undefined;
  /** Where people reach the report, for links in mails: `https://feedback.example.com`. @default none: no digests, no alerts */
  publicUrl?: string | undefined;
  /** What a password of the report costs to hash, and so to guess. Those stored at another cost are hashed anew at the next sign-in. @default scrypt with N = 2^17, r = 8, p = 1 */
  passwordCost?: PasswordCost | undefined;
  /** Whether a batch passes or has to come again with a token, asked only above `limits.challengeAbovePerMinute`. It never refuses. @default none */
  challenge?: Challenge | undefined;
}

export interface Collector {
  /** Serves `/v1/submissions`, `/v1/updates`, `/v1/receipts`, `/v1/admin/*`, `/v1/health`, `/v1/openapi.json`, `/metrics` and `/report`; any other path is answered 404. */
  app: Hono;
  /** Counts what is stored, makes it findable, and waits for it, for about so long each, in all projects. Resolves with whether all of it is done. */
  counted(withinMs: number): Promise<boolean>;
  /** Looks now for what repeats itself in what was received; else that is done within a second. */
  lookedForSpam(): Promise<void>;
  /** Sends away the open pages that hear of new submissions, which come back by themselves: a server that stops would wait for them. */
  endLive(): void;
  /** Finishes what was received, and what is on its way to webhooks, and closes the store. Stop the server first. */
  close(): Promise<void>;
}

/** Seconds after which the attachment of a record that waits in the log is asked for again. */
const STORED_LATER_S = 2;
/** What the erasure of a person waits for the log to be written. */
const DRAIN_MS = 10_000;
const whatMailNeeds = (mail: unknown, publicUrl: string | undefined): string | undefined => {
  if (!mail) return 'this collector has no mail server (SMTP_URL and MAIL_FROM).';
  return publicUrl === undefined ? 'this collector does not know its own address (PUBLIC_URL).' : undefined;
};

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
  const spam = createSpam({ store, clock, log, storedLater: options.ingestLog !== undefined });
  const searching = createSearching({ database: store.database, log });
  const webhooks = createWebhooks({ database: store.database, projects, clock, log });
  const { mail, ingestLog } = options;
  const outbox =
    mail && createOutbox({ database: store.database, send: createSmtp(mail), sender: mail.from.name, clock, log });

  const { publicUrl } = options;
  const unsubscribe = createUnsubscribe(store);
  const mailings = startMailings({
    store,
    projects,
    rolling,
    outbox,
    letterhead: publicUrl === undefined ? undefined : createLetterhead(publicUrl, unsubscribe),
    told: webhooks.toldOfFigures,
    tell: webhooks.figureChanged,
    clock,
    log,
  });
  const live = createLive({
    database: store.database,
    sessions,
    clock,
    log,
    lateMs: options.ingestLog && LATE_FROM_LOG_MS,
  });
  const noticing = {
    ...rolling,
    noticed(project: string, records: number) {
      rolling.noticed(project, records);
      searching.noticed(records);
    },
  };

  const app = new Hono();
  // By path: an app that this one is mounted in has routes of its own.
  app.use('/v1/submissions', tally.counted('submissions'));
  app.use('/v1/admin/*', tally.counted('admin'));
  app.use('/v1/health', tally.counted('health'));
  app.use('/v1/openapi.json', tally.counted('openapi'));
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
      store: ingestLog ? ingestLog.accepting(store) : webhooks.announcing(store),
      projects,
      limits,
      clock,
      log,
      proxyHops,
      tally,
      // What is in the log cannot be counted yet: it is noticed when it is written.
      rolling: ingestLog ? { ...rolling, noticed: () => {} } : noticing,
      storedLaterS: ingestLog && STORED_LATER_S,
      spam,
      challenge: options.challenge,
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
  app.get('/v1/openapi.json', openApiRoute());
  app.get('/v1/health', async (c) => {
    if (!ingestLog) {
      await store.database.query('SELECT 1');
      return c.json({ ok: true });
    }
    // With a log records are taken while the database is away, and not while the log is.
    const [logged, database] = await Promise.all([
      ingestLog.answers(),
      store.database.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    ]);
    return c.json({ ok: logged, ingestLog: logged, database }, logged ? 200 : 503);
  });
  app.get('/metrics', bearer(admin, 'metrics', proxyHops), (c) => {
    const counted = { projects: Object.keys(projects), since: store.counters.sinceStart, tally, startedAtMs };
    return c.body(
      exposition([...families(counted), ...webhookFamilies(webhooks), ...(ingestLog ? logFamilies(ingestLog) : [])]),
      200,
      {
        'Content-Type': CONTENT_TYPE,
      },
    );
  });
  app.route('/v1/admin/webhooks', webhookRoutes({ store, webhooks, admin, proxyHops, clock }));
  app.route('/v1/admin', adminRoutes(store, admin, proxyHops, clock));
  app.route(
    '/v1/admin',
    transferRoutes({
      store,
      projects,
      admin,
      clock,
      log,
      proxyHops,
      settled: ingestLog && (() => ingestLog.drained(DRAIN_MS)),
    }),
  );
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
      live,
      mailings: { missing: whatMailNeeds(mail, publicUrl) },
      unsubscribe,
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
  ingestLog?.start({
    store: webhooks.announcing(store),
    onStored: (project) => Object.hasOwn(projects, project) && noticing.noticed(project, 1),
    clock,
    log,
  });
  mailings.start();
  const retention = startRetention({ store, projects, clock, log });
  const months = startMonths({ database: store.database, clock, log });
  const close = async () => {
    try {
      // First, since what it writes is counted and told of by the others; if it fails, they close all the same.
      await ingestLog?.close();
    } finally {
      // Before what it uses.
      await mailings.stop();
      await Promise.all([
        live.close(),
        rolling.close(),
        searching.close(),
        spam.close(),
        webhooks.loop.stop(),
        outbox?.close(),
        retention.stop(),
        months.stop(),
      ]);
      await store.close();
    }
  };
  const counted = async (withinMs: number) => {
    const all = await Promise.all(Object.keys(projects).map((project) => rolling.counted(project, withinMs)));
    return (await searching.caughtUp(withinMs)) && all.every(Boolean);
  };
  return { app, counted, lookedForSpam: spam.settled, endLive: live.end, close };
};
