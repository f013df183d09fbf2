import { Hono } from 'hono';
import type { Person } from '../../src/accounts/person';
import type { FeedbackRecord } from '../../src/contract';
import type { ReportContext, ReportEnv } from '../../src/report/context';
import { submissionRoutes } from '../../src/report/submissions/submission-routes';
import { updateRoutes } from '../../src/updates/update-routes';
import type { ReceiptsAnswer, UpdatesAnswer } from '../../src/updates/wire';
import type { TestCollector } from './collector';
import { SHOP, TOKEN } from './collector';
import { batch } from './records';

/** The fields of the form of an update, in one language or several. */
export const fields = (words: { locale: string; title: string; text: string }[], more: Record<string, string> = {}) => {
  const form = new URLSearchParams(more);
  for (const { locale, title, text } of words) {
    form.append('locale', locale);
    form.append('title', title);
    form.append('text', text);
  }
  return form;
};

export const english = (title = 'Checkout is shorter', text = 'Two steps are gone.') => [{ locale: 'en', title, text }];

/** Somebody of the team who is signed in with the admin token, and sends forms as its pages do. */
export const teamMember = async (collector: TestCollector, project: string) => {
  const signedIn = await collector.app.request(`/report?token=${TOKEN}`);
  const Cookie = signedIn.headers.get('Set-Cookie')!.split(';')[0]!;
  const at = `/report/p/${project}`;
  const post = async (path: string, body: URLSearchParams = new URLSearchParams()) =>
    collector.app.request(`${at}${path}`, { method: 'POST', body, headers: { Cookie } });
  return {
    post,
    page: async (path: string) => (await collector.app.request(`${at}${path}`, { headers: { Cookie } })).text(),
    /** Writes a draft and returns its id. */
    async draft(form: URLSearchParams): Promise<string> {
      const response = await post('/updates', form);
      const id = /\/updates\/([0-9a-f-]{36})$/.exec(response.headers.get('Location') ?? '')?.[1];
      if (!id) throw new Error(`The draft was answered ${response.status}: ${await response.text()}`);
      return id;
    },
  };
};

/** The pages of updates and submissions for somebody of any role, without a sign-in. */
export const asPerson = (context: ReportContext, person: Person) => {
  const app = new Hono<ReportEnv>();
  app.use(async (c, next) => {
    c.set('person', person);
    c.set('projects' as 'person', Object.keys(context.projects) as never);
    await next();
  });
  app.route('/report', submissionRoutes(context));
  app.route('/report', updateRoutes(context));
  return app;
};

export const publishedIn = async (collector: TestCollector, query: string) => {
  const response = await collector.app.request(`/v1/updates?${query}`);
  return (JSON.parse(await response.text()) as UpdatesAnswer).updates;
};

export const postReceipts = async (collector: TestCollector, body: unknown, headers: Record<string, string> = {}) =>
  collector.app.request('/v1/receipts', {
    method: 'POST',
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
    headers: { 'Content-Type': 'text/plain;charset=UTF-8', Origin: SHOP, ...headers },
  });

/** What became of these secrets, in order. */
export const askReceipts = async (collector: TestCollector, project: string, secrets: string[]) => {
  const response = await postReceipts(collector, { v: 1, project, secrets });
  if (response.status !== 200) throw new Error(`Answered ${response.status}: ${await response.text()}`);
  return (JSON.parse(await response.text()) as ReceiptsAnswer).receipts;
};

export const sendTo = async (collector: TestCollector, project: string, records: FeedbackRecord[]) => {
  const response = await collector.post(batch(records, { project }));
  const answer = await response.text();
  if (response.status !== 200 || /rejected|retry/.test(answer)) throw new Error(answer);
};
