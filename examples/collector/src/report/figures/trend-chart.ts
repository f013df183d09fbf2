import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { html } from 'hono/html';
import type { ScaleMeaning } from '../../contract';
import { daysBetween } from '../../metrics/calendar';
import type { Bucket, Trend } from '../../metrics/trend';
import type { Html } from '../context';
import { count, dayWords } from '../format';
import { boundsOf, placesOf, rangeWords, unitOf, valueWords } from './headline';
import { bareMarks, markerMarks } from './marker-marks';
import { type Marker, markerWords } from './markers';

interface Point {
  x: number;
  bucket: Bucket;
  value: number | undefined;
  low: number;
  high: number;
}

const LEAST_SPAN_SHARE = 0.2;

/** As much of the range as the intervals need, and at least a fifth of it: noise is not blown up to a drama. */
const domainOf = (points: Point[], [least, most]: [number, number]): [number, number] => {
  const seen = points.filter(({ value }) => value !== undefined);
  let low = Math.min(...seen.map((point) => point.low));
  let high = Math.max(...seen.map((point) => point.high));
  const missing = (most - least) * LEAST_SPAN_SHARE - (high - low);
  if (missing > 0) {
    low -= missing / 2;
    high += missing / 2;
  }
  const [from, to] = scaleLinear([low, high], [0, 1]).nice(4).domain() as [number, number];
  return [Math.max(least, from), Math.min(most, to)];
};

const UNIT_WORDS = { day: 'day', week: 'week', month: 'month', quarter: 'quarter', year: 'year' };

const percent = (value: number): string => `${value.toFixed(2)}%`;

export interface TrendView {
  trend: Trend;
  scale: ScaleMeaning | undefined;
  markers: Marker[];
  /** What the line is of, for those who do not see it. */
  title: string;
  /** Low, without words on its axes: beside other figures. */
  small?: boolean;
}

/** The line with the band of its intervals; breaks where there are too few answers. Drawn for the eye: the table says it all. */
export const trendChart = ({ trend, scale, markers, title, small }: TrendView): Html | '' => {
  const kind = trend.buckets.find(({ summary }) => summary.headline)?.summary.headline?.kind;
  if (!kind || trend.kind !== 'figures') return '';
  const start = trend.buckets[0]!.first;
  const days = Math.max(1, daysBetween(start, trend.buckets.at(-1)!.last));
  // A little room at both ends, so that the outermost points are whole.
  const x = scaleLinear([0, days], [small ? 1 : 8, small ? 99 : 98]);
  const points = trend.buckets.map((bucket): Point => {
    const { headline } = bucket.summary;
    const middle = (daysBetween(start, bucket.first) + daysBetween(start, bucket.last)) / 2;
    const { low, high } = headline?.interval ?? { low: headline?.value ?? 0, high: headline?.value ?? 0 };
    return { x: x(middle), bucket, value: headline?.value, low, high };
  });
  const domain = domainOf(points, boundsOf(kind, scale));
  const y = scaleLinear(domain, [small ? 94 : 90, small ? 6 : 20]);
  const has = ({ value }: Point) => value !== undefined;
  const band = area<Point>()
    .defined(has)
    .x(({ x }) => x)
    .y0(({ low }) => y(low))
    .y1(({ high }) => y(high));
  const path = line<Point>()
    .defined(has)
    .x(({ x }) => x)
    .y(({ value }) => y(value!));
  const ticks = small ? [] : y.ticks(4);
  const shown = markers.filter(({ day }) => day >= start && daysBetween(start, day) <= days);
  const xOf = ({ day }: Marker) => x(daysBetween(start, day));
  const dates = [points[0]!, points[points.length >> 1]!, points.at(-1)!].filter(
    (point, at, all) => all.indexOf(point) === at,
  );
  const anchors = dates.length < 3 ? ['start', 'end'] : ['start', 'middle', 'end'];
  return html`<svg class="trend${small ? ' small' : ''}" width="100%" height="${small ? 64 : 240}" role="img" aria-label="${title}, by ${UNIT_WORDS[trend.unit]}">
    ${ticks.map((tick) => html`<line class="grid" x1="0" x2="100%" y1="${percent(y(tick))}" y2="${percent(y(tick))}"></line>`)}
    ${small ? bareMarks(shown, xOf) : markerMarks(shown, xOf)}
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">
      <path class="band" d="${band(points) ?? ''}"></path>
      <path class="line" d="${path(points) ?? ''}" vector-effect="non-scaling-stroke"></path>
    </svg>
    ${ticks.map((tick) => html`<text x="0" y="${percent(y(tick))}" dy="-4">${valueWords({ kind, value: tick })}</text>`)}
    ${points.map(({ x, value, bucket }) =>
      value === undefined
        ? ''
        : html`<circle class="${bucket.state === 'whole' ? 'point' : 'point open'}" cx="${percent(x)}" cy="${percent(y(value))}" r="${small || points.length > 30 ? 2 : 3.5}"></circle>`,
    )}
    ${!small && dates.map((point, at) => html`<text class="date" x="${percent(point.x)}" y="100%" dy="-4" text-anchor="${anchors[at]!}">${dayWords(point.bucket.first)}</text>`)}
  </svg>`;
};

const STATES = { whole: '', cut: 'incomplete', unfinished: 'not over yet' };

/** The state of a row, and what happened in its days. */
export const markerNotes = (state: string, within: Marker[]): Html =>
  html`${[state, ...within].filter(Boolean).map((one, at) => html`${at > 0 && ', '}${typeof one === 'string' ? one : one.href ? html`<a href="${one.href}">${markerWords(one)}</a>` : markerWords(one)}`)}`;

/** The same in words and numbers. */
export const trendTable = ({ trend, markers, title }: TrendView): Html => html`<table class="numbers">
  <caption class="hidden">${title}, by ${UNIT_WORDS[trend.unit]}</caption>
  <thead><tr><th scope="col">${trend.unit === 'day' ? 'Day' : `From`}</th><th scope="col">n</th><th scope="col">Figure</th><th scope="col">95 % interval</th><th scope="col">Note</th></tr></thead>
  <tbody>${trend.buckets.map(({ first, last, state, summary: { n, headline } }) => {
    const within = markers.filter(({ day }) => day >= first && day <= last);
    return html`<tr><th scope="row">${dayWords(first)}</th><td>${count(n)}</td><td>${headline ? valueWords(headline) : '–'}</td><td>${headline?.interval ? `${rangeWords(headline.interval, placesOf(headline.kind))}${unitOf(headline.kind)}` : '–'}</td><td dir="auto">${markerNotes(STATES[state], within)}</td></tr>`;
  })}</tbody>
</table>`;
