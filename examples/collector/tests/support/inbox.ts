import { Hono } from 'hono';
import type { Role } from '../../src/accounts/person';
import type { Store } from '../../src/app';
import type { FeedbackRecord } from '../../src/contract';
import type { Projects } from '../../src/limits';
import type { Outbox } from '../../src/mail/outbox';
import type { ReportApp, ReportContext } from '../../src/report/context';
import { reportParts } from '../../src/report/parts';
import { record, words } from './records';

/** The pages of the report as somebody of this role sees them. */
export const reportAs = (
  store: Store,
  projects: Projects,
  role: Role,
  more: { name?: string; outbox?: Outbox; nowMs?: number } = {},
): ReportApp => {
  const app: ReportApp = new Hono();
  app.use(async (c, next) => {
    c.set('person', { name: more.name ?? role, role });
    c.set('projects', Object.keys(projects));
    await next();
  });
  const context: ReportContext = {
    store,
    projects,
    clock: () => more.nowMs ?? Date.now(),
    log: () => {},
    outbox: more.outbox,
    missing: (c) => c.text('missing', 404),
    rolling: { noticed: () => {}, counted: async () => true, close: async () => {} },
    searching: { noticed: () => {}, caughtUp: async () => true, close: async () => {} },
    emit: async () => {},
    address: () => '',
    // The pages of the inbox know nothing of how somebody signed in.
    ...({} as Pick<ReportContext, 'accounts' | 'sessions' | 'signIn' | 'cookies' | 'live' | 'mailings'>),
  };
  for (const part of reportParts) app.route('/report', part(context));
  return app;
};

/** Sends a form of a page, and gives back where it leads. */
export const post = async (
  app: { request: ReportApp['request'] },
  path: string,
  fields: Record<string, string | string[]>,
  headers: Record<string, string> = {},
): Promise<{ status: number; to: string }> => {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
  const response = await app.request(path, { method: 'POST', body, headers });
  return { status: response.status, to: response.headers.get('Location') ?? '' };
};

/** A submission of somebody who would like a reply. */
export const asking = (email: string, more: Partial<FeedbackRecord> = {}): FeedbackRecord =>
  record({
    answers: [words('The parcel came broken.')],
    respondent: { contact: { email, wantsReply: true } },
    consent: { state: 'granted', contact: true },
    ...more,
  });
