import { Hono } from 'hono';
import { auditedPeople, readAudit } from '../../accounts/audit';
import { needs, type ReportApp, type ReportContext } from '../context';
import { logPage } from './log-page';

const PAGE_SIZE = 50;

/** `/log`: who changed what, for admins. */
export const logRoutes = ({ store }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();

  app.get('/log', needs('admin'), async (c) => {
    const [who, action, before] = (['who', 'action', 'before'] as const).map((name) =>
      // No database takes a NUL in a question.
      (c.req.query(name) ?? '').replaceAll('\0', '').slice(0, 100),
    ) as [string, string, string];
    const [{ rows, older }, people] = await Promise.all([
      readAudit(store.database, { who, action, before, limit: PAGE_SIZE }),
      auditedPeople(store.database),
    ]);
    const frame = { person: c.get('person'), projects: c.get('projects') };
    return c.html(logPage({ ...frame, rows, older, people, who, action, continued: before !== '' }));
  });
  return app;
};
