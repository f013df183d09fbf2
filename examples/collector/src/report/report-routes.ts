import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { Accounts } from '../accounts/accounts';
import type { KnownBrowser } from '../accounts/known-browser';
import type { Person } from '../accounts/person';
import type { Sessions } from '../accounts/sessions';
import type { SignIn } from '../accounts/sign-in';
import type { AdminCheck } from '../admin/token';
import { addressHash } from '../ingest/client-address';
import type { Projects } from '../limits';
import type { Live } from '../live/live';
import type { Outbox } from '../mail/outbox';
import type { Unsubscribe } from '../mailings/unsubscribe';
import type { Rolling } from '../rollup/rolling';
import type { Searching } from '../search/searching';
import type { Store } from '../storage/store';
import type { Emit } from '../webhooks/webhooks';
import type { ReportApp, ReportContext, ReportRequest } from './context';
import { serveLiveScript } from './live/live-routes';
import { notePage } from './note';
import { css, icon } from './page';
import { reportParts } from './parts';
import { unsubscribeRoutes } from './people/unsubscribe-routes';
import { strictPolicy } from './policy';
import { createSessionCookies } from './sign-in/session-cookies';
import { signInRoutes } from './sign-in/sign-in-routes';

export interface ReportOptions {
  store: Store;
  projects: Projects;
  admin: AdminCheck;
  accounts: Accounts;
  sessions: Sessions;
  signIn: SignIn;
  knownBrowser: KnownBrowser;
  clock: () => number;
  /** One line a problem; never what was searched for. */
  log: (line: string) => void;
  proxyHops: number;
  rolling: Rolling;
  searching: Searching;
  outbox: Outbox | undefined;
  live: Live;
  mailings: { missing: string | undefined };
  unsubscribe: Unsubscribe;
  emit: Emit;
}

/** The strict policy where a page has none of its own, and no address of it leaks (security rule 7). */
const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  // An attachment brings a stricter one of its own, a live page one that allows its script.
  if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', strictPolicy);
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('X-Frame-Options', 'DENY');
  c.header('Referrer-Policy', 'no-referrer');
  c.header('Cross-Origin-Resource-Policy', 'same-origin');
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
};

/** `/report`: rendered here, for signed-in people only. */
export const reportRoutes = (options: ReportOptions): ReportApp => {
  const {
    store,
    projects,
    accounts,
    sessions,
    signIn,
    clock,
    log,
    proxyHops,
    rolling,
    searching,
    outbox,
    live,
    mailings,
    emit,
  } = options;
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);
  const cookies = createSessionCookies(proxyHops);
  app.use(securityHeaders);

  app.get('/report.css', (c) =>
    c.body(css, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'max-age=86400' }),
  );
  app.get('/live.js', serveLiveScript);
  app.get('/icon.svg', (c) => c.body(icon, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'max-age=86400' }));

  // Whatever changes something is a form of these pages. Another site's form may neither use a session here, nor end
  // one, nor try tokens.
  app.on('POST', '*', async (c, next) => {
    const from = c.req.header('sec-fetch-site');
    return from === 'cross-site' || from === 'same-site' ? c.redirect('/report', 303) : next();
  });
  app.route('/', unsubscribeRoutes(options));
  const { routes, guard } = signInRoutes({ ...options, cookies, projects: names });
  app.route('/', routes);
  app.use(guard);

  const note = (c: ReportRequest, title: string, what: string) =>
    notePage({ person: c.get('person') as Person | undefined, projects: names, title, what });
  const missing = (c: ReportRequest, what: string) => c.html(note(c, 'Not here', what), 404);

  app.get('/', (c) => c.redirect(`/report/p/${encodeURIComponent(names[0] ?? '')}`, 303));

  const address = (c: Context) => addressHash(c, proxyHops);
  const context: ReportContext = {
    store,
    projects,
    clock,
    log,
    missing,
    rolling,
    searching,
    outbox,
    live,
    mailings,
    emit,
    accounts,
    sessions,
    signIn,
    cookies,
    address,
  };
  for (const part of reportParts) app.route('/', part(context));

  // Not `notFound`: Hono asks only that of the app which this one is mounted in.
  app.all('*', (c) => missing(c, 'There is no such page.'));
  app.onError((error, c) => {
    log(`report: ${(error as { code?: string }).code ?? error.name}`);
    const what = 'The database did not answer this question. Nothing is lost by it; try again in a moment.';
    return c.html(note(c, 'Not now', what), 503, { 'Retry-After': '5' });
  });
  return app;
};
