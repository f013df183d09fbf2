import { Hono } from 'hono';
import { may } from '../../accounts/person';
import { localDay } from '../../metrics/local-day';
import { countSubmissions } from '../../search/count';
import { readSubmissionFilter, submissionQuery } from '../../search/filter';
import { findSubmissions } from '../../search/find';
import { readChoices } from '../../search/read-choices';
import { readStored } from '../../storage/list';
import { writePosition } from '../../storage/position';
import { COUNT_WAIT_MS, queryOf, type ReportApp, type ReportContext } from '../context';
import { seenBy } from '../mask';
import { listPage } from './list-page';
import { instantsOf, readListPeriod } from './list-period';
import { readArrived } from './read';

const PAGE_SIZE = 25;

/** `/p/:project/submissions`: all that was sent, searched and filtered. */
export const listRoutes = ({ store, projects, clock, rolling, missing }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);
  const { database } = store;

  app.get('/p/:project/submissions', async (c) => {
    const project = c.req.param('project');
    if (!names.includes(project)) return missing(c, 'There is no project of this name.');
    const query = queryOf(c);
    const filter = readSubmissionFilter(query);
    const before = query.get('before') ?? '';
    const timeZone = projects[project]!.timeZone ?? 'UTC';
    const period = readListPeriod(query, localDay(clock(), timeZone));
    const person = c.get('person');
    const sought = {
      project,
      filter,
      between: period && instantsOf(period, timeZone),
      contacts: may(person, 'answer'),
    };
    // What there is to choose from is counted with the figures.
    await rolling.counted(project, COUNT_WAIT_MS);
    const narrow = period !== undefined || submissionQuery(filter).length > 0;
    const [rows, found, choices] = await Promise.all([
      findSubmissions(database, sought, { before, limit: PAGE_SIZE }),
      narrow ? countSubmissions(database, sought) : undefined,
      readChoices(database, project),
    ]);
    const submissions = rows.slice(0, PAGE_SIZE).map((row) => seenBy(person, readStored(row)));
    const last = submissions.at(-1);
    return c.html(
      listPage({
        person,
        project,
        projects: names,
        query,
        filter,
        period,
        choices,
        submissions,
        arrived: await readArrived(database, project, submissions),
        found,
        older: last && rows.length > PAGE_SIZE ? writePosition(last) : undefined,
        before,
        nowMs: clock(),
      }),
    );
  });
  return app;
};
