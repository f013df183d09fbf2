import { html } from 'hono/html';
import { may, type Person } from '../../accounts/person';
import type { Found } from '../../search/count';
import { type SubmissionFilter, submissionQuery } from '../../search/filter';
import type { Choices } from '../../search/read-choices';
import type { StoredAttachment } from '../../storage/attachments';
import { saveView } from '../../views/save-form';
import type { ReportPeriod } from '../figures/period';
import { flash } from '../flash';
import { count } from '../format';
import { projectAddress, projectFrame } from '../frame';
import type { Seen } from '../mask';
import { submissionFilterForm } from './filter-form';
import { listPeriodQuery, narrowings } from './filter-words';
import { submissionItem } from './submission-item';

export interface ListPageView {
  person: Person;
  project: string;
  projects: string[];
  query: URLSearchParams;
  filter: SubmissionFilter;
  period: ReportPeriod | undefined;
  choices: Choices;
  submissions: Seen[];
  arrived: StoredAttachment[];
  /** Undefined where they were not counted. */
  found: Found | undefined;
  older: string | undefined;
  /** Where this page of the list begins; empty for the first. */
  before: string;
  nowMs: number;
}

export const submissionsAddress = (project: string, query: [string, string][] = []): string =>
  `${projectAddress(project)}/submissions${query.length ? `?${new URLSearchParams(query)}` : ''}`;

const foundWords = (found: Found | undefined): string => {
  if (!found) return 'Results, newest first';
  const { n, more } = found;
  return more ? `More than ${count(n)} submissions` : n === 1 ? '1 submission' : `${count(n)} submissions`;
};

/** All submissions of a project, to be searched and narrowed down. */
export const listPage = (view: ListPageView) => {
  const { person, project, query, filter, period, choices, submissions, arrived, found, older, before, nowMs } = view;
  const own: [string, string][] = [...submissionQuery(filter), ...listPeriodQuery(period)];
  const chips = narrowings(filter, period, choices);
  const address = submissionsAddress(project);
  const empty = before
    ? 'There is nothing older.'
    : chips.length
      ? 'Nothing fits all of this. Remove one of the filters, or write less of the word: any part of it is found.'
      : 'Nothing has been sent yet. Open a page with the tab, say something, and reload this page.';
  return projectFrame({
    ...view,
    section: 'submissions',
    title: `Submissions · ${project}`,
    body: html`<div class="of-submissions"><div class="title list-title"><h1>Submissions</h1><p>All that people said, newest first. Any part of a word is found, in every language.</p></div>
      ${flash(query)}
      ${submissionFilterForm({ address, filter, period, choices, contacts: may(person, 'answer') })}
      ${period?.problem && html`<p class="problem" role="alert">${period.problem}</p>`}
      <section aria-labelledby="found">
        <div class="found"><h2 id="found">${foundWords(found)}</h2>
        ${chips.length > 0 && html`<ul class="narrowed" aria-label="Narrowed down by">${chips.map(({ words, without }) => html`<li><a class="chip" dir="auto" href="${submissionsAddress(project, without)}"><span class="hidden">Without: </span>${words}<span class="cross" aria-hidden="true"> ×</span></a></li>`)}${chips.length > 1 && html`<li><a class="all" href="${address}">Without all</a></li>`}</ul>`}</div>
        <div class="submissions">${submissions.length ? submissions.map((stored) => submissionItem(stored, arrived, nowMs, [filter.search])) : html`<p class="empty">${empty}</p>`}</div>
        <nav class="pages" aria-label="Pages">
          ${before && html`<a class="step" href="${submissionsAddress(project, own)}">Newest</a>`}
          ${older && html`<a class="step" href="${submissionsAddress(project, [...own, ['before', older]])}" rel="next">Older</a>`}
        </nav>
      </section>
      ${saveView(person, project, `submissions${own.length ? `?${new URLSearchParams(own)}` : ''}`)}</div>`,
  });
};
