import { html } from 'hono/html';
import { may, type Person } from '../accounts/person';
import type { Html } from '../report/context';
import { projectAddress } from '../report/frame';
import { maskEmailsIn } from '../report/mask';
import { narrowings } from '../report/submissions/filter-words';
import { readListPeriod } from '../report/submissions/list-period';
import { readSubmissionFilter } from '../search/filter';
import { MOST_NAME, type View } from './views';

/** What the words of a view need. */
export interface ViewsContext {
  themes: { id: string; name: string }[];
  /** In the time zone of the project. */
  today: string;
}

const pageWords: Record<string, string> = {
  '': 'Overview',
  submissions: 'Submissions',
  inbox: 'Inbox',
  figure: 'Figure',
  themes: 'Themes',
};

export const viewAddress = (project: string, { path }: View): string =>
  `${projectAddress(project)}${path && !path.startsWith('?') ? '/' : ''}${path}`;

/** What it narrows down by: of submissions in the words of their page, else as its address has it. */
const saysOf = (path: string, { themes, today }: ViewsContext): string => {
  const query = new URLSearchParams(path.split('?')[1] ?? '');
  const parts = path.startsWith('submissions')
    ? narrowings(readSubmissionFilter(query), readListPeriod(query, today), { themes }).map(({ words }) => words)
    : [...query].map(([name, value]) => (value === '1' ? name : `${name}: ${value}`));
  return parts.join(' · ');
};

const item = (project: string, view: View, answers: boolean, context: ViewsContext) => {
  const { id, name, path, own, who } = view;
  const page = path.split('?')[0]!.split('/')[0]!;
  const address = `${projectAddress(project)}/views/${id}`;
  const says = saysOf(path, context);
  return html`<li class="view">
    <div><h2><a href="${viewAddress(project, view)}" dir="auto">${name}</a></h2>
      <p class="about-it">${pageWords[page]} · by ${who}${own && html` <span class="chip quiet">only you</span>`}</p>
      ${says && html`<p class="says" dir="auto">${says}</p>`}</div>
    ${
      answers &&
      html`<details><summary>Change<span class="hidden"> ${name}</span></summary>
      <form method="post" action="${address}/rename"><label class="hidden" for="name-${id}">New name of ${name}</label><input id="name-${id}" name="name" value="${name}" required maxlength="${MOST_NAME}" autocomplete="off"><button>Rename</button></form>
      <form method="post" action="${address}/delete"><button class="plain">Delete<span class="hidden"> ${name}</span></button></form></details>`
    }
  </li>`;
};

/** A view whose address has a contact in it would tell it to who may not see contacts. */
const namesContact = ({ path }: View): boolean =>
  [...new URLSearchParams(path.split('?')[1] ?? '')].flat().some((text) => maskEmailsIn(text) !== text);

/** As far as this person may see them. */
const seenViews = (person: Person, views: View[]): View[] =>
  may(person, 'answer')
    ? views
    : views.filter((view) => !namesContact(view)).map((view) => ({ ...view, name: maskEmailsIn(view.name) }));

/** All views that this person sees. */
export const viewsList = (person: Person, project: string, all: View[], context: ViewsContext): Html => {
  const views = seenViews(person, all);
  return html`<div class="title"><h1>Views</h1>
    <p>Pages with their filters, saved under a name. “Save this view” stands at the end of the submissions, the inbox, a figure and a theme.</p></div>
  ${
    views.length
      ? html`<ul class="views">${views.map((view) => item(project, view, may(person, 'answer'), context))}</ul>`
      : html`<p class="empty">Nothing is saved yet. ${may(person, 'answer') ? html`<a href="${projectAddress(project)}/submissions">Narrow the submissions down</a> to what you look at often, and save that.` : 'Whoever may answer can save one.'}</p>`
  }`;
};
