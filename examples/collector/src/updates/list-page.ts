import { html } from 'hono/html';
import { may, type Person } from '../accounts/person';
import type { Html } from '../report/context';
import { count, time } from '../report/format';
import { projectAddress } from '../report/frame';
import { languageName } from './languages';
import type { Update, UpdateState } from './update';

export const updatesAddress = (project: string, id?: string): string =>
  `${projectAddress(project)}/updates${id ? `/${encodeURIComponent(id)}` : ''}`;

const stateWords: Record<UpdateState, string> = { draft: 'Draft', published: 'Published', withdrawn: 'Withdrawn' };

export const stateChip = (state: UpdateState): Html =>
  html`<span class="chip ${state === 'published' ? 'strong' : 'quiet'}">${stateWords[state]}</span>`;

export const behindWords = (behind: number): string => {
  if (behind === 0) return 'No submission behind it';
  return behind === 1 ? '1 submission behind it' : `${count(behind)} submissions behind it`;
};

/** When it became what its chip says, and by whom. */
export const whenWords = ({ state, publishedAt, changedAt, who }: Update): string => {
  const changed = `${time(changedAt)} UTC by ${who}`;
  if (state !== 'published') return `changed ${changed}`;
  return publishedAt === changedAt ? changed : `${time(publishedAt!)} UTC, changed ${changed}`;
};

const item = (project: string, update: Update) => {
  const [{ locale, title, text }] = update.words;
  const languages = update.words.map((words) => languageName(words.locale)).join(', ');
  return html`<li class="update">
    <p class="state">${stateChip(update.state)} <span>${whenWords(update)}</span></p>
    <h2><a href="${updatesAddress(project, update.id)}" lang="${locale}" dir="auto">${title}</a></h2>
    <p class="said" lang="${locale}" dir="auto">${text}</p>
    <p class="about-it">${behindWords(update.behind)} · ${languages}</p>
  </li>`;
};

export interface ListView {
  person: Person;
  project: string;
  updates: Update[];
  /** There are more than are listed. */
  cut: boolean;
}

/** All updates of a project, whatever their state. */
export const updateList = ({ person, project, updates, cut }: ListView): Html => html`<div class="title with-act">
    <div><h1>Updates</h1><p>What was changed because of what visitors said. Visitors’ pages can show the published ones.</p></div>
    ${may(person, 'answer') && html`<a class="act" href="${updatesAddress(project)}/new">New update</a>`}
  </div>
  ${
    updates.length
      ? html`<ul class="updates">${updates.map((update) => item(project, update))}</ul>`
      : html`<p class="empty">Nothing has been written yet. When something has changed because somebody said so, tell them here.</p>`
  }
  ${cut && html`<p class="note">Only the newest ${updates.length} are listed.</p>`}`;
