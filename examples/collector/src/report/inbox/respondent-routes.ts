import { Hono } from 'hono';
import { html } from 'hono/html';
import { readAround } from '../../inbox/read-around';
import { readRespondent } from '../../inbox/read-respondent';
import { RESPONDENT } from '../../inbox/respondent';
import type { ReportApp, ReportContext } from '../context';
import { projectAddress, projectFrame } from '../frame';
import { readArrived } from '../submissions/read';
import { inboxEntry, respondentAddress } from './inbox-entry';

const PAGE_SIZE = 25;

/** `/p/:project/r/:respondent`: what one respondent said over time. */
export const respondentRoutes = ({ store, projects, clock, missing }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);
  const { database } = store;

  app.get('/p/:project/r/:respondent', async (c) => {
    const { project, respondent } = c.req.param();
    const from = c.req.query('from') ?? '';
    const known = names.includes(project) && RESPONDENT.test(respondent);
    const { entries, next } = known
      ? await readRespondent(database, { project, respondent, from, limit: PAGE_SIZE })
      : { entries: [], next: undefined };
    if (!entries.length) return missing(c, 'There is nothing from this respondent. It may have been erased.');
    const stored = entries.map((entry) => entry.stored);
    const [around, arrived] = await Promise.all([
      readAround(database, project, entries),
      readArrived(database, project, stored),
    ]);
    const view = { person: c.get('person'), around, arrived, nowMs: clock(), marksUnread: false, saysStatus: true };
    const address = respondentAddress(project, respondent);
    return c.html(
      projectFrame({
        person: c.get('person'),
        project,
        projects: names,
        section: 'inbox',
        title: `Respondent · ${project}`,
        body: html`<p class="back"><a href="${projectAddress(project)}/inbox">Inbox of ${project}</a></p>
          <div class="title"><h1>One respondent</h1><p>Known by the host’s own key, the device or the address that was left. Newest first, spam and tests too.</p></div>
          <ul class="entries">${entries.map((entry) => inboxEntry(entry, view))}</ul>
          <nav class="pages" aria-label="Pages">
            ${from && html`<a class="step" href="${address}">Newest</a>`}
            ${next && html`<a class="step" href="${address}?from=${next}" rel="next">Older</a>`}
          </nav>`,
      }),
    );
  });
  return app;
};
