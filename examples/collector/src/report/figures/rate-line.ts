import { html } from 'hono/html';
import type { ResponseRate } from '../../metrics/response-rate';
import type { Html } from '../context';
import { count } from '../format';
import { rangeWords } from './headline';

const UNKNOWN = {
  no_impressions: 'nobody who saw it agreed to be counted',
  fewer_impressions_than_sent: 'fewer views than answers were reported',
  consent_not_known: 'it is not known whose views were reported',
};

/** How many of those who saw a survey answered it. */
export const rateLine = (rate: ResponseRate): Html | '' => {
  if (rate.kind === 'none') return '';
  if (rate.kind === 'unknown') return html`<p class="rate">Response rate unknown: ${UNKNOWN[rate.why]}.</p>`;
  const of = `${count(rate.sent)} of ${count(rate.impressions)} who saw it and agreed to be counted`;
  if (rate.kind === 'counts_only') return html`<p class="rate">Response: ${of}.</p>`;
  const others = rate.withoutConsent ? ` ${count(rate.withoutConsent)} more answered without agreeing to it.` : '';
  return html`<p class="rate">Response rate ${rate.value.toFixed(0)} % <small>${rangeWords(rate.interval, 0)}</small>: ${of}.${others}</p>`;
};
