import { Hono } from 'hono';
import { html } from 'hono/html';
import { may } from '../accounts/person';
import { readBody } from '../ingest/read-body';
import { UUID7 } from '../ingest/records';
import { needs, type ReportApp, type ReportContext, type ReportRequest } from '../report/context';
import { notePage } from '../report/note';
import { addSubmission, addTheme, type By, createUpdate, editUpdate } from './actions';
import { checkUpdateForm, type FormProblems, readUpdateForm, type UpdateForm } from './form';
import { updateForm } from './form-page';
import { canonicalLanguage } from './languages';
import { updatesAddress } from './list-page';
import { readUpdate, visitorLanguages } from './read';
import { NO_UPDATE, UPDATE_ID, type Update } from './update';
import { updateFrame } from './update-frame';

/** Forty languages of the longest title and text, in signs that a form spells with twelve bytes. */
const MAX_FORM_BYTES = 1_048_576;

const noProblems: FormProblems = new Map();

interface FormPage {
  project: string;
  /** Undefined for a new one. */
  update: Update | undefined;
  form: UpdateForm;
  problems: FormProblems;
  conflict?: string;
  /** `changedAt` of the update as it was when its form was opened. */
  seen?: string | undefined;
  submission?: string | undefined;
  theme?: string | undefined;
}

/** The forms in which updates are written: `/p/:project/updates/new` and `/p/:project/updates/:id/edit`. */
export const formRoutes = ({ store, projects, clock, missing }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);
  const { database } = store;
  const { query } = database;

  const by = (c: ReportRequest): By => ({ who: c.get('person').name, nowMs: clock() });

  const formPage = async (
    c: ReportRequest,
    { project, update, form, problems, conflict, seen, submission, theme }: FormPage,
  ) => {
    const heading = update ? 'Edit the update' : 'New update';
    const view = {
      action: updatesAddress(project, update?.id),
      form,
      problems,
      conflict,
      seen,
      visitors: await visitorLanguages(query, project),
      submit: update ? 'Save' : 'Save as a draft',
      back: updatesAddress(project, update?.id),
      submission,
      theme,
    };
    const published = update?.state === 'published' && 'It is published: what you save is shown to visitors at once.';
    const body = html`<div class="title"><h1>${heading}</h1><p>${published || 'Nobody outside of this report sees it before it is published.'}</p></div>${updateForm(view)}`;
    return c.html(
      updateFrame(c, { project, projects: names, title: `${heading} · ${project}`, body }),
      conflict ? 409 : problems.size ? 400 : 200,
    );
  };

  /** The form that was sent; undefined for one that is larger than any that a page of ours sends. */
  const sentForm = async (c: ReportRequest): Promise<URLSearchParams | undefined> => {
    const body = await readBody(c, MAX_FORM_BYTES);
    return body === 'too_large' ? undefined : new URLSearchParams(body);
  };
  const refused = (c: ReportRequest, status: 403 | 413, title: string, what: string) =>
    c.html(notePage({ person: c.get('person'), projects: c.get('projects'), title, what }), status);
  const tooLarge = (c: ReportRequest) =>
    refused(c, 413, 'Too large', 'This form is larger than an update can be. Nothing was saved.');

  /** Ids of themes look like those of updates. */
  const themeOf = (id: string | null | undefined) => (id && UPDATE_ID.test(id) ? id : undefined);

  app.get('/p/:project/updates/new', needs('answer'), async (c) => {
    const { project } = c.req.param();
    const [spoken = 'en'] = await visitorLanguages(query, project);
    const form: UpdateForm = { words: [{ locale: canonicalLanguage(spoken) ?? 'en', title: '', text: '' }], url: '' };
    const submission = c.req.query('submission') ?? '';
    const named = UUID7.test(submission) ? submission : undefined;
    return formPage(c, {
      project,
      update: undefined,
      form,
      problems: noProblems,
      submission: named,
      theme: themeOf(c.req.query('theme')),
    });
  });

  app.post('/p/:project/updates', needs('answer'), async (c) => {
    const { project } = c.req.param();
    const fields = await sentForm(c);
    if (!fields) return tooLarge(c);
    const form = readUpdateForm(fields);
    const checked = checkUpdateForm(form);
    const submission = fields.get('submission') ?? '';
    const named = UUID7.test(submission) ? submission : undefined;
    const theme = themeOf(fields.get('theme'));
    if ('problems' in checked)
      return formPage(c, { project, update: undefined, form, ...checked, submission: named, theme });
    const id = await createUpdate(database, project, checked.content, by(c));
    if (named) await addSubmission(database, { project, id }, named);
    if (theme) await addTheme(database, { project, id }, theme);
    return c.redirect(updatesAddress(project, id), 303);
  });

  const onlyAdmin = (c: ReportRequest) =>
    refused(
      c,
      403,
      'Not for your role',
      'This update is published: changing it needs the role “admin”. Nothing was saved.',
    );

  app.get('/p/:project/updates/:id/edit', needs('answer'), async (c) => {
    const { project, id } = c.req.param();
    const update = await readUpdate(query, project, id);
    if (!update) return missing(c, NO_UPDATE);
    if (update.state === 'published' && !may(c.get('person'), 'admin')) return onlyAdmin(c);
    const form: UpdateForm = { words: update.words, url: update.url ?? '' };
    return formPage(c, { project, update, form, problems: noProblems, seen: update.changedAt });
  });

  app.post('/p/:project/updates/:id', needs('answer'), async (c) => {
    const { project, id } = c.req.param();
    const update = await readUpdate(query, project, id);
    if (!update) return missing(c, NO_UPDATE);
    const fields = await sentForm(c);
    if (!fields) return tooLarge(c);
    const form = readUpdateForm(fields);
    const checked = checkUpdateForm(form);
    const seen = fields.get('seen') ?? undefined;
    if ('problems' in checked) return formPage(c, { project, update, form, ...checked, seen });
    const published = may(c.get('person'), 'admin');
    const outcome = await editUpdate(database, { project, id }, checked.content, { ...by(c), published, seen });
    if (outcome === 'saved') return c.redirect(updatesAddress(project, id), 303);
    const now = await readUpdate(query, project, id);
    if (!now) return missing(c, NO_UPDATE);
    if (outcome === 'refused') return onlyAdmin(c);
    const conflict = `${now.who} changed it since you opened this form, or published or withdrew it. Nothing of yours is saved yet; saving again puts it in place of theirs.`;
    return formPage(c, { project, update: now, form, problems: noProblems, conflict, seen: now.changedAt });
  });

  return app;
};
