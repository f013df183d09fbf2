import { Hono } from 'hono';
import { UUID7 } from '../ingest/records';
import { needs, type ReportApp, type ReportContext, type ReportRequest, readForm } from '../report/context';
import { projectAddress } from '../report/frame';
import { addSubmission, type By, deleteUpdate, publishUpdate, removeSubmission, withdrawUpdate } from './actions';
import { submissionsBehind } from './behind';
import { formRoutes } from './form-routes';
import { updateList, updatesAddress } from './list-page';
import { listUpdates, readUpdate } from './read';
import { NO_UPDATE, UPDATE_ID } from './update';
import { updateFrame } from './update-frame';
import { deletable, updatePage } from './update-page';

/** As many as somebody reads at once. */
const [LISTED, BEHIND_LISTED] = [200, 100];

/** `/p/:project/updates`: what was changed because of what visitors said, written and published. */
export const updateRoutes = (context: ReportContext): ReportApp => {
  const { store, projects, clock, missing } = context;
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);
  const { database } = store;
  const { query } = database;

  const by = (c: ReportRequest): By => ({ who: c.get('person').name, nowMs: clock() });
  for (const path of ['/p/:project/updates', '/p/:project/updates/*'])
    app.use(path, async (c, next) =>
      names.includes(c.req.param('project') ?? '') ? next() : missing(c, 'There is no project of this name.'),
    );

  // Before those of one update: `new` is no id.
  app.route('/', formRoutes(context));

  app.get('/p/:project/updates', async (c) => {
    const { project } = c.req.param();
    const updates = await listUpdates(query, project, LISTED + 1);
    const view = { person: c.get('person'), project, updates: updates.slice(0, LISTED), cut: updates.length > LISTED };
    return c.html(updateFrame(c, { project, projects: names, title: `Updates · ${project}`, body: updateList(view) }));
  });

  app.get('/p/:project/updates/:id', async (c) => {
    const { project, id } = c.req.param();
    const update = await readUpdate(query, project, id);
    if (!update) return missing(c, NO_UPDATE);
    const submissions = await submissionsBehind(query, { project, update: id, limit: BEHIND_LISTED });
    const view = { person: c.get('person'), project, update, submissions };
    return c.html(
      updateFrame(c, {
        project,
        projects: names,
        title: `${update.words[0].title} · ${project}`,
        body: updatePage(view),
      }),
    );
  });

  app.post('/p/:project/updates/:id/publish', needs('admin'), async (c) => {
    const { project, id } = c.req.param();
    if (!(await readUpdate(query, project, id))) return missing(c, NO_UPDATE);
    await publishUpdate(database, { project, id }, by(c));
    return c.redirect(updatesAddress(project, id), 303);
  });

  app.post('/p/:project/updates/:id/withdraw', needs('admin'), async (c) => {
    const { project, id } = c.req.param();
    if (!(await readUpdate(query, project, id))) return missing(c, NO_UPDATE);
    await withdrawUpdate(database, { project, id }, by(c));
    return c.redirect(updatesAddress(project, id), 303);
  });

  app.post('/p/:project/updates/:id/delete', needs('answer'), async (c) => {
    const { project, id } = c.req.param();
    if (!(await readUpdate(query, project, id))) return missing(c, NO_UPDATE);
    const gone = await deleteUpdate(database, { project, id }, deletable(c.get('person')), by(c));
    return c.redirect(updatesAddress(project, gone ? undefined : id), 303);
  });

  app.post('/p/:project/updates/:id/remove', needs('answer'), async (c) => {
    const { project, id } = c.req.param();
    const submission = (await readForm(c)).get('submission') ?? '';
    if (!UPDATE_ID.test(id)) return missing(c, NO_UPDATE);
    if (UUID7.test(submission)) await removeSubmission(database, { project, id }, submission);
    return c.redirect(`${updatesAddress(project, id)}#behind`, 303);
  });

  app.post('/p/:project/s/:id/updates', needs('answer'), async (c) => {
    const { project, id: submission } = c.req.param();
    const id = (await readForm(c)).get('update') ?? '';
    if (!names.includes(project) || !UUID7.test(submission)) return missing(c, 'There is no such submission.');
    if (UPDATE_ID.test(id)) await addSubmission(database, { project, id }, submission);
    return c.redirect(`${projectAddress(project)}/s/${submission}#led-to`, 303);
  });
  return app;
};
