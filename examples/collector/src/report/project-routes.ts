import { Hono } from 'hono';
import type { ReportApp, ReportContext } from './context';
import { buildFigures } from './figures';
import { projectPage } from './project-page';
import { readArrived, readFigures, readSubmissions, readTotals } from './read';

const PAGE_SIZE = 25;

/** `/p/:project`: figures and newest submissions. */
export const projectRoutes = ({ store, projects, clock, missing }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);

  app.get('/p/:project', async (c) => {
    const project = c.req.param('project');
    if (!names.includes(project)) return missing(c, 'There is no project of this name.');
    const { q = '', survey = '', before = '' } = c.req.query();
    // No stored text holds a NUL, and no database takes one in a question.
    const [search, only] = [q, survey].map((text) => text.replaceAll('\0', '').trim().slice(0, 200)) as [
      string,
      string,
    ];
    const wanted = { person: c.get('person'), project, search, survey: only.slice(0, 64), before, limit: PAGE_SIZE };
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
  return app;
};
