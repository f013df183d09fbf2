import { Hono } from 'hono';
import { isAddress } from '../../inbox/may-reply';
import {
  addressOf,
  type Choice,
  choicesOf,
  choose,
  DIGESTS,
  emailOf,
  NO_CHOICE,
  setEmail,
} from '../../mailings/choices';
import { type ReportApp, type ReportContext, type ReportRequest, readForm } from '../context';
import { mailPage } from './mail-page';

/** `/account/mails`: which digests and alerts one gets, and where. */
export const mailRoutes = ({ store, projects, clock, mailings }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);
  const { query } = store.database;

  const show = async (c: ReportRequest, status: 200 | 400, more: { typed?: string; problem?: string } = {}) => {
    const person = c.get('person');
    const isAccount = c.get('session') !== undefined;
    const [email, chosen] = isAccount
      ? await Promise.all([emailOf(query, person.name), choicesOf(query, person.name)])
      : ['', []];
    const choices = names.map(
      (project): Choice => chosen.find((choice) => choice.project === project) ?? { project, ...NO_CHOICE },
    );
    return c.html(
      mailPage({
        person,
        projects: names,
        isAccount,
        missing: mailings.missing,
        email: more.typed ?? email,
        address: addressOf({ name: person.name, email }),
        choices,
        zones: names.map((project) => projects[project]!.timeZone ?? 'UTC'),
        problem: more.problem,
        done: status === 200 && c.req.query('done') === 'saved',
      }),
      status,
    );
  };

  app.get('/account/mails', (c) => show(c, 200));

  app.post('/account/mails', async (c) => {
    if (!c.get('session')) return show(c, 400);
    const { name } = c.get('person');
    const form = await readForm(c);
    const email = (form.get('email') ?? '').trim();
    if (email && !isAddress(email))
      return show(c, 400, { typed: email.slice(0, 254), problem: 'That is no e-mail address. Nothing was changed.' });
    const nowMs = clock();
    await store.database.transaction(async (within) => {
      await setEmail(within, name, email);
      for (const [index, project] of names.entries()) {
        const given = form.get(`digest-${index}`);
        // A form of a page from before this project was there says nothing of it.
        if (given === null || form.get(`project-${index}`) !== project) continue;
        const [digest, weekday] = given.split('-');
        const one: Choice = {
          project,
          digest: DIGESTS.find((kind) => kind === digest) ?? 'none',
          weekday: /^[1-7]$/.test(weekday ?? '') ? Number(weekday) : 1,
          alerts: form.get(`alerts-${index}`) === 'yes',
        };
        await choose(within, name, one, nowMs);
      }
    });
    return c.redirect('/report/account/mails?done=saved', 303);
  });
  return app;
};
