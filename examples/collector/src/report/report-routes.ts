import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import type { AdminCheck } from '../admin/token';
import { serveAttachment } from '../attachments/serve';
import { addressHash } from '../ingest/client-address';
import { readBody } from '../ingest/read-body';
import type { Projects } from '../limits';
import type { Store } from '../storage/store';
import { buildFigures } from './figures';
import { css, icon, page } from './page';
import { projectNav, projectPage } from './project-page';
import { readArrived, readFigures, readSubmission, readSubmissions, readTotals } from './read';
import { signInPage } from './sign-in';
import { submissionFacts, submissionItem } from './submission-item';

export interface ReportOptions {
  store: Store;
  projects: Projects;
  admin: AdminCheck;
  clock: () => number;
  /** One line a problem; never what was searched for. */
  log: (line: string) => void;
  proxyHops: number;
}

const COOKIE = 'earshot_report';
const PAGE_SIZE = 25;
/** Anybody may send this form, so its body is bounded; the longest token, encoded, is a fifth of it. */
const MAX_FORM_BYTES = 16_384;

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
export const reportRoutes = ({ store, projects, admin, clock, log, proxyHops }: ReportOptions): Hono => {
  const app = new Hono();
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
  // Beside these two nothing here changes anything, and the admin API knows no cookie. Another site's form may neither
  // sign somebody out nor try tokens here.
  app.on('POST', ['/sign-in', '/sign-out'], async (c, next) => {
    const from = c.req.header('sec-fetch-site');
    return from === 'cross-site' || from === 'same-site' ? c.redirect('/report', 303) : next();
  });
  app.post('/sign-in', async (c) => {
    const form = new URLSearchParams(await readBody(c, MAX_FORM_BYTES));
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
  app.use(async (c, next) => (admin.isSession(getCookie(c, COOKIE)) ? next() : c.html(signInPage(), 401)));

  const note = (title: string, what: string) =>
    page({
      title: `${title} · Earshot`,
      nav: projectNav(names),
      body: html`<div class="title"><h1>${title}</h1><p>${what}</p></div>`,
    });
  const missing = (c: Context, what: string) => c.html(note('Not here', what), 404);

  app.get('/', (c) => c.redirect(`/report/p/${encodeURIComponent(names[0] ?? '')}`, 303));

  app.get('/p/:project', async (c) => {
    const project = c.req.param('project');
    if (!names.includes(project)) return missing(c, 'There is no project of this name.');
    const { q = '', survey = '', before = '' } = c.req.query();
    // No stored text holds a NUL, and no database takes one in a question.
    const [search, only] = [q, survey].map((text) => text.replaceAll('\0', '').trim().slice(0, 200)) as [
      string,
      string,
    ];
    const wanted = { project, search, survey: only.slice(0, 64), before, limit: PAGE_SIZE };
    const { database } = store;
    const [totals, { submissions, older }, counted] = await Promise.all([
      readTotals(database, project),
      readSubmissions(database, wanted),
      before ? undefined : readFigures(database, project),
    ]);
    const arrived = await readArrived(database, project, submissions);
    return c.html(
      projectPage({
        ...wanted,
        projects: names,
        totals,
        figures: counted && buildFigures(counted.figures, counted.tallies),
        figuresCut: Boolean(counted?.cut),
        submissions,
        arrived,
        older,
        continued: before !== '',
        nowMs: clock(),
      }),
    );
  });

  app.get('/p/:project/s/:id', async (c) => {
    const { project, id } = c.req.param();
    const stored =
      names.includes(project) && !id.includes('\0') ? await readSubmission(store.database, project, id) : undefined;
    if (!stored) return missing(c, 'There is no such submission. It may have been erased.');
    const arrived = await readArrived(store.database, project, [stored]);
    return c.html(
      page({
        title: `Submission · ${project} · Earshot`,
        nav: projectNav(names, project),
        body: html`<h1 class="hidden">Submission of ${stored.receivedAt}</h1>
          <p class="back"><a href="/report/p/${encodeURIComponent(project)}#submissions">All submissions of ${project}</a></p>
          <div class="single">${submissionItem(stored, arrived, clock())}${submissionFacts(stored)}</div>`,
      }),
    );
  });

  app.get('/p/:project/s/:id/a/:attachment', async (c) => {
    const { project, id: record, attachment: id } = c.req.param();
    const found = names.includes(project) && (await serveAttachment(c, store.database, { project, record, id }));
    return found || missing(c, 'There is no such attachment. It may still be on its way, or have been erased.');
  });

  // Not `notFound`: Hono asks only that of the app which this one is mounted in.
  app.all('*', (c) => missing(c, 'There is no such page.'));
  app.onError((error, c) => {
    log(`report: ${(error as { code?: string }).code ?? error.name}`);
    const what = 'The database did not answer this question. Nothing is lost by it; try again in a moment.';
    return c.html(note('Not now', what), 503, { 'Retry-After': '5' });
  });
  return app;
};
