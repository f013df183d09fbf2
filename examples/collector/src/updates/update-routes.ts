import { Hono } from 'hono';
import { html } from 'hono/html';
import { may } from '../accounts/person';
import { readBody } from '../ingest/read-body';
import { UUID7 } from '../ingest/records';
import { type Html, needs, type ReportApp, type ReportContext, type ReportRequest, readForm } from '../report/context';
import { projectAddress, projectFrame } from '../report/frame';
import {
  addSubmission,
  type By,
  createUpdate,
  deleteUpdate,
  editUpdate,
  publishUpdate,
  removeSubmission,
  withdrawUpdate,
} from './actions';
import { submissionsBehind } from './behind';
import { checkUpdateForm, type FormProblems, readUpdateForm, type UpdateForm } from './form';
import { updateForm } from './form-page';
import { canonicalLanguage } from './languages';
import { updateList, updatesAddress } from './list-page';
import { listUpdates, readUpdate, visitorLanguages } from './read';
import type { Update } from './update';
import { deletable, updatePage } from './update-page';

/** As many as somebody reads at once. */
const [LISTED, BEHIND_LISTED] = [200, 100];
/** Forty languages of 2,000 code points fit where they are not all written in signs that a form spells with nine bytes. */
const MAX_FORM_BYTES = 1_048_576;

const UPDATE_ID = /^[0-9a-f-]{36}$/;

const NO_UPDATE = 'There is no such update.';

const noProblems: FormProblems = new Map();

/** `/p/:project/updates`: what was changed because of what visitors said, written and published. */
export const updateRoutes = ({ store, projects, clock, missing }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);
  const { database } = store;
  const { query } = database;

  const by = (c: ReportRequest): By => ({ who: c.get('person').name, nowMs: clock() });
  const framed = (c: ReportRequest, project: string, title: string, body: Html) =>
    projectFrame({
      person: c.get('person'),
      project,
      projects: names,
      section: 'updates',
      title,
      body: html`<div class="of-updates">${body}</div>`,
    });
  const found = async (project: string, id: string): Promise<Update | undefined> =>
    UPDATE_ID.test(id) ? readUpdate(query, project, id) : undefined;

  for (const path of ['/p/:project/updates', '/p/:project/updates/*'])
    app.use(path, async (c, next) =>
      names.includes(c.req.param('project') ?? '') ? next() : missing(c, 'There is no project of this name.'),
    );

  app.get('/p/:project/updates', async (c) => {
    const { project } = c.req.param();
    const updates = await listUpdates(query, project, LISTED + 1);
    const view = { person: c.get('person'), project, updates: updates.slice(0, LISTED), cut: updates.length > LISTED };
    return c.html(framed(c, project, `Updates · ${project}`, updateList(view)));
  });

  interface FormPage {
    project: string;
    /** Undefined for a new one. */
    update: Update | undefined;
    form: UpdateForm;
    problems: FormProblems;
    conflict?: string;
    submission?: string | undefined;
  }
  const formPage = async (c: ReportRequest, { project, update, form, problems, conflict, submission }: FormPage) => {
    const heading = update ? 'Edit the update' : 'New update';
    const view = {
      action: updatesAddress(project, update?.id),
      form,
      problems,
      conflict,
      seen: update?.changedAt,
      visitors: await visitorLanguages(query, project),
      submit: update ? 'Save' : 'Save as a draft',
      back: updatesAddress(project, update?.id),
      submission,
    };
    const published = update?.state === 'published' && 'It is published: what you save is shown to visitors at once.';
    const body = html`<div class="title"><h1>${heading}</h1><p>${published || 'Nobody outside of this report sees it before it is published.'}</p></div>${updateForm(view)}`;
    return c.html(framed(c, project, `${heading} · ${project}`, body), conflict ? 409 : problems.size ? 400 : 200);
  };

  /** The form that was sent; undefined for one that is larger than any that a page of ours sends. */
  const sentForm = async (c: ReportRequest): Promise<URLSearchParams | undefined> => {
    const body = await readBody(c, MAX_FORM_BYTES);
    return body === 'too_large' ? undefined : new URLSearchParams(body);
  };
  const tooLarge = (c: ReportRequest) => c.text('This form is larger than an update can be. Nothing was saved.', 413);

  app.get('/p/:project/updates/new', needs('answer'), async (c) => {
    const { project } = c.req.param();
    const [spoken = 'en'] = await visitorLanguages(query, project);
    const form: UpdateForm = { words: [{ locale: canonicalLanguage(spoken) ?? 'en', title: '', text: '' }], url: '' };
    const submission = c.req.query('submission') ?? '';
    const named = UUID7.test(submission) ? submission : undefined;
    return formPage(c, { project, update: undefined, form, problems: noProblems, submission: named });
  });

  app.post('/p/:project/updates', needs('answer'), async (c) => {
    const { project } = c.req.param();
    const fields = await sentForm(c);
    if (!fields) return tooLarge(c);
    const form = readUpdateForm(fields);
    const checked = checkUpdateForm(form);
    const submission = fields.get('submission') ?? '';
    const named = UUID7.test(submission) ? submission : undefined;
    if ('problems' in checked) return formPage(c, { project, update: undefined, form, ...checked, submission: named });
    const id = await createUpdate(database, project, checked.content, by(c));
    if (named) await addSubmission(database, { project, id }, named);
    return c.redirect(updatesAddress(project, id), 303);
  });

  app.get('/p/:project/updates/:id', async (c) => {
    const { project, id } = c.req.param();
    const update = await found(project, id);
    if (!update) return missing(c, NO_UPDATE);
    const submissions = await submissionsBehind(query, { project, update: id, limit: BEHIND_LISTED });
    const view = { person: c.get('person'), project, update, submissions };
    return c.html(framed(c, project, `${update.words[0].title} · ${project}`, updatePage(view)));
  });

  const onlyAdmin = (c: ReportRequest) =>
    c.text('This update is published: changing it needs the role "admin". Nothing was saved.', 403);

  app.get('/p/:project/updates/:id/edit', needs('answer'), async (c) => {
    const { project, id } = c.req.param();
    const update = await found(project, id);
    if (!update) return missing(c, NO_UPDATE);
    if (update.state === 'published' && !may(c.get('person'), 'admin')) return onlyAdmin(c);
    const form: UpdateForm = { words: update.words, url: update.url ?? '' };
    return formPage(c, { project, update, form, problems: noProblems });
  });

  app.post('/p/:project/updates/:id', needs('answer'), async (c) => {
    const { project, id } = c.req.param();
    const update = await found(project, id);
    if (!update) return missing(c, NO_UPDATE);
    const fields = await sentForm(c);
    if (!fields) return tooLarge(c);
    const form = readUpdateForm(fields);
    const checked = checkUpdateForm(form);
    const published = may(c.get('person'), 'admin');
    if ('problems' in checked) return formPage(c, { project, update, form, ...checked });
    const seen = fields.get('seen') ?? undefined;
    const outcome = await editUpdate(database, { project, id }, checked.content, { ...by(c), published, seen });
    if (outcome === 'saved') return c.redirect(updatesAddress(project, id), 303);
    const now = await found(project, id);
    if (!now) return missing(c, NO_UPDATE);
    if (outcome === 'refused') return onlyAdmin(c);
    const conflict = `${now.who} changed it since you opened this form, or published or withdrew it. Nothing of yours is saved yet; saving again puts it in place of theirs.`;
    return formPage(c, { project, update: now, form, problems: noProblems, conflict });
  });

  app.post('/p/:project/updates/:id/publish', needs('admin'), async (c) => {
    const { project, id } = c.req.param();
    if (!(await found(project, id))) return missing(c, NO_UPDATE);
    await publishUpdate(database, { project, id }, by(c));
    return c.redirect(updatesAddress(project, id), 303);
  });

  app.post('/p/:project/updates/:id/withdraw', needs('admin'), async (c) => {
    const { project, id } = c.req.param();
    if (!(await found(project, id))) return missing(c, NO_UPDATE);
    await withdrawUpdate(database, { project, id }, by(c));
    return c.redirect(updatesAddress(project, id), 303);
  });

  app.post('/p/:project/updates/:id/delete', needs('answer'), async (c) => {
    const { project, id } = c.req.param();
    if (!(await found(project, id))) return missing(c, NO_UPDATE);
    const gone = await deleteUpdate(database, { project, id }, deletable(c.get('person')));
    return c.redirect(updatesAddress(project, gone ? undefined : id), 303);
  });

  app.post('/p/:project/updates/:id/remove', needs('answer'), async (c) => {
    const { project, id } = c.req.param();
    const submission = (await readForm(c)).get('submission') ?? '';
    if (!UPDATE_ID.test(id)) return missing(c, NO_UPDATE);
    if (UUID7.test(submission)) await removeSubmission(database, { project, id }, submission);
    return c.redirect(`${updatesAddress(project, id)}#behind`, 303);
  });

  app.post('/p/:project/s/:id/updates', needs('answer'), async (c) => {
    const { project, id: submission } = c.req.param();
    const id = (await readForm(c)).get('update') ?? '';
    if (!names.includes(project) || !UUID7.test(submission)) return missing(c, 'There is no such submission.');
    if (UPDATE_ID.test(id)) await addSubmission(database, { project, id }, submission);
    return c.redirect(`${projectAddress(project)}/s/${submission}#led-to`, 303);
  });
  return app;
};
