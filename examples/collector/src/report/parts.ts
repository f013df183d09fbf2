import type { ReportApp, ReportContext } from './context';
import { handlingRoutes } from './handling-routes';
import { inboxRoutes } from './inbox-routes';
import { projectRoutes } from './project-routes';
import { respondentRoutes } from './respondent-routes';
import { submissionRoutes } from './submission-routes';

/** The parts of the report, each the routes of its own pages. One more is a file and a line. */
export const reportParts: ((context: ReportContext) => ReportApp)[] = [
  projectRoutes,
  submissionRoutes,
  inboxRoutes,
  handlingRoutes,
  respondentRoutes,
];
