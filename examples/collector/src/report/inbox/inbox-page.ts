import { html } from 'hono/html';
import { may, type Person } from '../../accounts/person';
import { type Filter, filterQuery, isNarrow } from '../../inbox/filter';
import type { Around } from '../../inbox/read-around';
import type { InboxEntry } from '../../inbox/read-inbox';
import type { Response } from '../../inbox/read-response';
import type { FollowUp, Status } from '../../inbox/status';
import type { StoredAttachment } from '../../storage/attachments';
import { saveView } from '../../views/save-form';
import { flash } from '../flash';
import { projectAddress, projectFrame } from '../frame';
import type { LivePage } from '../live/live-bar';
import { bulkBar } from './bulk-bar';
import { inboxEntry } from './inbox-entry';
import { type Choices, filterForm, statusTabs } from './inbox-filters';
import { responseFigures } from './response-figures';

export interface InboxView {
  person: Person;
  project: string;
  projects: string[];
  filter: Filter;
  query: URLSearchParams;
  counts: Record<Status, number>;
  response: Response;
  followUp: FollowUp;
  known: Choices;
  entries: InboxEntry[];
  around: Around;
  arrived: StoredAttachment[];
  next: string | undefined;
  /** Where this page of the list begins; empty for the first. */
  from: string;
  /** The reader was here before, so that "unread" says something. */
  cameBefore: boolean;
  nowMs: number;
  live?: LivePage | undefined;
}

const EMPTY: Record<Filter['status'], string> = {
  new: 'Nothing new. Whatever is sent from now on stands here first.',
  acknowledged: 'Nothing is acknowledged and waiting to be resolved.',
  resolved: 'Nothing was resolved yet.',
  spam: 'Nothing is marked as spam.',
  all: 'Nothing was sent yet. Open a page with the tab, say something, and reload this page.',
};

const pageAddress = (address: string, filter: Filter, from?: string) => {
  const query = filterQuery(filter);
  if (from) query.set('from', from);
  return `${address}${query.size ? `?${query}` : ''}`;
};

/** What came in and what became of it, to be worked through. */
export const inboxPage = (view: InboxView) => {
  const { person, project, filter, query, counts, response, followUp, known, entries, next, from, nowMs } = view;
  const continued = from !== '';
  const address = `${projectAddress(project)}/inbox`;
  const answers = may(person, 'answer');
  const allTicked = query.get('ticked') === 'all';
  const marksUnread = view.cameBefore;
  const item = (entry: InboxEntry) =>
    inboxEntry(entry, {
      ...view,
      term: filter.search,
      marksUnread,
      saysStatus: filter.status === 'all',
      ticked: answers ? allTicked : undefined,
    });
  const ticking = new URLSearchParams({
    ...Object.fromEntries(filterQuery(filter)),
    ...(view.from && { from: view.from }),
  });
  if (!allTicked) ticking.set('ticked', 'all');
  const list = html`<ul class="entries">${entries.map(item)}</ul>`;
  const empty = continued
    ? 'There is nothing further.'
    : isNarrow(filter)
      ? 'Nothing here fits these filters.'
      : EMPTY[filter.status];
  return projectFrame({
    ...view,
    section: 'inbox',
    title: `Inbox · ${project}`,
    body: html`<div class="title inbox-title"><h1>Inbox</h1>
        ${marksUnread && html`<form method="post" action="${address}/read"><button class="plain">Mark all as read</button></form>`}</div>
      ${flash(query)}
      ${responseFigures(project, response, followUp, nowMs)}
      <section aria-labelledby="entries-title">
        <h2 id="entries-title" class="hidden">Submissions</h2>
        ${statusTabs(address, filter, counts)}
        ${filter.tests && html`<p class="note">Test records are shown too. <a href="${pageAddress(address, { ...filter, tests: false })}">Leave them out</a></p>`}
        ${filterForm(address, filter, known, answers)}
        ${
          !entries.length
            ? html`<p class="empty">${empty}</p>`
            : answers
              ? html`<form method="post" action="${address}"><p class="ticking"><a href="${address}?${ticking}">${allTicked ? 'Tick none' : 'Tick all of this page'}</a></p>${list}${bulkBar(filter, known, person.name)}</form>`
              : list
        }
        <nav class="pages" aria-label="Pages">
          ${continued && html`<a class="step" href="${pageAddress(address, filter)}">Back to the first</a>`}
          ${next && html`<a class="step" href="${pageAddress(address, filter, next)}" rel="next">${filter.order === 'newest' ? 'Older' : 'Newer'}</a>`}
        </nav>
      </section>
      ${saveView(person, project, pageAddress('inbox', filter))}`,
  });
};
