import { html } from 'hono/html';
import { may, type Person } from '../../accounts/person';
import { addCounts, type Count } from '../../metrics/counts';
import { type Segment, segments } from '../../metrics/segments';
import { dimensionWords, inSentence } from '../../rollup/dimensions';
import { OTHER } from '../../rollup/keys';
import type { Html } from '../context';
import { count } from '../format';
import { maskEmailsIn } from '../mask';
import { type Figure, memberOf } from './figures';
import { boundsOf, differenceWords, placesOf, rangeWords, unitOf, valueWords } from './headline';
import type { KeyTally } from './sums';
import { whisker } from './whisker';

/** More rows than a person reads; the largest are shown. */
const MOST_ROWS = 40;

const NOTHING = '(nothing said)';

interface Part {
  key: string;
  counts: Count[];
}

/** Answers by key, and those that say nothing of this dimension. */
const partsOf = (figure: Figure, tallies: KeyTally[]): Part[] => {
  const byKey = new Map<string, Count[]>();
  for (const tally of tallies) {
    if (!figure.members.has(memberOf(tally))) continue;
    byKey.set(tally.key, [...(byKey.get(tally.key) ?? []), { value: tally.value, count: tally.count }]);
  }
  return [...byKey].map(([key, counts]) => ({ key, counts: addCounts(...[counts]) }));
};

const missingOf = (figure: Figure, parts: Part[]): Part => {
  const left = new Map(figure.bars.map(({ value, count }) => [value, count]));
  for (const { value, count } of parts.flatMap(({ counts }) => counts)) left.set(value, (left.get(value) ?? 0) - count);
  return {
    key: NOTHING,
    counts: [...left].map(([value, n]) => ({ value, count: Math.max(0, n) })),
  };
};

const keyWords = (key: string): string => (key === OTHER ? '(all others)' : key);

/** Whether all of a key may be shown: for who sees no contacts, addresses in the host's data are masked. */
export const isShown = (person: Person, key: string): boolean => may(person, 'answer') || maskEmailsIn(key) === key;

const pWords = (p: number): string => (p < 0.001 ? 'p < 0.001' : p > 0.995 ? 'p = 1' : `p = ${p.toFixed(3)}`);

const differenceCell = ({ difference, adjusted, standsOut }: Segment): Html | string => {
  if (!difference) return '–';
  const { value, interval } = differenceWords(difference);
  return html`${standsOut ? html`<strong>${value}</strong>` : value} <small>${interval}</small> <small>${pWords(adjusted!)}</small>`;
};

export interface BreakdownView {
  person: Person;
  figure: Figure;
  dimension: string;
  tallies: KeyTally[];
  /** The key that the rest of the page is about. */
  current: string | undefined;
  /** The page of one key. */
  addressOf: (key: string) => string;
}

/** Each key of a dimension with its figure, against all other answers of the figure, with Holm's adjustment over all of them. */
export const breakdown = ({ person, figure, dimension, tallies, current, addressOf }: BreakdownView): Html => {
  const known = partsOf(figure, tallies);
  const missing = missingOf(figure, known);
  const all = [...known, missing].filter(({ counts }) => counts.some(({ count }) => count));
  const compared = segments(figure.metric, figure.scale, all, figure.bars);
  const rows = [...compared.segments].sort((a, b) => b.n - a.n).slice(0, MOST_ROWS);
  // Releases follow each other; of all else the largest come first.
  if (dimension === 'release') rows.sort((a, b) => b.key.localeCompare(a.key, 'en', { numeric: true }));
  const words = dimensionWords(dimension);
  const nameOf = (key: string) => keyWords(isShown(person, key) ? key : maskEmailsIn(key));
  const loud = rows
    .filter(({ standsOut }) => standsOut)
    .sort((a, b) => Math.abs(b.difference!.value) - Math.abs(a.difference!.value));
  return html`${
    loud.length
      ? html`<p class="finding">${loud.slice(0, 3).map((segment) => html`<span><strong dir="auto">${nameOf(segment.key)}</strong> ${valueWords(segment.summary.headline!)}, ${differenceWords(segment.difference!).value} points against all others. </span>`)}</p>`
      : !compared.k
        ? html`<p class="finding">There are too few answers on either side to compare.</p>`
        : html`<p class="finding">Nothing stands out from the rest by more than chance explains.</p>`
  }
  <table class="numbers breakdown">
    <caption>By ${inSentence(dimension)}${compared.segments.length > MOST_ROWS && `, the ${MOST_ROWS} largest of ${compared.segments.length}`}. Each is compared with all other answers of this figure. ${compared.k > 1 && `The interval is that of one comparison by itself; p is adjusted for all ${compared.k} (Holm), since among so many some differ by chance.`}</caption>
    <thead><tr><th scope="col">${words}</th><th scope="col">n</th><th scope="col">Figure</th><th scope="col"><span class="hidden">Drawn</span></th><th scope="col">Against the rest</th></tr></thead>
    <tbody>${rows.map((segment) => {
      const { headline } = segment.summary;
      const name = html`<span dir="auto">${nameOf(segment.key)}</span>`;
      return html`<tr class="${[segment.standsOut && 'loud', segment.key === current && 'current'].filter(Boolean).join(' ')}"><th scope="row">${[NOTHING, OTHER].includes(segment.key) || !isShown(person, segment.key) ? name : html`<a href="${addressOf(segment.key)}"${segment.key === current ? html` aria-current="true"` : ''}>${name}</a>`}</th><td>${count(segment.n)}</td><td>${headline ? html`${valueWords(headline)} <small>${headline.interval && `${rangeWords(headline.interval, placesOf(headline.kind))}${unitOf(headline.kind)}`}</small>` : html`<small>under 10</small>`}</td><td class="drawn">${headline && whisker(headline, boundsOf(headline.kind, figure.scale))}</td><td>${differenceCell(segment)}</td></tr>`;
    })}</tbody>
  </table>`;
};
