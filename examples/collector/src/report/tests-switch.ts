import { html } from 'hono/html';
import type { Html } from './context';
import { count } from './format';

/** Whether an address asks for test records, too. They are in no figure unless it does. */
export const readTests = (query: Record<string, string | undefined>): boolean => query['tests'] === '1';

/** What an address has to say so that test records stay shown. */
export const testsQuery = (tests: boolean | undefined): [string, string][] => (tests ? [['tests', '1']] : []);

/** The same page with test records, or without. */
export const switched = (address: string, tests: boolean): string => {
  const [path = '', said] = address.split('?', 2);
  const query = new URLSearchParams(said);
  query.delete('tests');
  if (tests) query.set('tests', '1');
  return `${path}${query.size ? `?${query}` : ''}`;
};

/** Says that test records are shown and leads back; else, where there are any, leads to them. */
export const testsNotice = (address: string, { shown, there = 0 }: { shown: boolean; there?: number }): Html | '' => {
  if (shown)
    return html`<p class="note">Test records are shown too. <a href="${switched(address, false)}">Leave them out</a></p>`;
  if (!there) return '';
  return html`<p class="note">${there === 1 ? '1 test record is' : `${count(there)} test records are`} left out of the figures. <a href="${switched(address, true)}">Show them too</a></p>`;
};
