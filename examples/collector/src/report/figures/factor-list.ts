import { html } from 'hono/html';
import { factorDrivers } from '../../metrics/factor-drivers';
import type { Html } from '../context';
import { count, signed } from '../format';
import { factorChart } from './factor-chart';
import { factorsBeside, type RatedTallies } from './factor-reading';
import type { Figure } from './figures';
import { rangeWords } from './headline';

/** How the things that people rated in the same survey go with their score. */
export const factorList = (figure: Figure, rated: RatedTallies[]): Html | '' => {
  if (!figure.scale) return '';
  const factors = factorsBeside(figure, rated);
  const { k, drivers } = factorDrivers(factors);
  const rows = drivers
    .map((driver, at) => {
      const { pairs, scale, lowerIsBetter } = factors[at]!;
      const seen = pairs.map(({ factor }) => factor);
      return { driver, lowerIsBetter, scale, ends: scale ?? { min: Math.min(...seen), max: Math.max(...seen) } };
    })
    .filter(({ driver }) => driver.performance)
    // What goes with the score most comes first; then what does not, by how many rated it.
    .sort(
      (a, b) =>
        Math.abs(b.driver.importance?.rho ?? 0) - Math.abs(a.driver.importance?.rho ?? 0) || b.driver.n - a.driver.n,
    )
    .map((row, at) => ({ ...row, number: at + 1 }));
  if (!rows.length) return '';
  const drawn = rows.filter(({ driver }) => driver.importance).map(({ ends, ...row }) => ({ ...row, scale: ends }));
  return html`<h3>Rated factors</h3>
  ${factorChart(drawn)}
  <table class="numbers">
    <caption>What was rated in the same survey. Importance is the rank correlation of its rating with this score (Spearman, −1 to 1): an association, not a cause. Shown from 30 answers on either side of the middle rating, and where it is more than chance brings in ${k} ${k === 1 ? 'comparison' : 'comparisons'}.</caption>
    <thead><tr><th scope="col">Factor</th><th scope="col">n</th><th scope="col">Mean rating</th><th scope="col">Importance</th></tr></thead>
    <tbody>${rows.map(({ number, driver: { factor, n, performance, importance, state }, scale, lowerIsBetter }) => html`<tr><th scope="row" class="factor-name"><span class="value">${number}</span> <span dir="auto">${factor}</span></th><td>${count(n)}</td><td>${performance!.mean.toFixed(2).replace('-', '−')} <small>${rangeWords(performance!.interval, 2)}</small>${scale && html` <small>of ${scale.min} to ${scale.max}${lowerIsBetter && ', lower is better'}</small>`}</td><td>${importance ? html`<strong>${signed(importance.rho, 2)}</strong> <small>${rangeWords(importance.interval, 2)}</small>` : state === 'few' ? html`<small>under 30 on a side</small>` : html`<small>no clear association</small>`}</td></tr>`)}</tbody>
  </table>`;
};
