import { Hono } from 'hono';
import { localDay } from '../../metrics/local-day';
import { addressOf, COUNT_WAIT_MS, type ReportApp, type ReportContext } from '../context';
import { readFigureName } from './figure-address';
import { figurePage } from './figure-page';
import { readFigurePage } from './figure-reader';
import { readPeriod } from './period';

/** `/p/:project/figure`: one figure over time and in parts. */
export const figureRoutes = ({ store, projects, clock, missing, rolling }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);
  const { database } = store;

  app.get('/p/:project/figure', async (c) => {
    const project = c.req.param('project');
    if (!names.includes(project)) return missing(c, 'There is no project of this name.');
    const query = c.req.query();
    /** No stored text holds a NUL, and no database takes one in a question. */
    const text = (name: string) => query[name]?.replaceAll('\0', '');
    const timeZone = projects[project]!.timeZone ?? 'UTC';
    const today = localDay(clock(), timeZone);
    const period = readPeriod(query, today);
    const complete = await rolling.counted(project, COUNT_WAIT_MS);
    const person = c.get('person');
    const found = await readFigurePage(
      { database, project, timeZone, person },
      {
        name: readFigureName(query),
        period,
        today,
        // Tests have nobody behind them.
        per: query['per'] === 'person' && !period.tests ? 'person' : 'answer',
        by: text('by') ?? '',
        key: text('key'),
      },
    );
    if (!found)
      return complete
        ? missing(c, 'There is no such figure. Its answers may have been erased.')
        : missing(c, 'This figure is not counted yet. Look again in a moment.');
    // An empty field of the form asks for nothing.
    const compare = { a: text('with') || undefined, b: text('against') || undefined };
    return c.html(
      figurePage({
        ...found,
        person,
        projects: names,
        project,
        timeZone,
        complete,
        address: addressOf(c),
        period,
        compare,
      }),
    );
  });
  return app;
};
