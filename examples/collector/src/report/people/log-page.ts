import { html } from 'hono/html';
import { type AuditRow, actionWords } from '../../accounts/audit';
import { UUID7 } from '../../ingest/records';
import { time } from '../format';
import { projectAddress } from '../frame';
import { type Framed, framed } from './framed';

export interface LogView extends Framed {
  rows: AuditRow[];
  older: string | undefined;
  /** Everybody who is in the log. */
  people: string[];
  who: string;
  action: string;
  /** Not the first page. */
  continued: boolean;
}

const wordsOf = (action: string): string => (actionWords as Record<string, string>)[action] ?? action;

const addressOf = ({ who, action }: LogView, before?: string) => {
  const query = new URLSearchParams({ ...(who && { who }), ...(action && { action }), ...(before && { before }) });
  return `/report/log${query.size ? `?${query}` : ''}`;
};

const targetOf = ({ project, action, target }: AuditRow) => {
  if (project === null) return target;
  if (UUID7.test(target)) return html`<a href="${projectAddress(project)}/s/${target}">${project}: ${target}</a>`;
  if (action.startsWith('update.'))
    return html`<a href="${projectAddress(project)}/updates/${target}">${project}: ${target}</a>`;
  return `${project}: ${target || 'a submission that is erased by now'}`;
};

const row = (entry: AuditRow) => html`<tr>
  <td><time datetime="${entry.at}">${time(entry.at)}</time></td>
  <td>${entry.who}</td>
  <th scope="row">${wordsOf(entry.action)}</th>
  <td class="target">${targetOf(entry)}</td>
  <td>${entry.detail}</td>
</tr>`;

const option = (value: string, words: string, chosen: string) =>
  html`<option value="${value}"${value === chosen ? html` selected` : ''}>${words}</option>`;

/** Who changed what, newest first. */
export const logPage = (view: LogView) => {
  const { rows, older, who, action, continued } = view;
  // Also who did nothing yet, where an address asks for them.
  const people = !who || view.people.includes(who) ? view.people : [...view.people, who];
  return framed({
    ...view,
    here: 'log',
    title: 'Log',
    body: html`<div class="title"><h1>Log</h1><p>Who changed what, newest first. Times are UTC.</p></div>
      <form class="narrow" action="/report/log">
        <span><label for="who">Person</label>
          <select id="who" name="who">${option('', 'Anybody', who)}${people.map((name) => option(name, name, who))}</select></span>
        <span><label for="action">What</label>
          <select id="action" name="action">${option('', 'Anything', action)}${Object.entries(actionWords).map(([name, words]) => option(name, words, action))}</select></span>
        <button>Show</button>
      </form>
      ${
        rows.length
          ? html`<div class="scroll" role="region" aria-label="Log" tabindex="0"><table class="list"><caption class="hidden">Changes, newest first</caption>
              <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Of</th><th scope="col">How</th></tr></thead>
              <tbody>${rows.map(row)}</tbody></table></div>`
          : html`<p class="empty">${continued ? 'There is nothing older.' : 'Nothing of this was done yet.'}</p>`
      }
      <nav class="pages" aria-label="Pages">
        ${continued && html`<a class="step" href="${addressOf(view)}">Newest</a>`}
        ${older && html`<a class="step" href="${addressOf(view, older)}" rel="next">Older</a>`}
      </nav>`,
  });
};
