import { html } from 'hono/html';
import { type Filter, isNarrow } from '../../inbox/filter';
import { MOST_COUNTED } from '../../inbox/read-counts';
import { STATUSES, type Status, statusWords } from '../../inbox/status';
import { count } from '../format';
import { boxWords } from './filter-words';

/** `1,000+` where no more were counted. */
export const counted = (n: number): string => (n > MOST_COUNTED ? `${count(MOST_COUNTED)}+` : count(n));

/** The states as tabs. They show all of a state: a filter of the page before does not come along. */
export const statusTabs = (address: string, { status }: Filter, counts: Record<Status, number>) => {
  const tab = (to: Filter['status'], name: string, n?: number) =>
    html`<a href="${address}${to === 'new' ? '' : `?status=${to}`}"${to === status ? html` aria-current="page"` : ''}>${name}${n !== undefined && html` <span class="n">${counted(n)}</span>`}</a>`;
  return html`<nav class="tabs" aria-label="States">
    ${STATUSES.map((one) => tab(one, statusWords[one], counts[one]))}
    ${tab('all', 'All but spam')}
  </nav>`;
};

export interface Choices {
  owners: string[];
  tags: string[];
  /** Into which what is ticked may be put. */
  themes: { id: string; name: string }[];
}

export const option = (value: string, words: string, chosen: boolean) =>
  html`<option value="${value}"${chosen ? html` selected` : ''}>${words}</option>`;

/** Search and filters, as a form that is an address: every view of the inbox has one that can be passed on. */
/** @param contacts whether the reader may find by contact, too */
export const filterForm = (address: string, filter: Filter, { owners, tags }: Choices, contacts: boolean) => {
  const { status, owner, tag, survey, search, order } = filter;
  // A filter that is on stays choosable, also when nothing has it any more.
  const named = owner.startsWith('=') && !owners.includes(owner.slice(1)) ? [owner.slice(1), ...owners] : owners;
  const known = tag && !tags.includes(tag) ? [tag, ...tags] : tags;
  const boxes = (Object.keys(boxWords) as (keyof typeof boxWords)[]).map(
    (name) =>
      html`<label class="box"><input type="checkbox" name="${name}" value="1"${filter[name] ? html` checked` : ''}> ${boxWords[name]}</label>`,
  );
  const narrow = isNarrow({ ...filter, search: '' }) || filter.tests || order === 'oldest';
  return html`<form class="filters" role="search" action="${address}">
    ${status !== 'new' && html`<input type="hidden" name="status" value="${status}">`}
    <div class="line">
      <label class="hidden" for="q">Search words${contacts ? ', pages and contacts' : ' and pages'}</label>
      <input id="q" name="q" type="search" value="${search}" placeholder="Words, page${contacts && ', contact'}">
      <button>Search</button>
    </div>
    <details${narrow ? html` open` : ''}>
      <summary>Filters</summary>
      <div class="fields">
        <div><label for="owner">Owner</label>
          <select id="owner" name="owner">${option('', 'Anybody', !owner)}${option('mine', 'Mine', owner === 'mine')}${option('nobody', 'Nobody', owner === 'nobody')}${named.map((name) => option(`=${name}`, name, owner === `=${name}`))}</select></div>
        <div><label for="tag">Tag</label>
          <select id="tag" name="tag">${option('', 'Any', !tag)}${known.map((one) => option(one, one, one === tag))}</select></div>
        <div><label for="survey">Survey</label>
          <input id="survey" name="survey" value="${survey}" placeholder="Any"></div>
        <div><label for="order">Order</label>
          <select id="order" name="order">${option('newest', 'Newest first', order === 'newest')}${option('oldest', 'Oldest first', order === 'oldest')}</select></div>
        <div class="boxes">${boxes}</div>
        <div class="line"><button>Show</button>${narrow && html`<a href="${address}${status === 'new' ? '' : `?status=${status}`}">Without filters</a>`}</div>
      </div>
    </details>
  </form>`;
};
