import { html } from 'hono/html';
import { addCounts, type Count, takeCounts } from '../../metrics/counts';
import { drivers } from '../../metrics/drivers';
import type { Interval } from '../../metrics/interval';
import { ASKED, dimensionWords } from '../../rollup/dimensions';
import { OTHER } from '../../rollup/keys';
import type { Html } from '../context';
import { count, signed } from '../format';
import { type Figure, memberOf } from './figures';
import { rangeWords } from './headline';
import type { KeyTally } from './sums';

const range = (interval: Interval): string => rangeWords(interval, 2);

/** How the reasons that people chose go with their score: who chose one against who was asked and did not. */
export const driverList = (figure: Figure, dimension: string, tallies: KeyTally[]): Html | '' => {
  if (!figure.scale) return '';
  const countsOf = (key: string): Count[] =>
    addCounts(
      tallies
        .filter((tally) => tally.key === key && figure.members.has(memberOf(tally)))
        .map(({ value, count }) => ({ value, count })),
    );
  const asked = countsOf(ASKED);
  const chips = [...new Set(tallies.map(({ key }) => key))].filter((key) => key !== ASKED && key !== OTHER);
  const { k, drivers: list } = drivers(
    chips.map((chip) => {
      const chosen = countsOf(chip);
      return { chip, chosen, notChosen: takeCounts(asked, chosen) };
    }),
  );
  const rows = list.filter(({ chosen }) => chosen).sort((a, b) => b.chosen - a.chosen);
  if (!rows.length) return '';
  return html`<h3>${dimensionWords(dimension)}</h3>
  <table class="numbers">
    <caption>How often each was chosen, and how the mean score differs from that of those who were asked and did not choose it. An association, not a cause. Shown from 30 answers on either side, and where it is more than chance brings in ${k} ${k === 1 ? 'comparison' : 'comparisons'}.</caption>
    <thead><tr><th scope="col">Reason</th><th scope="col">n</th><th scope="col">Chosen by</th><th scope="col">Goes with a score</th></tr></thead>
    <tbody>${rows.map(({ chip, chosen, frequency, state, impact }) => html`<tr><th scope="row" dir="auto">${chip}</th><td>${count(chosen)}</td><td>${frequency.toFixed(0)} %</td><td>${impact ? html`<strong>${impact.value > 0 ? '+' : ''}${signed(impact.value, 2)}</strong> <small>${range(impact.interval)}</small>` : state === 'few' ? html`<small>under 30</small>` : html`<small>no clear difference</small>`}</td></tr>`)}</tbody>
  </table>`;
};
