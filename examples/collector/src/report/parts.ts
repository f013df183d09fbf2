import { updateRoutes } from '../updates/update-routes';
import type { ReportApp, ReportContext } from './context';
import { projectRoutes } from './project-routes';
import { submissionRoutes } from './submission-routes';

/** The parts of the report, each the routes of its own pages. One more is a file and a line. */
export const reportParts: ((context: ReportContext) => ReportApp)[] = [projectRoutes, submissionRoutes, updateRoutes];
