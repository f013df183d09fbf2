import { html } from 'hono/html';
import type { Unit } from '../../metrics/calendar-unit';
import type { Html } from '../context';
import { LAYOUTS, onlyIn } from './layouts';
import type { PlacedMarkers } from './marker-marks';
import type { Placed } from './place-markers';

type State = 'whole' | 'cut' | 'unfinished';

/** What is drawn otherwise where not all days of a period are there; nothing where all are. */
export const openWords = (sign: 'Hollow' | 'Pale or with a broken edge', unit: Unit, states: State[]): string => {
  const isOver = !states.includes('unfinished');
  if (!states.includes('cut')) return isOver ? '' : `${sign}: a ${unit} that is not over yet.`;
  return `${sign}: a ${unit} that is ${isOver ? '' : 'not over yet, or '}only in part within these days.`;
};

const markerSentences = (placed: Placed[]): string[] => {
  const lines = new Set(placed.filter(({ row }) => row !== undefined).map(({ marker }) => marker.kind));
  const isCrowded = placed.some(({ row }) => row === undefined);
  return [
    lines.has('release') ? 'Dotted: the first answer from a release.' : '',
    lines.has('update') ? 'Dashed: an update was published.' : '',
    isCrowded ? 'Short strokes below the axis: no room for their names; the table has them all.' : '',
  ].filter(Boolean);
};

/** What the signs of a chart are, in words: of those alone that are drawn. */
export const chartLegend = (placed: PlacedMarkers, open: string): Html | '' => {
  const texts = LAYOUTS.map((layout) => [...markerSentences(placed[layout]), open].join(' ').trim());
  if (!texts.some(Boolean)) return '';
  const [first] = texts;
  return html`<p class="marker-legend">${
    texts.every((text) => text === first)
      ? first
      : LAYOUTS.map((layout, at) => html`<span class="${onlyIn(layout)}">${texts[at]}</span>`)
  }</p>`;
};
