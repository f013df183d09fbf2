import { html } from 'hono/html';
import type { Html } from '../context';

export interface CompareFormView {
  action: string;
  /** What else the address says. */
  kept: [string, string][];
  /** Keys to choose from, with the words for them. */
  keys: { key: string; words: string }[];
  a: string | undefined;
  b: string | undefined;
}

const options = (keys: CompareFormView['keys'], chosen: string | undefined): Html =>
  html`${keys.map(({ key, words }) => html`<option value="${key}"${key === chosen ? html` selected` : ''}>${words}</option>`)}`;

/** Chooses what is compared with what. */
export const compareForm = ({ action, kept, keys, a, b }: CompareFormView): Html =>
  html`<form action="${action}#parts" class="by compare">
    ${kept.map(([field, value]) => html`<input type="hidden" name="${field}" value="${value}">`)}
    <label for="with">Compare</label>
    <select id="with" name="with"><option value="">each of them</option>${options(keys, a)}</select>
    <label for="against">with</label>
    <select id="against" name="against"><option value="">all others</option>${options(keys, b)}</select>
    <button>Compare</button>
  </form>`;
