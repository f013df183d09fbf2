import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import type { AdminCheck } from '../admin/token';
import { addressHash } from '../ingest/client-address';
import type { Projects } from '../limits';
import type { Outbox } from '../mail/outbox';
import type { Store } from '../storage/store';
import { type ReportApp, type ReportContext, readForm } from './context';
import { projectNav } from './frame';
import { css, icon, page } from './page';
import { reportParts } from './parts';
import { signInPage } from './sign-in';

export interface ReportOptions {
  store: Store;
  projects: Projects;
  admin: AdminCheck;
  clock: () => number;
  /** One line a problem; never what was searched for. */
  log: (line: string) => void;
  proxyHops: number;
  outbox: Outbox | undefined;
}

const COOKIE = 'earshot_report';

/** Nothing runs, nothing loads from elsewhere, nobody frames it, and no address of it leaks (security rule 7). */
const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  // An attachment brings a stricter one of its own.
  if (!c.res.headers.has('Content-Security-Policy'))
    c.header(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('X-Frame-Options', 'DENY');
  c.header('Referrer-Policy', 'no-referrer');
  c.header('Cross-Origin-Resource-Policy', 'same-origin');
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
};

/** `/report`: rendered here, without a script, for signed-in people only. */
export const reportRoutes = ({ store, projects, admin, clock, log, proxyHops, outbox }: ReportOptions): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);
  app.use(securityHeaders);

  app.get('/report.css', (c) =>
    c.body(css, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'max-age=86400' }),
  );
  app.get('/icon.svg', (c) => c.body(icon, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'max-age=86400' }));

  const signIn = (c: Context, token: string) => {
    const { ok, waitS } = admin.tryToken(token, addressHash(c, proxyHops));
    if (waitS)
      return c.html(signInPage('Too many attempts. Try again in a minute.'), 429, { 'Retry-After': String(waitS) });
    if (!ok) return c.html(signInPage('That is not the admin token.'), 401);
    const { value, maxAgeS } = admin.newSession();
    const secure =
      new URL(c.req.url).protocol === 'https:' || (proxyHops > 0 && c.req.header('x-forwarded-proto') === 'https');
    // Lax: a link to a submission in a mail opens it. Nothing that a link can do changes anything.
    setCookie(c, COOKIE, value, { httpOnly: true, sameSite: 'Lax', path: '/report', maxAge: maxAgeS, secure });
    return c.redirect('/report', 303);
  };
  // Whatever changes something is a form of these pages. Another site's form may neither use a session here, nor end
  // one, nor try tokens.
  app.on('POST', '*', async (c, next) => {
    const from = c.req.header('sec-fetch-site');
    return from === 'cross-site' || from === 'same-site' ? c.redirect('/report', 303) : next();
  });
  app.post('/sign-in', async (c) => {
    const form = await readForm(c);
    return signIn(c, form.get('token') ?? '');
  });
  app.post('/sign-out', (c) => {
    setCookie(c, COOKIE, '', { httpOnly: true, sameSite: 'Lax', path: '/report', maxAge: 0 });
    return c.redirect('/report', 303);
  });
  // The token leaves the address bar, and so the history, at once.
  // As a picture of another site's page it would only spend this address's tries.
  app.get('/', async (c, next) => {
    const token = c.req.query('token');
    const embedded =
      /^(cross|same)-site$/.test(c.req.header('sec-fetch-site') ?? '') && c.req.header('sec-fetch-dest') !== 'document';
    return token === undefined || embedded ? next() : signIn(c, token);
  });
  app.use(async (c, next) => {
    if (!admin.isSession(getCookie(c, COOKIE))) return c.html(signInPage(), 401);
    c.set('person', { name: 'admin', role: 'admin' });
    await next();
  });

  const note = (title: string, what: string) =>
    page({
      title: `${title} · Earshot`,
      nav: projectNav(names),
      body: html`<div class="title"><h1>${title}</h1><p>${what}</p></div>`,
    });
  const missing = (c: Context, what: string) => c.html(note('Not here', what), 404);

  app.get('/', (c) => c.redirect(`/report/p/${encodeURIComponent(names[0] ?? '')}`, 303));

  const context: ReportContext = { store, projects, clock, log, outbox, missing };
  for (const part of reportParts) app.route('/', part(context));

  // Not `notFound`: Hono asks only that of the app which this one is mounted in.
  app.all('*', (c) => missing(c, 'There is no such page.'));
  app.onError((error, c) => {
    log(`report: ${(error as { code?: string }).code ?? error.name}`);
    const what = 'The database did not answer this question. Nothing is lost by it; try again in a moment.';
    return c.html(note('Not now', what), 503, { 'Retry-After': '5' });
  });
  return app;
};
