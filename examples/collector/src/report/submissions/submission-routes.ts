import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { may } from '../../accounts/person';
import { serveAttachment } from '../../attachments/serve';
import { whyNoReply } from '../../inbox/may-reply';
import { readHandling } from '../../inbox/read-handling';
import { readKnown } from '../../inbox/read-known';
import type { Status } from '../../inbox/status';
import { ledTo } from '../../updates/led-to';
import { queryOf, type ReportApp, type ReportContext } from '../context';
import { flash } from '../flash';
import { projectAddress, projectFrame } from '../frame';
import { handlingState, handlingThread } from '../inbox/handling-card';
import { seenBy } from '../mask';
import { themesOfSubmission } from '../themes/of-submission';
import { readArrived } from './read';
import { submissionFacts, submissionItem } from './submission-item';

/** `/p/:project/s/:id`: one submission, what the team did with it, and its attachments. */
export const submissionRoutes = ({ store, projects, clock, outbox, missing }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);

  app.get('/p/:project/s/:id', async (c) => {
    const { project, id } = c.req.param();
    const { database } = store;
    const handling =
      names.includes(project) && !id.includes('\0') ? await readHandling(database, project, id) : undefined;
    if (!handling) return missing(c, 'There is no such submission. It may have been erased.');
    const { stored } = handling.entry;
    const person = c.get('person');
    const seen = seenBy(person, stored);
    const nowMs = clock();
    const [arrived, known] = await Promise.all([
      readArrived(database, project, [stored]),
      readKnown(database, project),
    ]);
    const view = {
      handling,
      answers: may(person, 'answer'),
      noReply: whyNoReply(stored.record, stored.status as Status, outbox !== undefined),
      owners: [...new Set([person.name, ...known.owners])],
      newId: randomUUID,
      nowMs,
    };
    // An impression or a dismissal has nothing to be handled.
    const handled = stored.record.kind === 'submission';
    return c.html(
      projectFrame({
        person,
        project,
        projects: names,
        section: 'inbox',
        title: `Submission · ${project}`,
        body: html`<h1 class="hidden">Submission of ${stored.receivedAt}</h1>
          <p class="back"><a href="${projectAddress(project)}/inbox">Inbox of ${project}</a></p>
          ${flash(queryOf(c))}
          <div class="single"><div class="column">${submissionItem(seen, arrived, nowMs)}${handled && handlingThread(view)}</div>
          <div class="column">${handled && handlingState(view)}${submissionFacts(seen)}</div></div>
          ${await themesOfSubmission(database.query, person, stored)}
          ${await ledTo(database.query, person, stored)}`,
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
