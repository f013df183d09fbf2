import { html } from 'hono/html';
import type { Html } from '../context';
import { dayWords } from '../format';
import type { Marker } from './markers';

/** Rows of names above a chart, in pixels from its top to the foot of the letters. */
const ROWS = [12, 26, 40];
/**
 * The narrowest that a chart is in each of the two layouts of the page, in CSS pixels: a phone of 320, and a desktop of
 * 56rem, from which the figure stands beside its trend. A wider chart only has more room between the names.
 */
const LAYOUTS = { narrow: 248, wide: 470 };
/** Of one character at the size of `.trend text`; wide scripts take two. */
const CHARACTER_PX = 6.6;
const GAP_PX = 8;
const LONGEST = 20;

/** Characters beyond Latin, Greek and Cyrillic are mostly as wide as two. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u{10ff}' ? 2 : 1), 0) * CHARACTER_PX;

const shortened = (text: string): string => {
  const characters = [...text];
  return characters.length > LONGEST
    ? `${characters
        .slice(0, LONGEST - 1)
        .join('')
        .trimEnd()}…`
    : text;
};

type Anchor = 'start' | 'middle' | 'end';

export interface Placed {
  marker: Marker;
  /** Percent of the width. */
  x: number;
  text: string;
  anchor: Anchor;
  /** Of `ROWS`; undefined where its name fits into none. */
  row: number | undefined;
}

interface Span {
  from: number;
  to: number;
}

/** Updates are few and were meant to change something: they get their room first. */
const inTurn = (markers: Marker[]): Marker[] => [
  ...markers.filter(({ kind }) => kind === 'update'),
  ...markers.filter(({ kind }) => kind === 'release'),
];

/** Each marker with a row that its whole name fits into, on a chart of this width or any wider one. */
export const placeMarkers = (markers: Marker[], xOf: (marker: Marker) => number, widthPx: number): Placed[] => {
  const rows: Span[][] = ROWS.map(() => []);
  return inTurn(markers).map((marker) => {
    const x = xOf(marker);
    const at = (x * widthPx) / 100;
    const text = shortened(marker.label);
    const width = widthOf(text);
    const anchor: Anchor = at - width / 2 < 0 ? 'start' : at + width / 2 > widthPx ? 'end' : 'middle';
    const from = at - { start: 0, middle: width / 2, end: width }[anchor];
    const span = { from, to: from + width };
    // A name that is longer than the side it has to lie on fits nowhere.
    const fits = span.from >= 0 && span.to <= widthPx;
    const row = fits
      ? rows.findIndex((taken) => taken.every(({ from, to }) => span.from - to >= GAP_PX || from - span.to >= GAP_PX))
      : -1;
    rows[row]?.push(span);
    return { marker, x, text, anchor, row: row < 0 ? undefined : row };
  });
};

const percent = (value: number): string => `${value.toFixed(2)}%`;

const titleOf = ({ kind, label, day }: Marker): string =>
  `${kind === 'update' ? 'Update: ' : ''}${label}, ${dayWords(day)}`;

const lineOf = ({ marker, x, row }: Placed, layout: string) => {
  // Where there is no room for its name, a tick below the line: the table has all of them.
  const [top, bottom] = row === undefined ? ['90%', '95%'] : [`${ROWS[row]! + 4}`, '90%'];
  return html`<g class="marker ${marker.kind} ${layout}"><title>${titleOf(marker)}</title><line x1="${percent(x)}" x2="${percent(x)}" y1="${top}" y2="${bottom}"></line></g>`;
};

const nameOf = ({ x, text, anchor, row }: Placed, layout: string) =>
  row !== undefined &&
  html`<g class="marker ${layout}"><text x="${percent(x)}" y="${ROWS[row]!}" text-anchor="${anchor}">${text}</text></g>`;

/** A line through the chart for each, with its name where there is room: once for phones and once for desktops, of which one is shown. */
export const markerMarks = (markers: Marker[], xOf: (marker: Marker) => number): Html[] =>
  Object.entries(LAYOUTS).map(([layout, widthPx]) => {
    const placed = placeMarkers(markers, xOf, widthPx);
    const shown = `${layout}-only`;
    // Names last, so that no line of another runs through them.
    return html`${placed.map((one) => lineOf(one, shown))}${placed.map((one) => nameOf(one, shown))}`;
  });

/** The same beside other charts: only the lines. */
export const bareMarks = (markers: Marker[], xOf: (marker: Marker) => number): Html[] =>
  markers.map(
    (marker) =>
      html`<g class="marker ${marker.kind}"><title>${titleOf(marker)}</title><line x1="${percent(xOf(marker))}" x2="${percent(xOf(marker))}" y1="0" y2="100%"></line></g>`,
  );

/** What the lines are, in words. */
export const markerLegend = (markers: Marker[]): Html | '' => {
  const kinds = new Set(markers.map(({ kind }) => kind));
  if (!kinds.size) return '';
  return html`<p class="marker-legend">${kinds.has('release') && html`<span class="release">Dotted: the first answer from a release.</span> `}${kinds.has('update') && html`<span class="update">Dashed: an update was published.</span> `}The table names each.</p>`;
};
