import { html } from 'hono/html';
import type { ResponseRate } from '../../metrics/response-rate';
import type { Html } from '../context';
import { count } from '../format';
import type { Figure } from './figures';
import { rangeWords } from './headline';

const UNKNOWN = {
  no_impressions: 'nobody who saw it agreed to be counted',
  fewer_impressions_than_sent: 'fewer views than answers were reported',
  consent_not_known: 'it is not known whose views were reported',
};

/** Records of what was seen say neither wording nor channel: the rate is of all that share its survey, version and mode. */
const poolWords = (figure: Figure, siblings: Figure[]): string => {
  const { split, version, mode, channel } = figure;
  const parts = [
    ...(split ? [split.of === 2 ? 'both wordings' : `all ${split.of} wordings`] : []),
    ...(siblings.some((one) => one.version === version && one.mode === mode && one.channel !== channel)
      ? ['all channels']
      : []),
  ];
  return parts.length ? ` of ${parts.join(' and ')}` : '';
};

/** How many of those who saw a survey answered it. */
export const rateLine = (rate: ResponseRate, figure: Figure, siblings: Figure[]): Html | '' => {
  if (rate.kind === 'none') return '';
  const pool = poolWords(figure, siblings);
  if (rate.kind === 'unknown') return html`<p class="rate">Response rate${pool} unknown: ${UNKNOWN[rate.why]}.</p>`;
  const of = `${count(rate.sent)} of ${count(rate.impressions)} who saw it and agreed to be counted`;
  if (rate.kind === 'counts_only') return html`<p class="rate">Response${pool}: ${of}.</p>`;
  const others = rate.withoutConsent ? ` ${count(rate.withoutConsent)} more answered without agreeing to it.` : '';
  return html`<p class="rate">Response rate${pool} ${rate.value.toFixed(0)} % <small>${rangeWords(rate.interval, 0)}</small>: ${of}.${others}</p>`;
};
