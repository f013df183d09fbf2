import { Hono } from 'hono';
import { localDay } from '../metrics/local-day';
import { addressOf, COUNT_WAIT_MS, type ReportApp, type ReportContext } from './context';
import { readPeriod } from './figures/period';
import { livePage } from './live/live-bar';
import { readOverview } from './overview';
import { projectPage } from './project-page';
import { readArrived, readSubmissions, readTotals } from './submissions/read';

const PAGE_SIZE = 25;

/** `/p/:project`: figures and newest submissions. */
export const projectRoutes = ({ store, projects, clock, missing, rolling }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);

  app.get('/p/:project', async (c) => {
    const project = c.req.param('project');
    if (!names.includes(project)) return missing(c, 'There is no project of this name.');
    const query = c.req.query();
    const live = livePage(c, project, clock());
    const { q = '', survey = '', before = '' } = query;
    // No stored text holds a NUL, and no database takes one in a question.
    const [search, only] = [q, survey].map((text) => text.replaceAll('\0', '').trim().slice(0, 200)) as [
      string,
      string,
    ];
    const wanted = { person: c.get('person'), project, search, survey: only.slice(0, 64), before, limit: PAGE_SIZE };
    const { database } = store;
    const timeZone = projects[project]!.timeZone ?? 'UTC';
    const period = readPeriod(query, localDay(clock(), timeZone));
    const complete = await rolling.counted(project, COUNT_WAIT_MS);
    const [totals, { submissions, older }, overview] = await Promise.all([
      readTotals(database, project, period),
      readSubmissions(database, wanted),
      before ? undefined : readOverview({ database, project, period, today: localDay(clock(), timeZone) }),
    ]);
    const arrived = await readArrived(database, project, submissions);
    return c.html(
      projectPage({
        ...wanted,
        projects: names,
        timeZone,
        period,
        totals,
        figures: overview?.views,
        volume: overview?.volume,
        elsewhere: Boolean(overview?.elsewhere),
        figuresCut: Boolean(overview?.cut),
        complete,
        submissions,
        arrived,
        older,
        continued: before !== '',
        nowMs: clock(),
        live,
        address: addressOf(c),
      }),
    );
  });
  return app;
};
