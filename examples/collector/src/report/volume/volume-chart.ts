import { scaleLinear } from 'd3-scale';
import { html } from 'hono/html';
import { type Day, daysBetween } from '../../metrics/calendar';
import type { Unit } from '../../metrics/calendar-unit';
import type { Html } from '../context';
import { bareMarks, markerMarks } from '../figures/marker-marks';
import type { Marker } from '../figures/markers';
import { markerNotes } from '../figures/trend-chart';
import { count, dayWords } from '../format';
import { busiest, sizeOfBucket, type Volume, type VolumeBucket } from './volume';

export interface VolumeView {
  volume: Volume;
  markers: Marker[];
  /** Low, without axes: above the figures. */
  small?: boolean;
}

const monthStamp = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
const longMonth = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const dateOf = (day: Day): Date => new Date(`${day}T00:00:00Z`);

/** A bucket as people call it: `Dec 2026`, `22 Nov 2026`. */
export const bucketWords = (unit: Unit, { first }: Pick<VolumeBucket, 'first'>, long = false): string => {
  if (unit === 'year') return first.slice(0, 4);
  return unit === 'month' ? (long ? longMonth : monthStamp).format(dateOf(first)) : dayWords(first);
};

const percent = (value: number): string => `${value.toFixed(2)}%`;

/** Numbers stand on the bars while each has room for one; on a phone that is on the highest alone. */
const MOST_NUMBERS = 16;

/** Bars of how many submissions came, those that were asked for below those from the tab. Drawn for the eye: the table says it all. */
export const volumeChart = ({ volume, markers, small }: VolumeView): Html | '' => {
  const { unit, buckets } = volume;
  const most = Math.max(0, ...buckets.map(sizeOfBucket));
  if (!most) return '';
  const start = buckets[0]!.first;
  const days = daysBetween(start, buckets.at(-1)!.last) + 1;
  const left = small ? 0 : 8;
  const x = scaleLinear([0, days], [left, 100]);
  const y = small ? scaleLinear([0, most], [100, 16]) : scaleLinear([0, most], [90, 24]).nice(4);
  const top = busiest(volume);
  const ticks = small ? [] : y.ticks(4).filter(Number.isInteger);
  const { last } = buckets.at(-1)!;
  const shown = markers.filter(({ day }) => day >= start && day <= last);
  const xOf = ({ day }: Marker) => x(daysBetween(start, day) + 0.5);
  const bars = buckets.map((bucket) => {
    const from = x(daysBetween(start, bucket.first));
    const to = x(daysBetween(start, bucket.last) + 1);
    const gap = Math.min(0.6, (to - from) * 0.12);
    return { bucket, from: from + gap, width: to - from - 2 * gap, middle: (from + to) / 2 };
  });
  const dates = [bars[0]!, bars[bars.length >> 1]!, bars.at(-1)!].filter((bar, at, all) => all.indexOf(bar) === at);
  const anchors = dates.length < 3 ? ['start', 'end'] : ['start', 'middle', 'end'];
  const part = (name: string, from: number, to: number, { from: left, width, bucket }: (typeof bars)[number]) =>
    to > from &&
    html`<rect class="${name}${bucket.state === 'whole' ? '' : ' open'}" x="${percent(left)}" y="${percent(y(to))}" width="${percent(width)}" height="${percent(y(from) - y(to))}"></rect>`;
  return html`<svg class="trend volume${small ? ' small' : ''}" width="100%" height="${small ? 84 : 260}" role="img" aria-label="Submissions by ${unit}, ${bucketWords(unit, buckets[0]!)} to ${bucketWords(unit, buckets.at(-1)!)}">
    ${ticks.map((tick) => html`<line class="grid" x1="0" x2="100%" y1="${percent(y(tick))}" y2="${percent(y(tick))}"></line>`)}
    ${small ? bareMarks(shown, xOf) : markerMarks(shown, xOf)}
    ${bars.map((bar) => html`${part('asked', 0, bar.bucket.asked, bar)}${part('tab', bar.bucket.asked, sizeOfBucket(bar.bucket), bar)}`)}
    ${ticks.map((tick) => html`<text x="0" y="${percent(y(tick))}" dy="-4">${count(tick)}</text>`)}
    ${bars.map(({ bucket, middle }) => {
      const isTop = bucket === top;
      if (!sizeOfBucket(bucket) || !(isTop || (!small && buckets.length <= MOST_NUMBERS))) return '';
      const anchor = middle > 94 ? 'end' : middle < left + 4 ? 'start' : 'middle';
      return html`<text class="${isTop ? '' : 'wide-only'}" x="${percent(middle)}" y="${percent(y(sizeOfBucket(bucket)))}" dy="-4" text-anchor="${anchor}">${count(sizeOfBucket(bucket))}</text>`;
    })}
    ${!small && dates.map((bar, at) => html`<text class="date" x="${percent([bar.from, bar.middle, bar.from + bar.width][anchors.length < 3 ? at * 2 : at]!)}" y="100%" dy="-4" text-anchor="${anchors[at]!}">${bucketWords(unit, bar.bucket)}</text>`)}
  </svg>`;
};

/** What the colours are. */
export const volumeLegend = html`<p class="legend"><span class="key key-asked">Asked</span> <span class="key key-tab">From the tab, always on</span></p>`;

const STATES = { whole: '', cut: 'incomplete', unfinished: 'not over yet' };

/** The same in words and numbers, the latest first. */
export const volumeTable = ({ volume: { unit, buckets }, markers }: VolumeView): Html => html`<table class="numbers">
  <caption>Submissions by ${unit}, without tests and spam. “Asked” are those of prompts and of surveys within pages; whoever opened the tab was not asked.</caption>
  <thead><tr><th scope="col">${unit === 'day' ? 'Day' : unit === 'week' ? 'Week from' : unit === 'month' ? 'Month' : 'Year'}</th><th scope="col">Submissions</th><th scope="col">Asked</th><th scope="col">From the tab</th><th scope="col">Note</th></tr></thead>
  <tbody>${[...buckets].reverse().map((bucket) => {
    const within = markers.filter(({ day }) => day >= bucket.first && day <= bucket.last);
    return html`<tr><th scope="row">${bucketWords(unit, bucket)}</th><td>${count(sizeOfBucket(bucket))}</td><td>${count(bucket.asked)}</td><td>${count(bucket.always_on)}</td><td dir="auto">${markerNotes(STATES[bucket.state], within)}</td></tr>`;
  })}</tbody>
</table>`;

/** The busiest bucket in a sentence. */
export const volumeFinding = (volume: Volume): Html | '' => {
  const most = busiest(volume);
  if (!most || volume.buckets.length < 3) return '';
  return html`<p class="finding">Most came ${volume.unit === 'day' ? 'on' : volume.unit === 'week' ? 'in the week from' : 'in'} <strong>${bucketWords(volume.unit, most, true)}</strong>: ${count(sizeOfBucket(most))}.</p>`;
};
