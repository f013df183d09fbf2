import { html } from 'hono/html';
import type { Html } from './context';

/** After these an address, or a name of several parts, may go on in the next line; not before another of them. */
const SEAM = /(?<=[/.?&=_])(?![/.?&=_]|$)/u;
/** What is shorter fits. */
const LEAST = 14;

/** An address, or a name that may be as long: broken at its seams rather than within its words. */
export const breakable = (text: string): Html | string =>
  text.length < LEAST ? text : html`${text.split(SEAM).map((part, at) => html`${at > 0 && html`<wbr>`}${part}`)}`;
