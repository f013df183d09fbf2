import { html } from 'hono/html';
import { may, type Person } from '../accounts/person';
import type { Html } from '../report/context';
import { count, time } from '../report/format';
import { addressOf } from '../report/submissions/submission-item';
import type { StoredSubmission } from '../storage/list';
import { languageName } from './languages';
import { behindWords, stateChip, updatesAddress, whenWords } from './list-page';
import type { Update, UpdateState, UpdateWords } from './update';

export interface UpdateView {
  person: Person;
  project: string;
  update: Update;
  /** The newest of those that are behind it. */
  submissions: StoredSubmission[];
}

/** As much of the words as one line of a list needs. */
const EXCERPT = 160;

/** What a submission says, in short; ratings where it has no words. */
export const excerptOf = ({ record }: StoredSubmission): string => {
  const words = record.answers.find(({ type }) => type === 'text')?.value;
  const [first] = record.answers;
  const text = String(words ?? (first ? (first.label ?? `${first.question}: ${JSON.stringify(first.value)}`) : ''));
  const points = [...text.replace(/\s+/g, ' ').trim()];
  return points.length > EXCERPT ? `${points.slice(0, EXCERPT - 1).join('')}…` : points.join('') || 'No words';
};

const shown = ({ url, publishedAt }: Update, { locale, title, text }: UpdateWords) => html`<article class="shown">
    <p class="language">${languageName(locale)}</p>
    <div lang="${locale}" dir="auto">
      <h3 dir="auto">${title}</h3>
      <p class="said" dir="auto">${text}</p>
    </div>
    <p class="about-it">${publishedAt ? html`<time datetime="${publishedAt}">${time(publishedAt)} UTC</time>` : 'Not published yet'}${url && html` · <a href="${url}" rel="noreferrer noopener nofollow" target="_blank">${url}</a>`}</p>
  </article>`;

const press = (action: string, words: string, quiet = false) =>
  html`<form method="post" action="${action}"><button${quiet && html` class="act quiet"`}>${words}</button></form>`;

const acts = ({ person, project, update: { id, state } }: UpdateView) => {
  const address = updatesAddress(project, id);
  const admin = may(person, 'admin');
  if (!may(person, 'answer')) return '';
  const edits = admin || state !== 'published';
  return html`<div class="acts">
    ${admin && (state === 'published' ? press(`${address}/withdraw`, 'Withdraw', true) : press(`${address}/publish`, 'Publish'))}
    ${edits && html`<a class="act quiet" href="${address}/edit">Edit</a>`}
    ${!admin && html`<span class="hint">An admin ${state === 'published' ? 'changes or withdraws' : 'publishes'} it.</span>`}
  </div>`;
};

/** What somebody may delete: drafts are everybody's who writes them, and visitors have seen what is withdrawn. */
export const deletable = (person: Person): Exclude<UpdateState, 'published'>[] =>
  may(person, 'admin') ? ['draft', 'withdrawn'] : ['draft'];

const deletion = ({ person, project, update: { id, state } }: UpdateView) =>
  may(person, 'answer') && deletable(person).some((one) => one === state)
    ? html`<details class="deletion"><summary>Delete this update</summary>
        <form method="post" action="${updatesAddress(project, id)}/delete"><p class="hint">It goes with all its languages; the submissions stay.</p><button class="act quiet">Delete</button></form></details>`
    : '';

const behind = ({ person, project, update }: UpdateView, stored: StoredSubmission) => html`<li>
    <a href="${addressOf(stored)}"><time datetime="${stored.receivedAt}">${time(stored.receivedAt)} UTC</time></a>
    <span class="excerpt" lang="${stored.record.locale}" dir="auto">${excerptOf(stored)}</span>
    ${
      may(person, 'answer') &&
      html`<form method="post" action="${updatesAddress(project, update.id)}/remove"><input type="hidden" name="submission" value="${stored.record.id}"><button class="plain" aria-label="Remove the submission of ${time(stored.receivedAt)} UTC">Remove</button></form>`
    }
  </li>`;

/** One update: as visitors see it in each language, what can be done with it, and whose words led to it. */
export const updatePage = (view: UpdateView): Html => {
  const { project, update, submissions } = view;
  const [{ locale, title }] = update.words;
  return html`<p class="back"><a href="${updatesAddress(project)}">All updates of ${project}</a></p>
    <div class="title"><h1 lang="${locale}" dir="auto">${title}</h1>
      <p class="state">${stateChip(update.state)} <span>${whenWords(update)}</span></p></div>
    ${acts(view)}
    <section aria-labelledby="shown"><h2 id="shown">As visitors see it</h2>
      <div class="languages">${update.words.map((words) => shown(update, words))}</div></section>
    <section aria-labelledby="behind"><h2 id="behind">Whose words led to it</h2>
      <p class="hint">${submissions.length < update.behind ? `${behindWords(update.behind)}; the newest ${count(submissions.length)}:` : `${behindWords(update.behind)}.`} Whoever sent one can be told of this update by their receipt once it is published. Add one from its own page.</p>
      ${submissions.length > 0 && html`<ul class="behind">${submissions.map((stored) => behind(view, stored))}</ul>`}</section>
    ${deletion(view)}`;
};
