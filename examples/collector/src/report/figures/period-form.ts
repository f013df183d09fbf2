import { html } from 'hono/html';
import type { Html } from '../context';
import { dayWords } from '../format';
import { testsQuery } from '../tests-switch';
import { PERIODS, periodQuery, type ReportPeriod } from './period';

/** Which days these are, for whom no address says it. */
const onPaper = ({ name, first, last }: ReportPeriod): string =>
  name === 'all'
    ? `All time until ${dayWords(last)}`
    : `${name === 'own' ? '' : `${PERIODS[name]}: `}${dayWords(first)} to ${dayWords(last)}`;

/** Chooses the period: links for the usual ones, two days for any other. `kept` is what else the address says. */
export const periodForm = (period: ReportPeriod, path: string, kept: [string, string][], timeZone: string): Html => {
  const addressOf = (more: [string, string][]) => {
    const query = new URLSearchParams([...kept, ...more]);
    return `${path}${query.size ? `?${query}` : ''}`;
  };
  const names = Object.keys(PERIODS) as (keyof typeof PERIODS)[];
  return html`<div class="period">
    <nav aria-label="Period">${names.map((name) => html`<a href="${addressOf(periodQuery({ ...period, name }))}"${name === period.name ? html` aria-current="true"` : ''}>${PERIODS[name]}</a>`)}</nav>
    <form action="${path}">
      ${[...kept, ...testsQuery(period.tests)].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
      <label>From <input type="date" name="from" value="${period.name === 'own' ? period.first : ''}"></label>
      <label>to <input type="date" name="to" value="${period.name === 'own' ? period.last : ''}"></label>
      <button>Show</button>
    </form>
    <p class="zone"><span class="on-paper">${onPaper(period)}. </span>Days in ${timeZone}</p>
    ${period.problem && html`<p class="problem" role="alert">${period.problem}</p>`}
  </div>`;
};
