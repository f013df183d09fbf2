import { html } from 'hono/html';
import { may, type Person } from '../../accounts/person';
import type { Query } from '../../storage/database';
import type { StoredSubmission } from '../../storage/list';
import { readThemes, themesOf } from '../../themes/read';
import type { Html } from '../context';
import { addressOf } from '../submissions/submission-item';
import { themesAddress } from './theme-words';

/** On the page of a submission: the themes that it is in, and the way into and out of one. */
export const themesOfSubmission = async (query: Query, person: Person, stored: StoredSubmission): Promise<Html> => {
  const { project, record } = stored;
  if (record.kind !== 'submission' || record.test) return html``;
  const [within, all] = await Promise.all([themesOf(query, project, record.id), readThemes(query, project)]);
  const answers = may(person, 'answer');
  if (!within.length && !answers) return html``;
  const others = all.filter(({ id }) => !within.some((one) => one.id === id));
  const address = `${addressOf(stored)}/themes`;
  return html`<section class="of-themes in-themes" aria-labelledby="in-themes"><h2 id="in-themes">Themes</h2>
    ${
      within.length
        ? html`<ul>${within.map(({ id, name }) => html`<li><a href="${themesAddress(project, id)}" dir="auto">${name}</a>${answers && html`<form method="post" action="${address}"><input type="hidden" name="out" value="${id}"><button class="plain">Take out<span class="hidden"> of ${name}</span></button></form>`}</li>`)}</ul>`
        : html`<p class="hint">It is in no theme.</p>`
    }
    ${
      answers &&
      (others.length
        ? html`<form class="put-in" method="post" action="${address}"><label for="in-theme">Put it into</label><select id="in-theme" name="in">${others.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select><button>Put in</button></form>`
        : !all.length && html`<p><a href="${themesAddress(project)}/new">Make a theme</a></p>`)
    }</section>`;
};
