import { html } from 'hono/html';
import type { Change } from '../../metrics/change';
import type { Html } from '../context';
import { count } from '../format';
import { lengthWords } from './figure-reading';
import { differenceWords } from './headline';

/** Against the days before, in words that a change within the noise does not get. */
export const changeLine = (change: Change | undefined): Html | '' => {
  if (!change) return '';
  const { before, now, difference } = change;
  const than = lengthWords(now.period);
  if (!difference)
    return before.summary.n
      ? html`<p class="change">Too few answers to compare with ${than} (n = ${count(before.summary.n)}).</p>`
      : '';
  const { value, interval } = differenceWords(difference);
  const clear = Math.max(difference.p, difference.permutationP) <= 0.05;
  return html`<p class="change">${clear ? html`<strong>${value} points</strong>` : html`No clear change: ${value} points`} <small>${interval}</small> against ${than} (n = ${count(before.summary.n)}).</p>`;
};
