import { Hono } from 'hono';
import { html } from 'hono/html';
import { may } from '../../accounts/person';
import { UUID7 } from '../../ingest/records';
import { periodBefore } from '../../metrics/calendar';
import { localDay } from '../../metrics/local-day';
import { anySubmission } from '../../search/filter';
import { findSubmissions } from '../../search/find';
import { readStored } from '../../storage/list';
import { createTheme, deleteTheme, editTheme, putIn, takeOut } from '../../themes/actions';
import { adjustChanges, hashesOf, mainFigure, themeFigures } from '../../themes/figures';
import { readNewest, readTheme, readThemes } from '../../themes/read';
import { readCounts, readGiven } from '../../themes/read-sums';
import { readThemeForm, type ThemeContent, type ThemeField } from '../../themes/theme';
import {
  COUNT_WAIT_MS,
  type Html,
  needs,
  queryOf,
  type ReportApp,
  type ReportContext,
  type ReportRequest,
  readForm,
} from '../context';
import { buildFigures } from '../figures/figures';
import { hasBefore, type ReportPeriod, readPeriod } from '../figures/period';
import { readFigures } from '../figures/sums';
import { type Said, saying } from '../flash';
import { projectAddress, projectFrame } from '../frame';
import { seenBy } from '../mask';
import { instantsOf } from '../submissions/list-period';
import { readArrived } from '../submissions/read';
import { themesList } from './list-page';
import { themeForm } from './theme-form';
import { themePage } from './theme-page';
import { themesAddress } from './theme-words';

const SHOWN = 25;
const NO_THEME = 'There is no such theme. It may have been deleted.';
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const noProblems = new Map<ThemeField, string>();
const none = new URLSearchParams();

/** `/p/:project/themes`: what people write about. */
export const themeRoutes = ({ store, projects, clock, rolling, searching, missing }: ReportContext): ReportApp => {
  const app: ReportApp = new Hono();
  const names = Object.keys(projects);
  const { database } = store;
  const { query } = database;
  for (const path of ['/p/:project/themes', '/p/:project/themes/*'])
    app.use(path, async (c, next) =>
      names.includes(c.req.param('project') ?? '') ? next() : missing(c, 'There is no project of this name.'),
    );

  const framed = (c: ReportRequest, project: string, title: string, body: Html) =>
    projectFrame({
      person: c.get('person'),
      project,
      projects: names,
      section: 'themes',
      title: `${title} · ${project}`,
      body: html`<div class="of-themes">${body}</div>`,
    });
  const actionOf = (c: ReportRequest, project: string) => ({ project, who: c.get('person').name, nowMs: clock() });

  /** All numbers of all themes in a period: one question each, whatever the number of themes. */
  const read = async (project: string, period: ReportPeriod, timeZone: string) => {
    await Promise.all([rolling.counted(project, COUNT_WAIT_MS), searching.caughtUp(COUNT_WAIT_MS)]);
    const now = instantsOf(period, timeZone);
    const before = hasBefore(period) ? instantsOf(periodBefore(period), timeZone) : undefined;
    const [counts, earlier, found] = await Promise.all([
      readCounts(database, project, now),
      before && readCounts(database, project, before),
      readFigures(database, project, period),
    ]);
    const main = mainFigure(buildFigures(found.figures, found.tallies));
    const given = await readGiven(database, project, now, hashesOf(main));
    const figuresOf = (theme: string) =>
      themeFigures(
        {
          now: counts.held.get(theme),
          before: earlier?.held.get(theme),
          textsNow: counts.texts,
          textsBefore: earlier?.texts,
        },
        given.filter((one) => one.theme === theme),
        main,
      );
    return { now, texts: counts.texts, main, figuresOf };
  };
  const asked = (c: ReportRequest, project: string) => {
    const timeZone = projects[project]!.timeZone ?? 'UTC';
    return {
      timeZone,
      period: readPeriod(c.req.query(), localDay(clock(), timeZone)),
      query: queryOf(c),
    };
  };

  app.get('/p/:project/themes', async (c) => {
    const { project } = c.req.param();
    const view = { ...asked(c, project), person: c.get('person'), project };
    const { now, texts, main, figuresOf } = await read(project, view.period, view.timeZone);
    // After that: what was still looked through is so no more.
    const [themes, newest] = await Promise.all([readThemes(query, project), readNewest(database, project, now)]);
    const { k, figures } = adjustChanges(themes.map(({ id }) => figuresOf(id)));
    const listed = themes
      .map((theme, at) => ({ theme, figures: figures[at]!, newest: newest.get(theme.id) }))
      .sort((a, b) => b.figures.n - a.figures.n);
    return c.html(framed(c, project, 'Themes', themesList({ ...view, listed, k, texts, main })));
  });

  const formPage = (
    c: ReportRequest,
    project: string,
    id: string | undefined,
    content: ThemeContent,
    problems = noProblems,
  ) => {
    const heading = id ? 'Edit the theme' : 'New theme';
    const action = themesAddress(project, id);
    const form = themeForm({ action, content, problems, submit: id ? 'Save' : 'Make the theme', back: action });
    const body = html`<div class="title"><h1>${heading}</h1></div>${form}`;
    return c.html(framed(c, project, heading, body), problems.size ? 400 : 200);
  };

  app.get('/p/:project/themes/new', needs('answer'), (c) =>
    formPage(c, c.req.param('project'), undefined, { name: '', description: '', words: [], state: 'open' }),
  );

  app.post('/p/:project/themes', needs('answer'), async (c) => {
    const { project } = c.req.param();
    const { content, problems } = readThemeForm(await readForm(c));
    if (problems.size) return formPage(c, project, undefined, content, problems);
    const id = await createTheme(database, content, actionOf(c, project));
    searching.noticed();
    return c.redirect(id ? themesAddress(project, id) : saying(themesAddress(project), none, 'full'), 303);
  });

  app.get('/p/:project/themes/:id/edit', needs('answer'), async (c) => {
    const { project, id } = c.req.param();
    const theme = ID.test(id) ? await readTheme(query, project, id) : undefined;
    return theme ? formPage(c, project, id, theme) : missing(c, NO_THEME);
  });

  app.get('/p/:project/themes/:id', async (c) => {
    const { project, id } = c.req.param();
    if (!ID.test(id) || !(await readTheme(query, project, id))) return missing(c, NO_THEME);
    const person = c.get('person');
    const view = { ...asked(c, project), person, project };
    const { now, main, figuresOf } = await read(project, view.period, view.timeZone);
    const sought = { project, filter: { ...anySubmission, theme: id }, between: now, contacts: may(person, 'answer') };
    const [theme, themes, rows] = await Promise.all([
      readTheme(query, project, id),
      readThemes(query, project),
      findSubmissions(database, sought, { before: '', limit: SHOWN }),
    ]);
    if (!theme) return missing(c, NO_THEME);
    // Who comes from the list chose it there, among all the others.
    const others = themes.filter((one) => one.id !== id).map((one) => figuresOf(one.id));
    const { k, figures } = adjustChanges([figuresOf(id), ...others]);
    const submissions = rows.slice(0, SHOWN).map((row) => seenBy(person, readStored(row)));
    const body = themePage({
      ...view,
      theme,
      figures: figures[0]!,
      k,
      main,
      submissions,
      arrived: await readArrived(database, project, submissions),
      more: rows.length > SHOWN,
      nowMs: clock(),
    });
    return c.html(framed(c, project, theme.name, body));
  });

  app.post('/p/:project/themes/:id', needs('answer'), async (c) => {
    const { project, id } = c.req.param();
    const { content, problems } = readThemeForm(await readForm(c));
    if (!ID.test(id)) return missing(c, NO_THEME);
    if (problems.size) return formPage(c, project, id, content, problems);
    if (!(await editTheme(database, id, content, actionOf(c, project)))) return missing(c, NO_THEME);
    searching.noticed();
    return c.redirect(saying(themesAddress(project, id), none, 'saved'), 303);
  });

  app.post('/p/:project/themes/:id/delete', needs('answer'), async (c) => {
    const { project, id } = c.req.param();
    if (!ID.test(id) || !(await deleteTheme(database, id, actionOf(c, project)))) return missing(c, NO_THEME);
    return c.redirect(saying(themesAddress(project), none, 'deleted'), 303);
  });

  app.post('/p/:project/themes/:id/out', needs('answer'), async (c) => {
    const { project, id } = c.req.param();
    if (!ID.test(id)) return missing(c, NO_THEME);
    const out = await takeOut(database, actionOf(c, project), id, (await readForm(c)).getAll('id'));
    const said: Said = out.length ? 'unthemed' : 'unchanged';
    return c.redirect(saying(themesAddress(project, id), none, said, out.length), 303);
  });

  app.post('/p/:project/s/:id/themes', needs('answer'), async (c) => {
    const { project, id } = c.req.param();
    if (!names.includes(project) || !UUID7.test(id)) return missing(c, 'There is no such submission.');
    const form = await readForm(c);
    const [into, out] = [form.get('in') ?? '', form.get('out') ?? ''];
    const action = actionOf(c, project);
    const done = async (): Promise<Said> => {
      if (ID.test(out)) return (await takeOut(database, action, out, [id])).length ? 'unthemed' : 'unchanged';
      const put = ID.test(into) ? await putIn(database, action, into, [id]) : undefined;
      return put ? (put.length ? 'themed' : 'unchanged') : 'gone';
    };
    return c.redirect(saying(`${projectAddress(project)}/s/${id}`, none, await done(), 1), 303);
  });
  return app;
};
