import { scaleLinear } from 'd3-scale';
import { html } from 'hono/html';
import type { Unit } from '../../metrics/calendar-unit';
import type { Html } from '../context';
import { changeAround } from '../figures/change-around';
import { chartLegend, openWords } from '../figures/chart-legend';
import { dateMarks, endDates, startWords } from '../figures/date-marks';
import { gridLines } from '../figures/grid-lines';
import { ALONE_PX } from '../figures/layouts';
import { type FootOf, markerMarks, placeInLayouts } from '../figures/marker-marks';
import type { Marker } from '../figures/markers';
import { percent } from '../figures/percent';
import { timeAxis } from '../figures/time-axis';
import { markerNotes } from '../figures/trend-chart';
import { count } from '../format';
import { barNumbers, isBehind, NUMBER_PX } from './bar-numbers';
import { busiest, busiestOnes, sizeOfBucket, type Volume, type VolumeBucket } from './volume';

export interface VolumeView {
  volume: Volume;
  /** @default none */
  markers?: Marker[];
  /** Low, with nothing but its bars and its first and last date: above the figures. */
  small?: boolean;
}

const longMonth = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A bucket as people call it: `Dec 2026`, `22 Nov 2026`. */
export const bucketWords = (unit: Unit, { first }: Pick<VolumeBucket, 'first'>, long = false): string =>
  long && unit === 'month' ? longMonth.format(new Date(`${first}T00:00:00Z`)) : startWords(unit, first);

/** Beside an axis is little room: `2,000`, but `20K`. */
const short = new Intl.NumberFormat('en', { notation: 'compact' });
const tickWords = (value: number): string => (value < 10_000 ? count(value) : short.format(value));

/** Places in percent of the height: the highest bar ends below the names of markers and its number, the axis is above the dates. */
const FRAMES = {
  marked: { heightPx: 260, top: 24, axis: 90 },
  plain: { heightPx: 260, top: 9, axis: 90 },
  small: { heightPx: 100, top: 15, axis: 82 },
};

/** Bars of how many submissions came, those that were asked for below those from the tab. Drawn for the eye: the table says it all. */
export const volumeChart = ({ volume, markers = [], small = false }: VolumeView): Html | '' => {
  const { unit, buckets } = volume;
  const most = Math.max(0, ...buckets.map(sizeOfBucket));
  if (!most) return '';
  const time = timeAxis(buckets);
  const shown = small ? [] : markers.filter(({ day }) => time.holds(day));
  const { heightPx, top, axis } = FRAMES[small ? 'small' : shown.length ? 'marked' : 'plain'];
  const y = scaleLinear([0, most], [axis, top]);
  if (!small) y.nice(4);
  const bars = buckets.map((bucket) => {
    const { from, to } = time.spanOf(bucket);
    const gap = Math.min(0.6, (to - from) * 0.12);
    return { bucket, from: from + gap, width: to - from - 2 * gap, x: (from + to) / 2 };
  });
  const sizes = bars.map(({ bucket, x }) => ({
    x,
    value: bucket.state === 'whole' ? sizeOfBucket(bucket) : undefined,
  }));
  const placed = placeInLayouts(
    { markers: shown, xOf: ({ day }) => time.at(day), changeAt: changeAround(sizes) },
    ALONE_PX,
  );
  const numbers = barNumbers(bars, { top: busiest(volume), small });
  const yOf = (bucket: VolumeBucket) => y(sizeOfBucket(bucket));
  /** A line ends above a number that it would cross; behind a bar it is not seen. */
  const footOf: FootOf = (x, layout) => {
    const crossed = numbers.filter((number) => isBehind(number, x, layout)).map(({ bucket }) => yOf(bucket));
    return crossed.length ? Math.min(...crossed) - (100 * NUMBER_PX) / heightPx : axis;
  };
  const dates = { starts: buckets.map(({ first }) => ({ first, x: time.at(first) })), unit, axis };
  const part = (name: string, from: number, to: number, { from: left, width, bucket }: (typeof bars)[number]) =>
    to > from &&
    html`<rect class="${name}${bucket.state === 'whole' ? '' : ' open'}" x="${percent(left)}" y="${percent(y(to))}" width="${percent(width)}" height="${percent(y(from) - y(to))}"></rect>`;
  const open = openWords(
    'Pale or with a broken edge',
    unit,
    buckets.filter(sizeOfBucket).map(({ state }) => state),
  );
  return html`<svg class="trend volume ${small ? 'small' : 'scaled'}" width="100%" height="${heightPx}" role="img" aria-label="Submissions by ${unit}, ${bucketWords(unit, buckets[0]!)} to ${bucketWords(unit, buckets.at(-1)!)}">
    ${gridLines({ axis, ticks: small ? [] : y.ticks(4).filter(Number.isInteger), y, words: tickWords })}
    ${small ? endDates(dates) : dateMarks(dates, ALONE_PX)}
    ${markerMarks(placed, axis, footOf)}
    ${bars.map((bar) => html`${part('asked', 0, bar.bucket.asked, bar)}${part('tab', bar.bucket.asked, sizeOfBucket(bar.bucket), bar)}`)}
    ${numbers.map(({ bucket, x, text, anchor, isWide }) => html`<g class="number${isWide ? ' wide-only' : ''}"><text x="${percent(x)}" y="${percent(yOf(bucket))}" dy="-4" text-anchor="${anchor}">${text}</text></g>`)}
  </svg>${chartLegend(placed, open)}`;
};

/** What the colours are. */
export const volumeLegend = html`<p class="legend"><span class="key key-asked">Asked</span> <span class="key key-tab">From the tab, always on</span></p>`;

const STATES = { whole: '', cut: 'incomplete', unfinished: 'not over yet' };

/** The same in words and numbers, the latest first. */
export const volumeTable = ({
  volume: { unit, buckets },
  markers = [],
}: VolumeView): Html => html`<table class="numbers">
  <caption>Submissions by ${unit}, without tests and spam. “Asked” are those of prompts and of surveys within pages; whoever opened the tab was not asked.</caption>
  <thead><tr><th scope="col">${unit === 'day' ? 'Day' : unit === 'week' ? 'Week from' : unit === 'month' ? 'Month' : 'Year'}</th><th scope="col">Submissions</th><th scope="col">Asked</th><th scope="col">From the tab</th><th scope="col">Note</th></tr></thead>
  <tbody>${[...buckets].reverse().map((bucket) => {
    const within = markers.filter(({ day }) => day >= bucket.first && day <= bucket.last);
    return html`<tr><th scope="row">${bucketWords(unit, bucket)}</th><td>${count(sizeOfBucket(bucket))}</td><td>${count(bucket.asked)}</td><td>${count(bucket.always_on)}</td><td dir="auto">${markerNotes(STATES[bucket.state], within)}</td></tr>`;
  })}</tbody>
</table>`;

/** The busiest bucket in a sentence; several that are equally busy are only counted. */
export const volumeFinding = (volume: Volume): Html | '' => {
  const most = busiest(volume);
  if (!most || volume.buckets.length < 3) return '';
  const many = busiestOnes(volume).length;
  if (many > 1)
    return html`<p class="finding">Most came ${volume.unit === 'day' ? 'on' : 'in'} <strong>${count(many)} ${volume.unit}s</strong>: ${count(sizeOfBucket(most))} each.</p>`;
  return html`<p class="finding">Most came ${volume.unit === 'day' ? 'on' : volume.unit === 'week' ? 'in the week from' : 'in'} <strong>${bucketWords(volume.unit, most, true)}</strong>: ${count(sizeOfBucket(most))}.</p>`;
};
