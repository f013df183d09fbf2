import { html } from 'hono/html';
import type { Headline } from '../../metrics/summary';
import { percent } from './percent';

/** Point and interval on a range. A narrow interval is seen above and below the smaller point. Positions are attributes, because the page allows no inline style. */
export const whisker = ({ value, interval }: Pick<Headline, 'value' | 'interval'>, [least, most]: [number, number]) => {
  if (!interval) return '';
  const at = (it: number) => (100 * (it - least)) / (most - least);
  const { low, high } = interval;
  return html`<svg class="whisker" width="100%" height="14" aria-hidden="true" focusable="false">
    <rect class="axis" x="0" y="6" width="100%" height="2" rx="1"></rect>
    <rect class="interval" x="${percent(at(low))}" y="2" width="${percent(at(high) - at(low))}" height="10" rx="2"></rect>
    ${least < 0 ? html`<rect class="zero" x="${percent(at(0))}" y="0" width="1" height="14"></rect>` : ''}
    <circle class="point" cx="${percent(at(value))}" cy="7" r="3.5"></circle>
  </svg>`;
};
