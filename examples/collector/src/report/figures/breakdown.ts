import { html } from 'hono/html';
import type { Person } from '../../accounts/person';
import { againstOne } from '../../metrics/pairwise';
import { type Segment, segments } from '../../metrics/segments';
import { breakable } from '../breakable';
import type { Html } from '../context';
import { count } from '../format';
import { compareForm } from './compare-form';
import { partInSentence, partWords } from './dimension-words';
import type { Figure } from './figures';
import { boundsOf, differenceWords, placesOf, rangeWords, unitOf, valueWords } from './headline';
import { pWords } from './p-words';
import { pairBlock } from './pair-block';
import { isNamed, isShown, keyWords, NOTHING, partsOf } from './parts';
import type { KeyTally } from './sums';
import { whisker } from './whisker';

/** More rows than a person reads; the largest are shown. */
const MOST_ROWS = 40;

export interface BreakdownView {
  person: Person;
  figure: Figure;
  dimension: string;
  tallies: KeyTally[];
  /** The key that the rest of the page is about. */
  current: string | undefined;
  /** What the reader wants compared: each with all others where nothing is chosen. */
  compare: { a: string | undefined; b: string | undefined };
  /** The page of one key. */
  addressOf: (key: string) => string;
  /** The page on which each is compared with this key; undefined: with all others. */
  againstAddress: (key: string | undefined) => string;
  /** Where the form of comparisons goes, and what else it says. */
  form: { action: string; kept: [string, string][] };
}

const differenceCell = ({ difference, adjusted, standsOut }: Segment): Html | string => {
  if (!difference) return '–';
  const { value, interval } = differenceWords(difference);
  return html`${standsOut ? html`<strong>${value}</strong>` : value} <small class="under"><span>${interval}</span> <span>${pWords(adjusted!)}</span></small>`;
};

const headlineCell = ({ summary: { headline } }: Segment): Html =>
  headline
    ? html`${valueWords(headline)} <small class="under">${headline.interval && `${rangeWords(headline.interval, placesOf(headline.kind))}${unitOf(headline.kind)}`}</small>`
    : html`<small>under 10</small>`;

/** Each key of a dimension with its figure, against all other answers of the figure or against one of them, with Holm's adjustment over all of them. */
export const breakdown = (view: BreakdownView): Html => {
  const { person, figure, dimension, tallies, current, addressOf, againstAddress } = view;
  const parts = partsOf(figure, tallies);
  // Nobody finds out by trying what is not shown to them.
  const isPart = (key: string | undefined) =>
    parts.some((part) => part.key === key && isNamed(part.key) && isShown(person, part.key));
  const [a, b] = [view.compare.a, view.compare.b].map((key) => (isPart(key) ? key : undefined));
  const reference = a === undefined ? b : undefined;
  const { metric, scale, bars } = figure;
  const compared =
    reference === undefined ? segments(metric, scale, parts, bars) : againstOne(metric, scale, parts, reference, bars);
  const rows = [...compared.segments].sort((x, y) => y.n - x.n || (x.key < y.key ? -1 : 1)).slice(0, MOST_ROWS);
  // Releases follow each other; of all else the largest come first.
  if (dimension === 'release') rows.sort((x, y) => y.key.localeCompare(x.key, 'en', { numeric: true }));
  const nameOf = (key: string) => keyWords(person, key);
  const than = reference === undefined ? 'all others' : nameOf(reference);
  const loud = rows
    .filter(({ standsOut }) => standsOut)
    .sort((x, y) => Math.abs(y.difference!.value) - Math.abs(x.difference!.value));
  const keys = rows.map(({ key }) => key).filter((key) => isNamed(key) && isShown(person, key));
  const isCompared = a !== undefined && a !== b;
  const onlyWords = (key: string) =>
    key === NOTHING
      ? `None of these answers says its ${partInSentence(dimension)}.`
      : html`All of these answers are of one ${partInSentence(dimension)}: <strong dir="auto">${nameOf(key)}</strong>.`;
  return html`${isCompared && pairBlock({ figure, parts, a, b, nameOf })}
  ${
    isCompared
      ? ''
      : loud.length
        ? html`<p class="finding">${loud.slice(0, 3).map((segment) => html`<span><strong dir="auto">${nameOf(segment.key)}</strong> ${valueWords(segment.summary.headline!)}, ${differenceWords(segment.difference!).value} points against ${than}. </span>`)}</p>`
        : !compared.k
          ? html`<p class="finding">${rows.length === 1 ? onlyWords(rows[0]!.key) : 'There are too few answers on either side to compare.'}</p>`
          : html`<p class="finding">Nothing stands out from <span dir="auto">${than}</span> by more than chance explains.</p>`
  }
  ${keys.length > 1 && compareForm({ ...view.form, keys: keys.map((key) => ({ key, words: nameOf(key) })), a, b })}
  <table class="numbers breakdown">
    <caption>By ${partInSentence(dimension)}${compared.segments.length > MOST_ROWS && `, the ${MOST_ROWS} largest of ${compared.segments.length}`}. ${isCompared ? 'Here, unlike above, each' : 'Each'} is compared with ${reference === undefined ? 'all other answers of this figure' : html`<span dir="auto">${than}</span>`}.${current !== undefined && html` All answers are in this table; the card and the trend are of <span dir="auto">${nameOf(current)}</span> only.`} ${compared.k > 0 && 'Differences are of the figures before rounding.'} ${compared.k > 1 && `The interval is that of one comparison by itself; p is adjusted for all ${compared.k} (Holm), since among so many some differ by chance.`}${reference !== undefined && html` <a href="${againstAddress(undefined)}">Compare with all others</a>`}</caption>
    <thead><tr><th scope="col">${partWords(dimension)}</th><th scope="col">n</th><th scope="col">Figure</th><th scope="col"><span class="hidden">Drawn</span></th><th scope="col">Against <span dir="auto">${than}</span></th>${keys.length > 1 && html`<th scope="col" class="compare">Compare all</th>`}</tr></thead>
    <tbody>${rows.map((segment) => {
      const { key, summary, standsOut } = segment;
      const name = html`<span dir="auto">${breakable(nameOf(key))}</span>`;
      const isLink = isNamed(key) && isShown(person, key);
      return html`<tr class="${[standsOut && 'loud', key === current && 'current'].filter(Boolean).join(' ')}"><th scope="row">${isLink ? html`<a href="${addressOf(key)}"${key === current ? html` aria-current="true"` : ''}>${name}</a>` : name}</th><td>${count(segment.n)}</td><td>${headlineCell(segment)}</td><td class="drawn">${summary.headline && whisker(summary.headline, boundsOf(summary.headline.kind, scale))}</td><td>${key === reference ? html`<small>compared with</small>` : differenceCell(segment)}</td>${keys.length > 1 && html`<td class="compare">${isLink && key !== reference && html`<a href="${againstAddress(key)}"><span class="hidden">compare all </span>with <span class="hidden">${nameOf(key)}</span><span aria-hidden="true">this</span></a>`}</td>`}</tr>`;
    })}</tbody>
  </table>`;
};
