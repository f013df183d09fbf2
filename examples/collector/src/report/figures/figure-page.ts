import { html } from 'hono/html';
import type { Person } from '../../accounts/person';
import { dimensions, isData } from '../../rollup/dimensions';
import { saveView } from '../../views/save-form';
import type { Html } from '../context';
import { count } from '../format';
import { projectAddress, projectFrame } from '../frame';
import { testsNotice } from '../tests-switch';
import { metricWords } from '../words';
import { MOST_READ } from './answers';
import { breakdown } from './breakdown';
import { changeLine } from './change-line';
import { partInSentence, partWords } from './dimension-words';
import { driverList } from './driver-list';
import { factorList } from './factor-list';
import { figureAddress, nameOf } from './figure-address';
import { figureNotes, figureSource } from './figure-notes';
import type { FigurePageData } from './figure-reader';
import { headlineBlock } from './headline-block';
import { isImported } from './imported';
import { peopleLine } from './people-line';
import { periodQuery, periodWords, type ReportPeriod } from './period';
import { periodForm } from './period-form';
import { rateLine } from './rate-line';
import { siblingLine } from './sibling-line';
import { spread } from './spread';
import { trendChart, trendTable } from './trend-chart';

export interface FigurePageView extends FigurePageData {
  person: Person;
  projects: string[];
  project: string;
  timeZone: string;
  complete: boolean;
  /** Of this page. */
  address: string;
  period: ReportPeriod;
  /** The parts that are to be compared. */
  compare: { a: string | undefined; b: string | undefined };
}

const ORDER = dimensions.map(({ name }) => name);
const rankOf = (name: string): number => {
  if (ORDER.includes(name)) return ORDER.indexOf(name);
  return ORDER.length + (isData(name) ? 0 : 1);
};

/** Addresses of this page with something else in them. */
const addressing = ({ project, period, figure, per, by, key, compare }: FigurePageView) => {
  const name = nameOf(figure);
  const said = Object.entries({ per: per === 'person' ? per : undefined, by: by || undefined, key });
  const compared = Object.entries({ with: compare.a, against: compare.b });
  const of = (pairs: [string, string | undefined][]): Record<string, string> =>
    Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
  return {
    /** Everything that is said now, with something changed. */
    with: (more: Record<string, string | undefined>): string =>
      figureAddress(project, name, period, of(Object.entries({ ...of([...said, ...compared]), ...more }))),
    /** Fields of a form that asks for one thing more. */
    fields: (leave: string[]): [string, string][] =>
      Object.entries({
        ...Object.fromEntries(
          new URLSearchParams(figureAddress(project, name, { ...period, name: '90', tests: false }).split('?')[1]),
        ),
        ...of([...said, ...compared]),
      }).filter(([field]) => !leave.includes(field)),
  };
};

const breakdownSection = (view: FigurePageView, to: ReturnType<typeof addressing>): Html => {
  const { project, period, by, unread } = view;
  const action = `${projectAddress(project)}/figure`;
  const choices = [...view.dimensionNames].sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
  const anew = { key: undefined, with: undefined, against: undefined };
  return html`<section class="figure split" aria-labelledby="parts">
        <header><h2 id="parts">Breakdown</h2>
          <form action="${action}" class="by">
            ${[...to.fields(['by', 'key', 'with', 'against']), ...periodQuery(period)].map(([field, value]) => html`<input type="hidden" name="${field}" value="${value}">`)}
            <label for="by">By</label>
            <select id="by" name="by">${choices.map((name) => html`<option value="${name}"${name === by ? html` selected` : ''}>${partWords(name)}</option>`)}</select>
            <button>Show</button>
          </form>
        </header>
        ${view.missing !== undefined && html`<p class="problem">${period.tests && isImported(view.missing) ? 'What you imported is not joined to answers while tests are shown.' : `No answer of this period has a “${partWords(view.missing)}”.`}</p>`}
        ${isImported(by) && html`<p class="hint">From your import, by your own key of a user, as it was imported last: when it is imported anew, earlier answers move with it. Answers without that key, and those of users that were not imported, say nothing here.</p>`}
        ${
          unread
            ? html`<p class="few">What you imported is joined to answers one by one, for at most ${count(MOST_READ)} submissions from the begin of the period until today: choose a shorter period.</p>`
            : by
              ? breakdown({
                  person: view.person,
                  figure: view.whole,
                  dimension: by,
                  current: view.key,
                  tallies: view.tallies,
                  compare: view.compare,
                  addressOf: (key) => to.with({ ...anew, by, key }),
                  againstAddress: (against) => `${to.with({ ...anew, by, against })}#parts`,
                  form: { action, kept: [...to.fields(['with', 'against', 'key']), ...periodQuery(period)] },
                })
              : html`<p class="few">Nothing to break it down by was sent with these answers.</p>`
        }
      </section>`;
};

/** Everything about one figure. */
export const figurePage = (view: FigurePageView) => {
  const { project, period, figure, whole, shown, trend, markers, by, key } = view;
  const words = metricWords[figure.metric];
  const to = addressing(view);
  const title = `${words.name}${key === undefined ? '' : ` where ${partInSentence(by)} is ${key}`}`;
  const chart = { trend, scale: figure.scale, markers, title: `${title} over time` };
  const drawn = trendChart(chart);
  const drivers = [
    ...view.reasons.map(({ dimension, tallies }) => driverList(whole, dimension, tallies)),
    factorList(whole, view.factors),
  ].filter(Boolean);
  return projectFrame({
    ...view,
    section: '',
    title: `${words.name} · ${project}`,
    body: html`<p class="back"><a href="${projectAddress(project)}?${new URLSearchParams(periodQuery(period))}">All figures of ${project}</a></p>
      <div class="title"><h1>${words.name} <small>${words.short}</small></h1><p class="prompt" lang="${figure.promptLocale}" dir="auto">${figure.prompt}</p><p class="source">${figureSource(figure)}</p></div>
      ${periodForm(period, `${projectAddress(project)}/figure`, to.fields([]), view.timeZone)}
      ${testsNotice(view.address, { shown: Boolean(period.tests) })}
      ${!view.complete && html`<p class="note">Not everything is counted yet: the figures will grow. Look again in a moment.</p>`}
      <div class="one-figure">
        <section class="figure" aria-label="Figure, ${periodWords(period)}">
          <header><h2>${periodWords(period)}</h2><p class="n">n = ${count(shown.summary.n)}</p></header>
          ${siblingLine({ project, period, figure, siblings: view.siblings })}
          ${key !== undefined && html`<p class="only">Only where ${partInSentence(by)} is <strong dir="auto">${key}</strong>. <a href="${to.with({ key: undefined })}">All answers</a></p>`}
          ${headlineBlock(shown)}
          ${changeLine(view.change)}
          ${spread(shown)}
          ${key === undefined && view.per === 'answer' && rateLine(view.rate, figure, view.siblings)}
          ${key === undefined && !period.tests && peopleLine({ per: view.per, people: view.people, addressOf: (per) => to.with({ per: per === 'person' ? per : undefined }) })}
          ${figureNotes(shown)}
          <footer><a href="${projectAddress(project)}?${new URLSearchParams([['survey', figure.survey], ...periodQuery(period)])}#submissions">Read the answers</a></footer>
        </section>
        <div class="stack">
        <section class="figure" aria-labelledby="trend">
          <header><h2 id="trend">${title} over time</h2></header>
          ${drawn || html`<p class="few">Too few answers for a line: it needs 10 at each of its points.</p>`}
          ${trend.buckets.length > 0 && html`<details><summary>As a table</summary>${trendTable(chart)}</details>`}
        </section>
        ${breakdownSection(view, to)}
        ${drivers.length > 0 && html`<section class="figure" aria-labelledby="reasons"><header><h2 id="reasons">What goes with the score</h2></header>${drivers}</section>`}
        </div>
      </div>
      ${saveView(view.person, project, `figure?${new URLSearchParams([...to.fields([]), ...periodQuery(period)])}`)}`,
  });
};
