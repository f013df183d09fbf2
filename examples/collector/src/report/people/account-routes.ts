import { Hono } from 'hono';
import { passwordProblem, TooBusy } from '../../accounts/password';
import { type ReportApp, type ReportContext, type ReportRequest, readForm } from '../context';
import { accountPage } from './account-page';

const DONE: Record<string, string> = {
  password: 'Your password is changed. All other sessions have ended.',
  sessions: 'All other sessions have ended.',
};

/** `/account`: one's own password and sessions. */
export const accountRoutes = ({ accounts, sessions, cookies, signIn, address }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();

  const show = async (c: ReportRequest, status: 200 | 400 | 429, problem?: string) => {
    const person = c.get('person');
    const count = c.get('session') && (await sessions.count(person.name));
    const done = status === 200 ? DONE[c.req.query('done') ?? ''] : undefined;
    const view = { person, projects: c.get('projects'), sessions: count || undefined, problem, done };
    return c.html(accountPage(view), status);
  };

  app.get('/account', (c) => show(c, 200));

  app.post('/account/password', async (c) => {
    if (!c.get('session')) return show(c, 400);
    const { name } = c.get('person');
    const form = await readForm(c);
    const password = form.get('password') ?? '';
    const problem = passwordProblem(password);
    if (problem) return show(c, 400, problem);
    try {
      // As often as at the sign-in: a session that was left open must not be a place to guess at.
      const old = { name, password: form.get('old') ?? '', address: address(c), mark: cookies.browser(c) };
      const outcome = await signIn(old);
      if (outcome.is === 'wait') return show(c, 429, `Too many attempts. Try again in ${outcome.waitS} s.`);
      if (outcome.is === 'wrong') return show(c, 400, 'That is not your current password.');
      const changed = await accounts.setPassword(name, name, password);
      // Ended with all others; this browser gets a new one.
      if (changed) cookies.setSession(c, await sessions.start(changed));
    } catch (error) {
      if (error instanceof TooBusy) return show(c, 429, 'Too many passwords are being checked. Try again in 10 s.');
      throw error;
    }
    return c.redirect('/report/account?done=password', 303);
  });

  app.post('/account/sessions', async (c) => {
    const session = c.get('session');
    if (!session) return show(c, 400);
    await accounts.endOtherSessions(c.get('person').name, session);
    return c.redirect('/report/account?done=sessions', 303);
  });
  return app;
};
