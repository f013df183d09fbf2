import { html } from 'hono/html';
import type { Headline } from '../../metrics/summary';

/** Point and interval on a range. Positions are attributes, because the page allows no inline style. */
export const whisker = ({ value, interval }: Pick<Headline, 'value' | 'interval'>, [least, most]: [number, number]) => {
  if (!interval) return '';
  const at = (it: number) => (100 * (it - least)) / (most - least);
  const { low, high } = interval;
  return html`<svg class="whisker" width="100%" height="14" aria-hidden="true" focusable="false">
    <rect class="axis" x="0" y="6" width="100%" height="2" rx="1"></rect>
    ${least < 0 ? html`<rect class="axis" x="${at(0).toFixed(2)}%" y="2" width="1" height="10"></rect>` : ''}
    <rect class="interval" x="${at(low).toFixed(2)}%" y="4" width="${(at(high) - at(low)).toFixed(2)}%" height="6" rx="3"></rect>
    <circle class="point" cx="${at(value).toFixed(2)}%" cy="7" r="5"></circle>
  </svg>`;
};
