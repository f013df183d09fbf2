import { html } from 'hono/html';
import { COUNTS_BELOW } from '../../metrics/caution';
import { type Count, sizeOf, takeCounts } from '../../metrics/counts';
import { pair, pairsOf } from '../../metrics/pairwise';
import type { Part } from '../../metrics/segments';
import { summarise } from '../../metrics/summary';
import type { Html } from '../context';
import { count } from '../format';
import type { Figure } from './figures';
import { differenceWords, valueWords } from './headline';
import { pWords } from './p-words';

export interface PairView {
  figure: Figure;
  /** All parts of the breakdown. */
  parts: Part[];
  a: string;
  /** Undefined: all that is not a. */
  b: string | undefined;
  nameOf: (key: string) => string;
}

const sideOf = ({ metric, scale, bars }: Figure, name: string, counts: Count[]): Html => {
  const { headline, n } = summarise(metric, scale, counts, bars);
  return html`<strong dir="auto">${name}</strong> ${headline ? `${valueWords(headline)} ` : ''}<small>n = ${count(n)}</small>`;
};

/**
 * Two parts that the reader chose. A test of one comparison means what it says only where the comparison was chosen
 * before its result was seen, so both cases are told.
 */
export const pairBlock = ({ figure, parts, a, b, nameOf }: PairView): Html => {
  const whole: Count[] = figure.bars;
  const find = (key: string): Part => parts.find((part) => part.key === key) ?? { key, counts: [] };
  const first = find(a);
  const second = b === undefined ? { key: '', counts: takeCounts(whole, first.counts) } : find(b);
  const names = [nameOf(a), b === undefined ? 'all others' : nameOf(b)] as const;
  const sides = html`${sideOf(figure, names[0], first.counts)} against ${sideOf(figure, names[1], second.counts)}`;
  const large = parts.filter(({ counts }) => sizeOf(counts) >= COUNTS_BELOW).length;
  const found = pair(
    figure.metric,
    figure.scale,
    [first, second],
    whole,
    b === undefined ? Math.max(1, large) : pairsOf(large),
  );
  if (!found)
    return html`<p class="finding pair">${sides}: too few answers on a side to compare, it needs 10 on each.</p>`;
  const { value, interval } = differenceWords(found.difference);
  const clear = found.p <= 0.05;
  const [alone, looked] = [pWords(found.p), pWords(found.afterLooking)];
  const pool = html`there are ${count(found.choices)} such comparisons to choose from (Bonferroni)`;
  const reading =
    found.choices === 1
      ? html`${alone} if you meant to compare just these before you saw their figures: one comparison.`
      : alone === looked
        ? html`${alone}, whether you meant to compare just these before you saw their figures or chose them because they look different: ${pool}.`
        : html`${alone} if you meant to compare just these before you saw their figures: one comparison. If you chose them because they look different, ${looked} at most: ${pool}.`;
  return html`<div class="pair"><p class="finding">${sides}: ${clear ? html`<strong>${value} points</strong>` : html`no clear difference, ${value} points`} <small>95 % interval ${interval}</small></p>
    <p class="hint">${reading} The difference is of the figures before rounding.</p></div>`;
};
