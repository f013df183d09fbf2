import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { html } from 'hono/html';
import type { ScaleMeaning } from '../../contract';
import type { Bucket, Trend } from '../../metrics/trend';
import type { Html } from '../context';
import { count, dayWords } from '../format';
import { changeAround } from './change-around';
import { chartLegend, openWords } from './chart-legend';
import { dateMarks, endDates } from './date-marks';
import { gridLines } from './grid-lines';
import { boundsOf, placesOf, rangeWords, unitOf, valueWords } from './headline';
import { BESIDE_PX } from './layouts';
import { markerMarks, placeInLayouts } from './marker-marks';
import { type Marker, markerWords } from './markers';
import { percent } from './percent';
import { timeAxis } from './time-axis';

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

/** Places in percent of the height: where the plot begins below the names of markers, and its axis above the dates. */
const FRAMES = {
  marked: { heightPx: 240, top: 22, axis: 90 },
  plain: { heightPx: 240, top: 4, axis: 90 },
  small: { heightPx: 80, top: 5, axis: 77 },
};

export interface TrendView {
  trend: Trend;
  scale: ScaleMeaning | undefined;
  /** @default none */
  markers?: Marker[];
  /** What the line is of, for those who do not see it. */
  title: string;
  /** Low, with nothing but its line and its first and last date: beside other figures. */
  small?: boolean;
}

/** As wide and high as the chart, in percent of both. */
const stretched = (path: Html): Html =>
  html`<svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">${path}</svg>`;

/** The line with the band of its intervals; breaks where there are too few answers. Drawn for the eye: the table says it all. */
export const trendChart = ({ trend, scale, markers = [], title, small }: TrendView): Html | '' => {
  const { buckets, unit } = trend;
  const kind = buckets.find(({ summary }) => summary.headline)?.summary.headline?.kind;
  if (!kind || trend.kind !== 'figures') return '';
  const time = timeAxis(buckets);
  const points = buckets.map((bucket): Point => {
    const { headline } = bucket.summary;
    const { from, to } = time.spanOf(bucket);
    const { low, high } = headline?.interval ?? { low: headline?.value ?? 0, high: headline?.value ?? 0 };
    return { x: (from + to) / 2, bucket, value: headline?.value, low, high };
  });
  const shown = small ? [] : markers.filter(({ day }) => time.holds(day));
  // What is not over may still change: no marker is loud for it.
  const changeAt = changeAround(points.filter(({ bucket }) => bucket.state === 'whole'));
  const placed = placeInLayouts({ markers: shown, xOf: ({ day }) => time.at(day), changeAt }, BESIDE_PX);
  const { heightPx, top, axis } = FRAMES[small ? 'small' : shown.length ? 'marked' : 'plain'];
  const y = scaleLinear(domainOf(points, boundsOf(kind, scale)), [axis, top]);
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
  const dates = { starts: buckets.map(({ first }) => ({ first, x: time.at(first) })), unit, axis };
  // Nothing beside a small line says what a hollow point is.
  const isOpen = ({ bucket }: Point) => !small && bucket.state !== 'whole';
  const drawn = points.filter(has);
  const open = openWords(
    'Hollow',
    unit,
    drawn.filter(isOpen).map(({ bucket }) => bucket.state),
  );
  return html`<svg class="trend ${small ? 'small' : 'scaled'}" width="100%" height="${heightPx}" role="img" aria-label="${title}, by ${UNIT_WORDS[unit]}">
    ${stretched(html`<path class="band" d="${band(points) ?? ''}"></path>`)}
    ${gridLines({ axis, ticks: small ? [] : y.ticks(4), y, words: (value) => valueWords({ kind, value }) })}
    ${small ? endDates(dates) : dateMarks(dates, BESIDE_PX)}
    ${markerMarks(placed, axis)}
    ${stretched(html`<path class="line" d="${path(points) ?? ''}" vector-effect="non-scaling-stroke"></path>`)}
    ${drawn.map((point) => html`<circle class="${isOpen(point) ? 'point open' : 'point'}" cx="${percent(point.x)}" cy="${percent(y(point.value!))}" r="${small || points.length > 30 ? 2 : 3.5}"></circle>`)}
  </svg>${!small && chartLegend(placed, open)}`;
};

const STATES = { whole: '', cut: 'incomplete', unfinished: 'not over yet' };

/** The state of a row, and what happened in its days. */
export const markerNotes = (state: string, within: Marker[]): Html =>
  html`${[state, ...within].filter(Boolean).map((one, at) => html`${at > 0 && ', '}${typeof one === 'string' ? one : one.href ? html`<a href="${one.href}">${markerWords(one)}</a>` : markerWords(one)}`)}`;

/** The same in words and numbers. */
export const trendTable = ({ trend, markers = [], title }: TrendView): Html => html`<table class="numbers">
  <caption class="hidden">${title}, by ${UNIT_WORDS[trend.unit]}</caption>
  <thead><tr><th scope="col">${trend.unit === 'day' ? 'Day' : `From`}</th><th scope="col">n</th><th scope="col">Figure</th><th scope="col">95 % interval</th><th scope="col">Note</th></tr></thead>
  <tbody>${trend.buckets.map(({ first, last, state, summary: { n, headline } }) => {
    const within = markers.filter(({ day }) => day >= first && day <= last);
    return html`<tr><th scope="row">${dayWords(first)}</th><td>${count(n)}</td><td>${headline ? valueWords(headline) : '–'}</td><td>${headline?.interval ? `${rangeWords(headline.interval, placesOf(headline.kind))}${unitOf(headline.kind)}` : '–'}</td><td dir="auto">${markerNotes(STATES[state], within)}</td></tr>`;
  })}</tbody>
</table>`;
