import { html } from 'hono/html';
import { may, type Person } from '../accounts/person';
import type { Html } from '../report/context';
import { addressOf } from '../report/submissions/submission-item';
import type { Query } from '../storage/database';
import type { StoredSubmission } from '../storage/list';
import { updatesAround } from './behind';
import { stateChip, updatesAddress } from './list-page';

/** More are not offered: what is added to an update is mostly added to a new one. */
const OFFERED = 50;

/** On the page of a submission: what it led to, and the way to add it to an update. */
export const ledTo = async (query: Query, person: Person, stored: StoredSubmission): Promise<Html> => {
  const { project, record } = stored;
  if (record.kind !== 'submission') return html``;
  const around = await updatesAround(query, { project, submission: record.id, limit: OFFERED });
  const naming = around.filter(({ names }) => names);
  const others = around.filter(({ names }) => !names);
  if (!naming.length && !may(person, 'answer')) return html``;
  return html`<section class="of-updates led-to" aria-labelledby="led-to"><h2 id="led-to">Updates</h2>
    ${
      naming.length
        ? html`<ul class="naming">${naming.map(({ id, state, title }) => html`<li>Led to: <a href="${updatesAddress(project, id)}" dir="auto">${title}</a> ${stateChip(state)}</li>`)}</ul>`
        : html`<p class="hint">Nothing that was changed names these words yet.</p>`
    }
    ${
      may(person, 'answer') &&
      html`<div class="acts">${others.length > 0 && html`<form class="add-to" method="post" action="${addressOf(stored)}/updates"><label for="update">Add to an update</label><select id="update" name="update">${others.map(({ id, state, title }) => html`<option value="${id}">${title}${state === 'draft' ? ' (draft)' : ''}</option>`)}</select><button>Add</button></form>`}
      <a class="act quiet" href="${updatesAddress(project)}/new?submission=${record.id}">Write a new update</a></div>`
    }</section>`;
};
