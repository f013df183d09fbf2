import { html } from 'hono/html';
import type { Html } from '../context';
import { dayWords } from '../format';
import { eachLayout, LAYOUTS, type Layout, onlyIn, type PlotWidths } from './layouts';
import type { Marker } from './markers';
import { percent } from './percent';
import { BESIDE_LINE_PX, type Placed, type Placing, placeMarkers, ROWS } from './place-markers';

/** Once for each layout of the page, of which one is shown. */
export type PlacedMarkers = Record<Layout, Placed[]>;

export const placeInLayouts = (placing: Omit<Placing, 'widthPx'>, widths: PlotWidths): PlacedMarkers =>
  eachLayout((layout) => placeMarkers({ ...placing, widthPx: widths[layout] }));

/** Of capitals and numbers at the size of `.trend text`, in pixels. */
const LETTERS_PX = 9;
/** A stroke below the axis, in percent of the height. */
const STROKE = 3;

const titleOf = ({ kind, label, day }: Marker): string =>
  `${kind === 'update' ? 'Update: ' : ''}${label}, ${dayWords(day)}`;

const upright = (x: number, from: string, to: string): Html =>
  html`<line x1="${percent(x)}" x2="${percent(x)}" y1="${from}" y2="${to}"></line>`;

/** Where a line ends, in percent of the height. */
export type FootOf = (x: number, layout: Layout) => number;

const named = ({ marker, x, text, anchor }: Placed, row: number, layout: Layout, foot: number): Html =>
  html`<g class="marker ${marker.kind} ${onlyIn(layout)}"><title>${titleOf(marker)}</title>${upright(x, String(ROWS[row]! - LETTERS_PX), percent(foot))}<text x="${percent(x)}" y="${ROWS[row]!}" dx="${anchor === 'start' ? BESIDE_LINE_PX : -BESIDE_LINE_PX}" text-anchor="${anchor}">${text}</text></g>`;

/** There was no room for its name: the table has all of them. */
const unnamed = ({ marker, x }: Placed, layout: Layout, axis: number): Html =>
  html`<g class="marker short ${marker.kind} ${onlyIn(layout)}"><title>${titleOf(marker)}</title>${upright(x, percent(axis), percent(axis + STROKE))}</g>`;

/** A line down to the axis for each that has a name, from beside it, and a stroke below the axis for each other. */
export const markerMarks = (placed: PlacedMarkers, axis: number, footOf: FootOf = () => axis): Html[] =>
  LAYOUTS.map(
    (layout) =>
      html`${placed[layout].map((one) => (one.row === undefined ? unnamed(one, layout, axis) : named(one, one.row, layout, footOf(one.x, layout))))}`,
  );
