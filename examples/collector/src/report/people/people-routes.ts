import { Hono } from 'hono';
import { type Account, accountName } from '../../accounts/accounts';
import { newPassword, passwordProblem, TooBusy } from '../../accounts/password';
import { type Role, roles } from '../../accounts/person';
import { needs, type ReportApp, type ReportContext, type ReportRequest, readForm } from '../context';
import { type PeopleView, peoplePage, personAddress, type Shown } from './people-page';
import { personPage } from './person-page';

const roleOf = (text: string | null): Role | undefined => roles.find((role) => role === text);

const BUSY = 'Too many passwords are being checked. Try again in 10 s.';

/** `/people`: accounts, for admins. */
export const peopleRoutes = ({ accounts, sessions, missing }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const admins = needs('admin');
  const frame = (c: ReportRequest) => ({ person: c.get('person'), projects: c.get('projects') });

  const showAll = async (c: ReportRequest, status: 200 | 400 | 429, more: Partial<PeopleView> = {}) =>
    c.html(peoplePage({ ...frame(c), accounts: await accounts.list(), ...more }), status);

  const showOne = async (
    c: ReportRequest,
    account: Account,
    status: 200 | 400 | 429,
    more: { problem?: string; shown?: Shown } = {},
  ) => c.html(personPage({ ...frame(c), account, sessions: await sessions.count(account.name), ...more }), status);

  /** The account that an address names. */
  const named = async (c: ReportRequest) => {
    const name = accountName(c.req.param('name') ?? '');
    return name === undefined ? undefined : accounts.find(name);
  };
  const noSuch = (c: ReportRequest) => missing(c, 'There is no such account.');

  app.get('/people', admins, (c) => showAll(c, 200));

  app.post('/people', admins, async (c) => {
    const form = await readForm(c);
    const given = form.get('name') ?? '';
    const name = accountName(given);
    const role = roleOf(form.get('role'));
    const typed = { name: given.slice(0, 64), role: role ?? 'read' };
    if (!name)
      return showAll(c, 400, { typed, problem: 'A name is 1 to 64 of a-z 0-9 . _ @ -, with a letter or digit.' });
    if (!role) return showAll(c, 400, { typed, problem: 'Choose a role.' });
    const password = form.get('password') || newPassword();
    const problem = passwordProblem(password);
    if (problem) return showAll(c, 400, { typed, problem });
    try {
      const added = await accounts.add(c.get('person').name, { name, role, password });
      if (!added) return showAll(c, 400, { typed, problem: `There is an account ${name} already.` });
    } catch (error) {
      if (error instanceof TooBusy) return showAll(c, 429, { typed, problem: BUSY });
      throw error;
    }
    // One that was typed is known to whoever typed it.
    return form.get('password') ? c.redirect('/report/people', 303) : showAll(c, 200, { shown: { name, password } });
  });

  app.get('/people/:name', admins, async (c) => {
    const account = await named(c);
    return account ? showOne(c, account, 200) : noSuch(c);
  });

  app.post('/people/:name/role', admins, async (c) => {
    const account = await named(c);
    if (!account) return noSuch(c);
    const role = roleOf((await readForm(c)).get('role'));
    if (!role) return showOne(c, account, 400, { problem: 'Choose a role.' });
    await accounts.setRole(c.get('person').name, account.name, role);
    return c.redirect(personAddress(account.name), 303);
  });

  app.post('/people/:name/password', admins, async (c) => {
    const account = await named(c);
    if (!account) return noSuch(c);
    const typed = (await readForm(c)).get('password');
    const password = typed || newPassword();
    const problem = passwordProblem(password);
    if (problem) return showOne(c, account, 400, { problem });
    try {
      const changed = await accounts.setPassword(c.get('person').name, account.name, password);
      if (!changed) return noSuch(c);
    } catch (error) {
      if (error instanceof TooBusy) return showOne(c, account, 429, { problem: BUSY });
      throw error;
    }
    if (typed) return c.redirect(personAddress(account.name), 303);
    return showOne(c, account, 200, { shown: { name: account.name, password } });
  });

  for (const [path, disabled] of [
    ['disable', true],
    ['enable', false],
  ] as const)
    app.post(`/people/:name/${path}`, admins, async (c) => {
      const account = await named(c);
      if (!account) return noSuch(c);
      await accounts.setDisabled(c.get('person').name, account.name, disabled);
      return c.redirect(personAddress(account.name), 303);
    });

  app.post('/people/:name/delete', admins, async (c) => {
    const account = await named(c);
    if (!account) return noSuch(c);
    if ((await readForm(c)).get('sure') !== 'yes')
      return showOne(c, account, 400, { problem: 'Tick the box to delete the account.' });
    await accounts.remove(c.get('person').name, account.name);
    return c.redirect('/report/people', 303);
  });
  return app;
};
