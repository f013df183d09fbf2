import { updateRoutes } from '../updates/update-routes';
import { viewRoutes } from '../views/view-routes';
import type { ReportApp, ReportContext } from './context';
import { figureRoutes } from './figures/figure-routes';
import { handlingRoutes } from './inbox/handling-routes';
import { inboxRoutes } from './inbox/inbox-routes';
import { respondentRoutes } from './inbox/respondent-routes';
import { liveRoutes } from './live/live-routes';
import { accountRoutes } from './people/account-routes';
import { logRoutes } from './people/log-routes';
import { mailRoutes } from './people/mail-routes';
import { peopleRoutes } from './people/people-routes';
import { projectRoutes } from './project-routes';
import { listRoutes } from './submissions/list-routes';
import { submissionRoutes } from './submissions/submission-routes';
import { themeRoutes } from './themes/theme-routes';
import { volumeRoutes } from './volume/volume-routes';

/** The parts of the report, each the routes of its own pages. One more is a file and a line. */
export const reportParts: ((context: ReportContext) => ReportApp)[] = [
  projectRoutes,
  figureRoutes,
  listRoutes,
  volumeRoutes,
  submissionRoutes,
  themeRoutes,
  viewRoutes,
  inboxRoutes,
  handlingRoutes,
  respondentRoutes,
  updateRoutes,
  liveRoutes,
  accountRoutes,
  mailRoutes,
  peopleRoutes,
  logRoutes,
];
