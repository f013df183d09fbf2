import { html } from 'hono/html';
import type { Person } from '../../accounts/person';
import { dimensions, dimensionWords, inSentence, isData, isReason } from '../../rollup/dimensions';
import { saveView } from '../../views/save-form';
import { count } from '../format';
import { projectAddress, projectFrame } from '../frame';
import { testsNotice, testsQuery } from '../tests-switch';
import { metricWords } from '../words';
import { breakdown } from './breakdown';
import { changeLine } from './change-line';
import { driverList } from './driver-list';
import { figureAddress, nameOf } from './figure-address';
import type { FigureView } from './figure-card';
import { figureNotes, figureSource } from './figure-notes';
import type { Figure } from './figures';
import { headlineBlock } from './headline-block';
import { periodQuery, periodWords } from './period';
import { periodForm } from './period-form';
import { rateLine } from './rate-line';
import { spread } from './spread';
import type { KeyTally } from './sums';
import { trendChart, trendTable } from './trend-chart';

export interface FigurePageView extends FigureView {
  person: Person;
  projects: string[];
  timeZone: string;
  complete: boolean;
  /** Of this page. */
  address: string;
  /** Those that the period has keys of. */
  dimensionNames: string[];
  /** What the breakdown is by. */
  by: string;
  /** What it was asked to be by, where no answer of the period has such a thing. */
  missing: string | undefined;
  /** Only the answers with this key of it. */
  key: string | undefined;
  /** The figure of these. */
  shown: Figure;
  tallies: KeyTally[];
  reasons: { dimension: string; tallies: KeyTally[] }[];
}

const ORDER = dimensions.map(({ name }) => name);
const rankOf = (name: string): number =>
  ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length + (isData(name) ? 0 : 1);

/** Everything about one figure. */
export const figurePage = (view: FigurePageView) => {
  const { project, period, figure, shown, trend, markers, by, key } = view;
  const words = metricWords[figure.metric];
  const name = nameOf(figure);
  const title = `${words.name}${key === undefined ? '' : ` where ${inSentence(by)} is ${key}`}`;
  const chart = { trend, scale: figure.scale, markers, title: `${title} over time` };
  const drawn = trendChart(chart);
  const kept = new URLSearchParams(figureAddress(project, name, { ...period, name: '90', tests: false }).split('?')[1]);
  const by_: [string, string][] = by
    ? [['by', by], ...(key === undefined ? [] : [['key', key] as [string, string]])]
    : [];
  const choices = view.dimensionNames
    .filter((name) => !isReason(name))
    .sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
  return projectFrame({
    ...view,
    section: '',
    title: `${words.name} · ${project}`,
    body: html`<p class="back"><a href="${projectAddress(project)}?${new URLSearchParams(periodQuery(period))}">All figures of ${project}</a></p>
      <div class="title"><h1>${words.name} <small>${words.short}</small></h1><p class="prompt" lang="${figure.promptLocale}" dir="auto">${figure.prompt}</p><p class="source">${figureSource(figure)}</p></div>
      ${periodForm(period, `${projectAddress(project)}/figure`, [...kept, ...by_], view.timeZone)}
      ${testsNotice(view.address, { shown: Boolean(period.tests) })}
      ${!view.complete && html`<p class="note">Not everything is counted yet: the figures will grow. Look again in a moment.</p>`}
      <div class="one-figure">
        <section class="figure" aria-label="Figure, ${periodWords(period)}">
          <header><h2>${periodWords(period)}</h2><p class="n">n = ${count(shown.summary.n)}</p></header>
          ${key !== undefined && html`<p class="only">Only where ${inSentence(by)} is <strong dir="auto">${key}</strong>. <a href="${figureAddress(project, name, period, { by })}">All answers</a></p>`}
          ${headlineBlock(shown)}
          ${changeLine(view.change)}
          ${spread(shown)}
          ${key === undefined && rateLine(view.rate)}
          ${figureNotes(shown)}
          <footer><a href="${projectAddress(project)}?${new URLSearchParams([['survey', figure.survey], ...testsQuery(period.tests)])}#submissions">Read the answers</a></footer>
        </section>
        <div class="stack">
        <section class="figure" aria-labelledby="trend">
          <header><h2 id="trend">${title} over time</h2></header>
          ${drawn || html`<p class="few">Too few answers for a line: it needs 10 at each of its points.</p>`}
          ${trend.buckets.length > 0 && html`<details><summary>As a table</summary>${trendTable(chart)}</details>`}
        </section>
        <section class="figure split" aria-labelledby="parts">
        <header><h2 id="parts">Breakdown</h2>
          <form action="${projectAddress(project)}/figure" class="by">
            ${[...kept, ...periodQuery(period)].map(([field, value]) => html`<input type="hidden" name="${field}" value="${value}">`)}
            <label for="by">By</label>
            <select id="by" name="by">${choices.map((name) => html`<option value="${name}"${name === by ? html` selected` : ''}>${dimensionWords(name)}</option>`)}</select>
            <button>Show</button>
          </form>
        </header>
        ${view.missing !== undefined && html`<p class="problem">No answer of this period has a “${dimensionWords(view.missing)}”.</p>`}
        ${by ? breakdown({ person: view.person, figure, dimension: by, current: key, tallies: view.tallies, addressOf: (key) => figureAddress(project, name, period, { by, key }) }) : html`<p class="few">Nothing to break it down by was sent with these answers.</p>`}
      </section>
      ${view.reasons.some(({ tallies }) => tallies.length) && html`<section class="figure" aria-labelledby="reasons"><header><h2 id="reasons">What goes with the score</h2></header>${view.reasons.map(({ dimension, tallies }) => driverList(figure, dimension, tallies))}</section>`}
        </div>
      </div>
      ${saveView(view.person, project, `figure?${new URLSearchParams([...kept, ...periodQuery(period), ...by_])}`)}`,
  });
};
