import { html } from 'hono/html';
import { may, type Person } from '../accounts/person';
import type { StoredAttachment } from '../storage/attachments';
import { type FigureView, figureCard } from './figures/figure-card';
import { periodQuery, periodWords, type ReportPeriod } from './figures/period';
import { periodForm } from './figures/period-form';
import { count } from './format';
import { projectAddress, projectFrame } from './frame';
import { counted } from './inbox/inbox-filters';
import type { LivePage } from './live/live-bar';
import type { Seen } from './mask';
import { submissionItem } from './submissions/submission-item';
import { testsNotice, testsQuery } from './tests-switch';
import type { Volume } from './volume/volume';
import { volumeCard } from './volume/volume-card';

export interface ProjectView {
  person: Person;
  project: string;
  projects: string[];
  timeZone: string;
  period: ReportPeriod;
  /** Of the period; spam, and what looks like it, of all time. */
  totals: { all: number; tests: number; spam: number; suspect: number };
  /** Undefined on later pages of the list, which show no figures. */
  figures: FigureView[] | undefined;
  /** How much came; as the figures. */
  volume: Volume | undefined;
  /** There are figures, of other periods. */
  elsewhere: boolean;
  /** Everything that is stored is counted. */
  complete: boolean;
  /** There are more wordings and answers than are counted. */
  figuresCut: boolean;
  submissions: Seen[];
  /** What came of the attachments that they list. */
  arrived: StoredAttachment[];
  search: string;
  survey: string;
  older: string | undefined;
  /** Not the first page of the list. */
  continued: boolean;
  nowMs: number;
  live?: LivePage | undefined;
  /** Of this page. */
  address: string;
}

const listAddress = ({ project, search, survey, period }: ProjectView, before?: string) => {
  const query = new URLSearchParams(periodQuery(period));
  if (search) query.set('q', search);
  if (survey) query.set('survey', survey);
  if (before) query.set('before', before);
  return `${projectAddress(project)}${query.size ? `?${query}` : ''}#submissions`;
};

const empty = ({ search, survey, continued }: ProjectView) =>
  search || survey
    ? html`<p class="empty">Nothing here holds what you searched for.</p>`
    : continued
      ? html`<p class="empty">There is nothing older.</p>`
      : html`<p class="empty">Nothing has been sent yet. Open a page with the tab, say something, and reload this page.</p>`;

const summaryOf = ({ totals: { all, tests, spam }, period }: ProjectView) => {
  const sent = all === 1 ? '1 submission' : `${count(all)} submissions`;
  const left = tests === 1 ? '1 of them a test that is' : `${count(tests)} of them tests that are`;
  const where = period.tests ? 'counted in the figures here' : 'left out of the figures';
  const marked = `${count(spam)} marked as spam and left out of figures and list`;
  return `${sent}${tests ? `, ${left} ${where}` : ''} (${periodWords(period)})${spam ? `; ${marked}` : ''}`;
};

/** Nothing leaves the figures but by a person: what looks like spam is in them, and the page says so. */
const suspicionOf = ({ totals: { suspect }, project }: ProjectView) =>
  suspect > 0 &&
  html`<p class="note"><a href="${projectAddress(project)}/inbox?suspect=1">${counted(suspect)} ${suspect === 1 ? 'new submission looks' : 'new submissions look'} like spam</a>. The figures hold ${suspect === 1 ? 'it' : 'them'} until somebody marks ${suspect === 1 ? 'it' : 'them'} as spam.</p>`;

/** Figures and newest submissions of one project. */
export const projectPage = (view: ProjectView) => {
  const { project, period, figures, figuresCut, submissions, arrived, search, survey, older, continued, nowMs } = view;
  const contacts = may(view.person, 'answer');
  const kept = [
    ['q', search],
    ['survey', survey],
  ].filter((pair): pair is [string, string] => Boolean(pair[1]));
  return projectFrame({
    ...view,
    title: project,
    section: '',
    body: html`<div class="title"><h1>${project}</h1><p>${summaryOf(view)}</p></div>
      ${!continued && periodForm(period, projectAddress(project), kept, view.timeZone)}
      ${suspicionOf(view)}
      ${testsNotice(view.address, { shown: Boolean(period.tests), there: view.totals.tests })}
      ${!view.complete && html`<p class="note">Not everything is counted yet: the figures will grow. Look again in a moment.</p>`}
      ${view.volume && volumeCard(project, period, view.volume)}
      ${figures?.length ? html`<section aria-labelledby="figures-title"><h2 id="figures-title">Figures</h2>${figuresCut && html`<p class="note">There are more different wordings and choices here than this page counts: the rarest are missing, also in the n of the figures below.</p>`}<div class="figures">${figures.map(figureCard)}</div></section>` : view.elsewhere && html`<p class="empty">No answer was given in this period. <a href="${projectAddress(project)}?${new URLSearchParams([['period', 'all'], ...testsQuery(period.tests)])}">Show all time</a></p>`}
      <section aria-labelledby="submissions">
        <div class="list-head">
          <h2 id="submissions">${search || survey ? 'Found' : continued ? 'Older submissions' : 'Newest submissions'}</h2>
          <form class="search" role="search" action="${projectAddress(project)}#submissions">
            ${survey && html`<input type="hidden" name="survey" value="${survey}">`}
            ${periodQuery(period).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
            <label class="hidden" for="q">Search words${contacts ? ', pages and contacts' : ' and pages'}</label>
            <input id="q" name="q" type="search" value="${search}" placeholder="Words, page${contacts && ', contact'}">
            <button>Search</button>
          </form>
        </div>
        ${(search || survey) && html`<p class="filter">${survey && html`Survey <strong>${survey}</strong>. `}${search && html`Containing <strong dir="auto">${search}</strong>. `}<a href="${listAddress({ ...view, search: '', survey: '' })}">Show all</a></p>`}
        <div class="submissions">${submissions.length ? submissions.map((stored) => submissionItem(stored, arrived, nowMs, [search])) : empty(view)}</div>
        <nav class="pages" aria-label="Pages">
          ${continued && html`<a class="step" href="${listAddress(view)}">Newest</a>`}
          ${older && html`<a class="step" href="${listAddress(view, older)}" rel="next">Older</a>`}
        </nav>
      </section>`,
  });
};
