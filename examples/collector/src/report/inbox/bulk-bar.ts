import { html } from 'hono/html';
import { type Filter, filterQuery } from '../../inbox/filter';
import { STATUSES, statusWords } from '../../inbox/status';
import { type Choices, option } from './inbox-filters';

/** What is done to those that are ticked. Whatever is left as it stands is not touched. */
export const bulkBar = (filter: Filter, { owners, tags, themes }: Choices, person: string) => {
  const others = owners.filter((name) => name !== person);
  return html`<fieldset class="bulk">
    <legend>With those that are ticked</legend>
    <input type="hidden" name="back" value="${filterQuery(filter).toString()}">
    <div><label for="bulk-status">State</label>
      <select id="bulk-status" name="status">${option('', 'as it is', true)}${STATUSES.map((one) => option(one, statusWords[one], false))}</select></div>
    <div><label for="bulk-owner">Owner</label>
      <select id="bulk-owner" name="owner">${option('', 'as it is', true)}${option('mine', 'Me', false)}${option('nobody', 'Nobody', false)}${others.map((name) => option(`=${name}`, name, false))}</select></div>
    <div><label for="bulk-tag">Add tags</label>
      <input id="bulk-tag" name="tag" maxlength="200" placeholder="delivery, price"></div>
    ${
      tags.length > 0 &&
      html`<div><label for="bulk-untag">Remove tag</label>
      <select id="bulk-untag" name="untag">${option('', 'none', true)}${tags.map((one) => option(one, one, false))}</select></div>`
    }
    ${
      themes.length > 0 &&
      html`<div><label for="bulk-theme">Put into theme</label>
      <select id="bulk-theme" name="theme">${option('', 'none', true)}${themes.map(({ id, name }) => option(id, name, false))}</select></div>`
    }
    <button>Apply</button>
  </fieldset>`;
};
