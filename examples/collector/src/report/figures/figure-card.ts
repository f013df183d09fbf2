import { html } from 'hono/html';
import type { Change } from '../../metrics/change';
import type { ResponseRate } from '../../metrics/response-rate';
import type { Trend } from '../../metrics/trend';
import { count } from '../format';
import { projectAddress } from '../frame';
import { metricWords } from '../words';
import { changeLine } from './change-line';
import { figureAddress, nameOf } from './figure-address';
import { figureNotes, figureSource } from './figure-notes';
import type { Figure } from './figures';
import { headlineBlock } from './headline-block';
import { periodQuery, type ReportPeriod } from './period';
import { rateLine } from './rate-line';
import { siblingLine } from './sibling-line';
import { spread } from './spread';
import { trendChart } from './trend-chart';

export interface FigureView {
  project: string;
  period: ReportPeriod;
  figure: Figure;
  trend: Trend;
  change: Change | undefined;
  rate: ResponseRate;
  /** Other figures of the same question. */
  siblings: Figure[];
}

/** One figure among others: what was asked, the number with its interval, where it goes, and how the answers are spread. */
export const figureCard = ({ project, period, figure, trend, change, rate, siblings }: FigureView) => {
  const { summary, metric, scale, survey } = figure;
  const words = metricWords[metric];
  return html`<article class="figure">
    <header>
      <h3><a href="${figureAddress(project, nameOf(figure), period)}"><span>${words.name}</span> <small>${words.short}</small></a></h3>
      <p class="n">n = ${count(summary.n)}</p>
    </header>
    <p class="prompt" lang="${figure.promptLocale}" dir="auto">${figure.prompt}</p>
    <p class="source">${figureSource(figure)}</p>
    ${siblingLine({ project, period, figure, siblings })}
    ${headlineBlock(figure)}
    ${changeLine(change)}
    ${trendChart({ trend, scale, title: `${words.name} over time`, small: true })}
    ${spread(figure)}
    ${rateLine(rate, figure, siblings)}
    ${figureNotes(figure)}
    <footer>
      <a href="${projectAddress(project)}?${new URLSearchParams([['survey', survey], ...periodQuery(period)])}#submissions">Read the answers<span class="hidden"> of survey ${survey}</span></a>
    </footer>
  </article>`;
};
