import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { Accounts } from '../../accounts/accounts';
import type { KnownBrowser } from '../../accounts/known-browser';
import { TooBusy } from '../../accounts/password';
import type { Sessions } from '../../accounts/sessions';
import type { SignIn } from '../../accounts/sign-in';
import type { AdminCheck } from '../../admin/token';
import { addressHash } from '../../ingest/client-address';
import { type ReportApp, type ReportEnv, readForm } from '../context';
import type { SessionCookies } from './session-cookies';
import { type SignInView, signInPage } from './sign-in-page';

/** Who came by the admin token. No account has such a name. */
const BY_TOKEN = { name: 'admin token', role: 'admin' } as const;

export interface SignInRoutesOptions {
  admin: AdminCheck;
  accounts: Accounts;
  sessions: Sessions;
  signIn: SignIn;
  knownBrowser: KnownBrowser;
  cookies: SessionCookies;
  projects: string[];
  proxyHops: number;
}

/** The ways in and out, and the guard for all that stands behind them. */
export const signInRoutes = (
  options: SignInRoutesOptions,
): { routes: ReportApp; guard: MiddlewareHandler<ReportEnv> } => {
  const { admin, accounts, sessions, signIn, knownBrowser, cookies, projects, proxyHops } = options;
  const routes: ReportApp = new Hono();

  const ask = async (
    c: Context,
    problem?: SignInView['problem'],
    status: 401 | 429 = 401,
    headers: Record<string, string> = {},
  ) => {
    // Without its database it can still ask.
    const any = await accounts.any().catch(() => true);
    return c.html(signInPage({ accounts: any, ...(problem && { problem }) }), status, headers);
  };
  const tooMany = (c: Context, which: 'password' | 'token', waitS: number) =>
    ask(c, { with: which, what: `Too many attempts. Try again in ${waitS} s.` }, 429, { 'Retry-After': String(waitS) });

  const byToken = (c: Context, token: string) => {
    const { ok, waitS } = admin.tryToken(token, addressHash(c, proxyHops));
    if (waitS) return tooMany(c, 'token', waitS);
    if (!ok) return ask(c, { with: 'token', what: 'That is not the admin token.' });
    cookies.setSession(c, admin.newSession());
    return c.redirect('/report', 303);
  };

  const byPassword = async (c: Context, name: string, password: string) => {
    const tried = { name, password, address: addressHash(c, proxyHops), mark: cookies.browser(c) };
    const outcome = await signIn(tried).catch((error) => {
      if (error instanceof TooBusy) return { is: 'wait', waitS: 10 } as const;
      throw error;
    });
    if (outcome.is === 'wait') return tooMany(c, 'password', outcome.waitS);
    // One sentence for an unknown name, a wrong password and a disabled account: it says nothing of who has one.
    if (outcome.is === 'wrong') return ask(c, { with: 'password', what: 'Name and password do not belong together.' });
    const { account } = outcome;
    // First: no session without its row in the log.
    await accounts.signedIn(account.name);
    // A new one at each sign-in, so that nobody can have put theirs into this browser before.
    await sessions.end(cookies.session(c));
    cookies.setSession(c, await sessions.start(account));
    cookies.setBrowser(c, knownBrowser.mark(account.name));
    return c.redirect('/report', 303);
  };

  routes.post('/sign-in', async (c) => {
    const form = await readForm(c);
    const token = form.get('token');
    if (token !== null) return byToken(c, token);
    return byPassword(c, form.get('name') ?? '', form.get('password') ?? '');
  });
  routes.post('/sign-out', async (c) => {
    await sessions.end(cookies.session(c));
    cookies.endSession(c);
    return c.redirect('/report', 303);
  });
  // The token leaves the address bar, and so the history, at once.
  // As a picture of another site's page it would only spend this address's tries.
  routes.get('/', async (c, next) => {
    const token = c.req.query('token');
    const embedded =
      /^(cross|same)-site$/.test(c.req.header('sec-fetch-site') ?? '') && c.req.header('sec-fetch-dest') !== 'document';
    return token === undefined || embedded ? next() : byToken(c, token);
  });

  const guard: MiddlewareHandler<ReportEnv> = async (c, next) => {
    const value = cookies.session(c);
    const found = admin.isSession(value) ? { person: BY_TOKEN, hash: undefined } : await sessions.find(value);
    if (!found) return ask(c);
    c.set('person', found.person);
    c.set('session', found.hash);
    c.set('projects', projects);
    if ('maxAgeS' in found && found.maxAgeS) cookies.setSession(c, { value: value!, maxAgeS: found.maxAgeS });
    await next();
  };
  return { routes, guard };
};
