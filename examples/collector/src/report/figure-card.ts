import { html } from 'hono/html';
import type { Headline } from '../metrics/summary';
import type { Bar, Figure } from './figures';
import { count, signed } from './format';
import { metricWords, modeWords, splitWords } from './words';

const unit = ({ kind }: Headline) => (kind === 'share' ? '%' : '');
const digits = ({ kind }: Headline) => (kind === 'mean' ? 2 : 0);

const range = (low: number, high: number, places: number) => `${signed(low, places)} to ${signed(high, places)}`;

/** Point and interval on the metric's whole range. Positions are attributes, because the page allows no inline style. */
const whisker = (headline: Headline, least: number, most: number) => {
  if (!headline.interval) return '';
  const at = (value: number) => (100 * (value - least)) / (most - least);
  const { low, high } = headline.interval;
  return html`<svg class="whisker" width="100%" height="14" aria-hidden="true" focusable="false">
    <rect class="axis" x="0" y="6" width="100%" height="2" rx="1"></rect>
    ${least < 0 ? html`<rect class="axis" x="${at(0).toFixed(2)}%" y="2" width="1" height="10"></rect>` : ''}
    <rect class="interval" x="${at(low).toFixed(2)}%" y="4" width="${(at(high) - at(low)).toFixed(2)}%" height="6" rx="3"></rect>
    <circle class="point" cx="${at(headline.value).toFixed(2)}%" cy="7" r="5"></circle>
  </svg>`;
};

const headlineOf = ({ metric, scale, summary }: Figure) => {
  const { headline, share, mean, partly, caution, n } = summary;
  if (!headline && caution !== 'counts_only')
    return html`<p class="few">How often each was chosen. Which of them is good news is not said, so there is no share.</p>`;
  if (!headline)
    return html`<p class="few">${n === 1 ? '1 answer' : `${count(n)} answers`} so far. A figure needs at least 10; until then here are the counts.</p>`;
  const words = metricWords[metric];
  const what =
    headline.kind === 'share'
      ? `${words.share}${scale ? ` (${headline.of})` : ''}`
      : headline.kind === 'nps'
        ? headline.of
        : `mean, ${headline.of}`;
  const [least, most] =
    headline.kind === 'nps' ? [-100, 100] : headline.kind === 'mean' && scale ? [scale.min, scale.max] : [0, 100];
  const places = digits(headline);
  return html`<div class="headline">
      <p class="big">${signed(headline.value, places)}${unit(headline) && html`<span class="unit"> %</span>`}</p>
      <p class="what">${what}</p>
    </div>
    ${whisker(headline, least, most)}
    <p class="interval-text">
      ${headline.interval && html`95 % interval ${range(headline.interval.low, headline.interval.high, places)}${unit(headline) && ' %'}`}
      ${caution === 'directional' && html` <span class="chip">directional: under 30 answers</span>`}
    </p>
    <dl class="more">
      ${mean && html`<div><dt>Mean</dt><dd>${signed(mean.value, 2)}${mean.interval && html` <small>${range(mean.interval.low, mean.interval.high, 2)}</small>`}</dd></div>`}
      ${share && html`<div><dt>${words.share} (${share.of})</dt><dd>${signed(share.value)} % <small>${share.interval && range(share.interval.low, share.interval.high, 0)}</small></dd></div>`}
      ${partly && html`<div><dt>In part</dt><dd>${signed(partly.value)} % <small>${partly.interval && range(partly.interval.low, partly.interval.high, 0)}</small></dd></div>`}
    </dl>`;
};

const CHOICE_WORDS: Record<string, string> = { true: 'Yes', false: 'No' };

/** A share belongs beside its n and interval: where the figure has counts only, so have its rows. */
const rowOf =
  ({ scale, promptLocale, summary: { headline, n } }: Figure, most: number) =>
  (bar: Bar) => {
    const value = Number(bar.value);
    const good = scale ? value >= scale.positive[0] && value <= scale.positive[1] : ['yes', 'true'].includes(bar.value);
    const width = most ? (100 * bar.count) / most : 0;
    const label = bar.label || CHOICE_WORDS[bar.value] || (scale ? '' : bar.value);
    return html`<tr>
    <th scope="row"><span class="${scale ? 'scaled' : ''}">${scale && html`<span class="value">${bar.value.replace('-', '−')}</span>`} <span lang="${promptLocale}" dir="auto">${label}</span></span></th>
    <td class="bar"><svg width="100%" height="10" aria-hidden="true" focusable="false"><rect class="track" width="100%" height="10" rx="2"></rect><rect class="${good ? 'good' : 'rest'}" width="${width.toFixed(2)}%" height="10" rx="2"></rect></svg></td>
    <td class="number">${count(bar.count)}</td>
    ${headline && html`<td class="number share">${((100 * bar.count) / n).toFixed(0)} %</td>`}
  </tr>`;
  };

/** One figure: what was asked, the number with its interval, and how the answers are spread. */
export const figureCard = (figure: Figure, project: string) => {
  const { summary, metric, bars, split, locales } = figure;
  const words = metricWords[metric];
  const most = Math.max(0, ...bars.map((bar) => bar.count));
  const list = `/report/p/${encodeURIComponent(project)}?survey=${encodeURIComponent(figure.survey)}#submissions`;
  return html`<article class="figure">
    <header>
      <h3>${words.name} <small>${words.short}</small></h3>
      <p class="n">n = ${count(summary.n)}</p>
    </header>
    <p class="prompt" lang="${figure.promptLocale}" dir="auto">${figure.prompt}</p>
    ${headlineOf(figure)}
    <table class="spread${figure.scale && bars.every((bar) => !bar.label) ? ' bare' : ''}">
      <caption class="hidden">How the ${count(summary.n)} answers are spread</caption>
      <thead class="hidden"><tr><th scope="col">Answer</th><th scope="col">Bar</th><th scope="col">Count</th>${summary.headline && html`<th scope="col">Share</th>`}</tr></thead>
      <tbody>${bars.map(rowOf(figure, most))}</tbody>
    </table>
    ${split && html`<p class="note"><strong>Part ${split.part} of ${split.of}.</strong> Within this version ${split.why.map((reason) => splitWords[reason]).join(' and ')}, so these answers are not counted together. Give changed wording a new version.</p>`}
    ${figure.mode === 'always_on' && html`<p class="note">Self-selected: people who opened the tab themselves. Not to be compared with prompts.</p>`}
    ${locales.length > 1 && html`<p class="note">${locales.map(({ locale, n }) => `${locale} ${count(n)}`).join(' · ')}. Wordings in several languages are counted together here.</p>`}
    <footer>
      <p>${figure.survey} · version ${figure.version} · ${figure.question} · ${modeWords[figure.mode] ?? figure.mode} · ${figure.channel}${locales.length === 1 ? ` · ${locales[0]!.locale}` : ''}</p>
      <a href="${list}">Read the answers<span class="hidden"> of survey ${figure.survey}</span></a>
    </footer>
  </article>`;
};
