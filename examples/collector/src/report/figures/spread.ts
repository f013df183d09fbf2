import { html } from 'hono/html';
import { count } from '../format';
import type { Bar, Figure } from './figures';
import { percent } from './percent';

const CHOICE_WORDS: Record<string, string> = { true: 'Yes', false: 'No' };

/** A share belongs beside its n and interval: where the figure has counts only, so have its rows. */
const rowOf =
  ({ scale, promptLocale, summary: { headline, n } }: Figure, most: number) =>
  (bar: Bar) => {
    const value = Number(bar.value);
    const good = scale ? value >= scale.positive[0] && value <= scale.positive[1] : ['yes', 'true'].includes(bar.value);
    // Of NPS there are three kinds: those from 7 to 8 are in no side of it.
    const against = headline?.kind === 'nps' && value <= 6;
    const width = most ? (100 * bar.count) / most : 0;
    const label = bar.label || CHOICE_WORDS[bar.value] || (scale ? '' : bar.value);
    return html`<tr>
    <th scope="row"><span class="${scale ? 'scaled' : ''}">${scale && html`<span class="value">${bar.value.replace('-', '−')}</span>`} <span lang="${bar.labelLocale || promptLocale}" dir="auto">${label}</span></span></th>
    <td class="bar"><svg width="100%" height="10" aria-hidden="true" focusable="false"><rect class="${good ? 'good' : against ? 'against' : 'rest'}" width="${percent(width)}" height="10" rx="2"></rect></svg></td>
    <td class="number">${count(bar.count)}</td>
    ${headline && html`<td class="number share">${((100 * bar.count) / n).toFixed(0)} %</td>`}
  </tr>`;
  };

/** How the answers are spread over the values of the scale, or over the choices. */
export const spread = (figure: Figure) => {
  const { summary, bars } = figure;
  const most = Math.max(0, ...bars.map((bar) => bar.count));
  return html`<table class="spread${figure.scale && bars.every((bar) => !bar.label) ? ' bare' : ''}">
      <caption class="hidden">How the ${count(summary.n)} answers are spread</caption>
      <thead class="hidden"><tr><th scope="col">Answer</th><th scope="col">Bar</th><th scope="col">Count</th>${summary.headline && html`<th scope="col">Share</th>`}</tr></thead>
      <tbody>${bars.map(rowOf(figure, most))}</tbody>
    </table>`;
};
