import { html } from 'hono/html';
import { MAX_TEXT } from '../inbox/action';
import { count } from './format';

/** What a form did, said once on the page that follows it. The address has only the code and a number. */
const said = {
  changed: (n: number) => (n === 1 ? '1 submission was changed.' : `${count(n)} submissions were changed.`),
  unchanged: () => 'Nothing had to be changed.',
  unselected: () => 'Nothing is selected. Tick the submissions that are meant.',
  unsaid: () => 'Nothing was chosen for the selected submissions.',
  saved: () => 'Saved.',
  note: () => 'The note was added.',
  reply: () => 'The reply is on its way.',
  again: () => 'The reply will be sent again.',
  read: () => 'Everything that came until now is marked as read.',
  tag: () => 'A tag has 1 to 40 letters, digits, spaces and . _ - ; nothing was changed.',
  empty: () => 'There was nothing written.',
  long: () => `At most ${count(MAX_TEXT)} characters; nothing was kept.`,
  view: () => 'The view is saved.',
  deleted: () => 'It is deleted.',
  full: () => 'There are as many as there can be. Delete one first.',
  name: () => 'A name is one line of 1 to 80 characters; nothing was saved.',
  no_view: () => 'This is no page of this project that can be saved.',
  themed: (n: number) => (n === 1 ? '1 submission was put in.' : `${count(n)} submissions were put in.`),
  unthemed: (n: number) => (n === 1 ? '1 submission was taken out.' : `${count(n)} submissions were taken out.`),
  gone: () => 'This theme is gone; nothing was changed.',
  refused: () => 'This submission cannot be replied to.',
};

export type Said = keyof typeof said;

const WRONG: Said[] = ['unselected', 'unsaid', 'tag', 'empty', 'long', 'refused', 'full', 'name', 'no_view', 'gone'];

/** An address that says what was done. */
export const saying = (path: string, query: URLSearchParams, code: Said, n = 0): string => {
  const told = new URLSearchParams(query);
  told.set('done', code);
  if (n) told.set('n', String(n));
  return `${path}?${told}`;
};

/** The sentence of this page's address; nothing where it has none of ours. */
export const flash = (query: URLSearchParams) => {
  const code = query.get('done') ?? '';
  if (!Object.hasOwn(said, code)) return '';
  const n = Number(/^\d{1,6}$/.exec(query.get('n') ?? '')?.[0] ?? 0);
  return html`<p class="flash${WRONG.includes(code as Said) ? ' wrong' : ''}" role="status">${said[code as Said](n)}</p>`;
};
