import { Hono } from 'hono';
import { html } from 'hono/html';
import { localDay } from '../metrics/local-day';
import { needs, queryOf, type ReportApp, type ReportContext, readForm } from '../report/context';
import { flash, type Said, saying } from '../report/flash';
import { projectAddress, projectFrame } from '../report/frame';
import { readThemes } from '../themes/read';
import { deleteView, readViews, renameView, type Saved, saveView, viewName } from './views';
import { viewsList } from './views-page';

const SAID: Record<Saved, Said> = { saved: 'view', name: 'name', path: 'no_view', full: 'full' };
const ID = /^[0-9a-f-]{36}$/;

/** `/p/:project/views`: addresses of the report that the team gave names. */
export const viewRoutes = ({ store, projects, clock, missing }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);
  const { database } = store;
  const none = new URLSearchParams();
  const listAddress = (project: string) => `${projectAddress(project)}/views`;
  for (const path of ['/p/:project/views', '/p/:project/views/*'])
    app.use(path, async (c, next) =>
      names.includes(c.req.param('project') ?? '') ? next() : missing(c, 'There is no project of this name.'),
    );

  app.get('/p/:project/views', async (c) => {
    const { project } = c.req.param();
    const person = c.get('person');
    const [views, themes] = await Promise.all([
      readViews(database, project, person),
      readThemes(database.query, project),
    ]);
    const today = localDay(clock(), projects[project]!.timeZone ?? 'UTC');
    return c.html(
      projectFrame({
        person,
        project,
        projects: names,
        section: 'views',
        title: `Views · ${project}`,
        body: html`${flash(queryOf(c))}${viewsList(person, project, views, { themes, today })}`,
      }),
    );
  });

  app.post('/p/:project/views', needs('answer'), async (c) => {
    const { project } = c.req.param();
    const form = await readForm(c);
    const wanted = { name: form.get('name') ?? '', path: form.get('path') ?? '', own: form.get('own') === '1' };
    const saved = await saveView(database, project, wanted, { person: c.get('person'), nowMs: clock() });
    return c.redirect(saying(listAddress(project), none, SAID[saved]), 303);
  });

  app.post('/p/:project/views/:id/rename', needs('answer'), async (c) => {
    const { project, id } = c.req.param();
    const name = viewName((await readForm(c)).get('name') ?? '');
    const done = name && ID.test(id) && (await renameView(database, { project, id }, name, c.get('person')));
    return c.redirect(saying(listAddress(project), none, done ? 'saved' : name ? 'unchanged' : 'name'), 303);
  });

  app.post('/p/:project/views/:id/delete', needs('answer'), async (c) => {
    const { project, id } = c.req.param();
    const done = ID.test(id) && (await deleteView(database, { project, id }, c.get('person')));
    return c.redirect(saying(listAddress(project), none, done ? 'deleted' : 'unchanged'), 303);
  });
  return app;
};
