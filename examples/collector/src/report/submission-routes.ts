import { Hono } from 'hono';
import { html } from 'hono/html';
import { serveAttachment } from '../attachments/serve';
import { ledTo } from '../updates/led-to';
import type { ReportApp, ReportContext } from './context';
import { projectAddress, projectFrame } from './frame';
import { readArrived, readSubmission } from './read';
import { submissionFacts, submissionItem } from './submission-item';

/** `/p/:project/s/:id`: one submission, and its attachments. */
export const submissionRoutes = ({ store, projects, clock, missing }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);

  app.get('/p/:project/s/:id', async (c) => {
    const { project, id } = c.req.param();
    const stored =
      names.includes(project) && !id.includes('\0')
        ? await readSubmission(store.database, c.get('person'), project, id)
        : undefined;
    if (!stored) return missing(c, 'There is no such submission. It may have been erased.');
    const arrived = await readArrived(store.database, project, [stored]);
    return c.html(
      projectFrame({
        person: c.get('person'),
        project,
        projects: names,
        section: '',
        title: `Submission · ${project}`,
        body: html`<h1 class="hidden">Submission of ${stored.receivedAt}</h1>
          <p class="back"><a href="${projectAddress(project)}#submissions">All submissions of ${project}</a></p>
          <div class="single">${submissionItem(stored, arrived, clock())}${submissionFacts(stored)}</div>
          ${await ledTo(store.database.query, c.get('person'), stored)}`,
      }),
    );
  });

  app.get('/p/:project/s/:id/a/:attachment', async (c) => {
    const { project, id: record, attachment: id } = c.req.param();
    const found = names.includes(project) && (await serveAttachment(c, store.database, { project, record, id }));
    return found || missing(c, 'There is no such attachment. It may still be on its way, or have been erased.');
  });
  return app;
};
