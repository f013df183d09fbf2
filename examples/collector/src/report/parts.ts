import { updateRoutes } from '../updates/update-routes';
import type { ReportApp, ReportContext } from './context';
import { figureRoutes } from './figures/figure-routes';
import { handlingRoutes } from './inbox/handling-routes';
import { inboxRoutes } from './inbox/inbox-routes';
import { respondentRoutes } from './inbox/respondent-routes';
import { accountRoutes } from './people/account-routes';
import { logRoutes } from './people/log-routes';
import { peopleRoutes } from './people/people-routes';
import { projectRoutes } from './project-routes';
import { submissionRoutes } from './submissions/submission-routes';
import { volumeRoutes } from './volume/volume-routes';

/** The parts of the report, each the routes of its own pages. One more is a file and a line. */
export const reportParts: ((context: ReportContext) => ReportApp)[] = [
  projectRoutes,
  figureRoutes,
  volumeRoutes,
  submissionRoutes,
  inboxRoutes,
  handlingRoutes,
  respondentRoutes,
  updateRoutes,
  accountRoutes,
  peopleRoutes,
  logRoutes,
];
