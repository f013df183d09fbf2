import { html } from 'hono/html';
import { may, type Person } from '../accounts/person';
import type { Html } from '../report/context';
import { projectAddress } from '../report/frame';
import { maskEmailsIn } from '../report/mask';
import { pageOf } from './view-path';
import { type ViewsContext, viewSays } from './view-words';
import { MOST_NAME, type View } from './views';

const pageWords: Record<string, string> = {
  '': 'Overview',
  submissions: 'Submissions',
  inbox: 'Inbox',
  figure: 'Figure',
  themes: 'Themes',
};

export const viewAddress = (project: string, { path }: View): string =>
  `${projectAddress(project)}${path && !path.startsWith('?') ? '/' : ''}${path}`;

const item = (project: string, view: View, answers: boolean, context: ViewsContext) => {
  const { id, name, path, own, who } = view;
  const address = `${projectAddress(project)}/views/${id}`;
  const says = viewSays(path, context);
  return html`<li class="view">
    <div><h2><a href="${viewAddress(project, view)}" dir="auto">${name}</a></h2>
      <p class="about-it">${pageWords[pageOf(path)]} · by ${who}${own && html` <span class="chip quiet">only you</span>`}</p>
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
