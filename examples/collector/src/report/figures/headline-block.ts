import { html } from 'hono/html';
import { count, signed } from '../format';
import { metricWords } from '../words';
import type { Figure } from './figures';
import { boundsOf, placesOf, rangeWords, unitOf } from './headline';
import { whisker } from './whisker';

/** The number with its interval, and the others that belong to it. */
export const headlineBlock = ({ metric, scale, summary }: Figure) => {
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
  const places = placesOf(headline.kind);
  const unit = unitOf(headline.kind);
  return html`<div class="headline">
      <p class="big">${signed(headline.value, places)}${unit && html`<span class="unit">${unit}</span>`}</p>
      <p class="what">${what}</p>
    </div>
    ${whisker(headline, boundsOf(headline.kind, scale))}
    <p class="interval-text">
      ${headline.interval && html`95 % interval ${rangeWords(headline.interval, places)}${unit}`}
      ${caution === 'directional' && html` <span class="chip">directional: under 30 answers</span>`}
    </p>
    <dl class="more">
      ${mean && html`<div><dt>Mean</dt><dd>${signed(mean.value, 2)}${mean.interval && html` <small>${rangeWords(mean.interval, 2)}</small>`}</dd></div>`}
      ${share && html`<div><dt>${words.share} (${share.of})</dt><dd>${signed(share.value)} % <small>${share.interval && rangeWords(share.interval, 0)}</small></dd></div>`}
      ${partly && html`<div><dt>Partly</dt><dd>${signed(partly.value)} % <small>${partly.interval && rangeWords(partly.interval, 0)}</small></dd></div>`}
    </dl>`;
};
