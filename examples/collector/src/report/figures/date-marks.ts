import { html } from 'hono/html';
import type { Day } from '../../metrics/calendar';
import type { Unit } from '../../metrics/calendar-unit';
import type { Html } from '../context';
import { dayWords } from '../format';
import { CARD_PX, LAYOUTS, onlyIn, type PlotWidths } from './layouts';
import { percent } from './percent';
import { widthOf } from './text-width';

const monthStamp = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** The begin of a unit, as short as it is clear: `22 Nov 2026`, `Oct 2026`, `2026`. */
export const startWords = (unit: Unit, first: Day): string => {
  if (unit === 'year') return first.slice(0, 4);
  return unit === 'day' || unit === 'week' ? dayWords(first) : monthStamp.format(new Date(`${first}T00:00:00Z`));
};

/** Where a unit begins on the time axis. */
export interface Start {
  first: Day;
  /** Percent of the width. */
  x: number;
}

/** Dates are so many units apart: the first of these that leaves each its room. */
const STEPS: Record<Unit, number[]> = {
  day: [1, 2, 7, 14, 28],
  week: [1, 2, 4, 13, 26],
  month: [1, 2, 3, 6, 12, 24],
  quarter: [1, 2, 4, 8, 16],
  year: [1, 2, 5, 10, 20, 50],
};

/** Between the stroke of a date and its words, and after them. */
const BESIDE_STROKE_PX = 4;
const GAP_PX = 8;

const reachOf = (unit: Unit, { first }: Start): number => BESIDE_STROKE_PX + widthOf(startWords(unit, first));
const pxOf = ({ x }: Start, widthPx: number): number => (x * widthPx) / 100;

export interface PlacedDate extends Start {
  /** Its words begin at its stroke, or end at it. */
  anchor: 'start' | 'end';
}

const atStart = (start: Start): PlacedDate => ({ ...start, anchor: 'start' });

/** The first and the last alone, the words of the last before its stroke where there is no room after it; on a plot of this width or any wider one. */
export const placeEnds = (starts: Start[], unit: Unit, widthPx: number): PlacedDate[] => {
  const [first, last] = [starts[0]!, starts.at(-1)!];
  const lastPx = pxOf(last, widthPx);
  const freePx = reachOf(unit, first) + GAP_PX;
  if (lastPx >= freePx && lastPx + reachOf(unit, last) <= widthPx) return [first, last].map(atStart);
  return lastPx - reachOf(unit, last) >= freePx ? [atStart(first), { ...last, anchor: 'end' }] : [atStart(first)];
};

/** The starts whose dates have room on a plot of this width or any wider one, as many as there may be in even steps. */
export const placeDates = (starts: Start[], unit: Unit, widthPx: number): PlacedDate[] => {
  const endOf = (start: Start) => pxOf(start, widthPx) + reachOf(unit, start);
  for (const step of STEPS[unit]) {
    const some = starts.filter((_, at) => at % step === 0);
    if (!some.every((one, at) => !some[at + 1] || endOf(one) + GAP_PX <= pxOf(some[at + 1]!, widthPx))) continue;
    const whole = some.filter((one) => endOf(one) <= widthPx);
    if (whole.length > 1) return whole.map(atStart);
  }
  return placeEnds(starts, unit, widthPx);
};

interface DatesWanted {
  starts: Start[];
  unit: Unit;
  /** Where the axis is, in percent of the height. */
  axis: number;
}

const dateMark = ({ first, x, anchor }: PlacedDate, { unit, axis }: DatesWanted): Html =>
  html`<line x1="${percent(x)}" x2="${percent(x)}" y1="${percent(axis)}" y2="100%"></line><text x="${percent(x)}" y="100%" dx="${anchor === 'start' ? BESIDE_STROKE_PX : -BESIDE_STROKE_PX}" dy="-3" text-anchor="${anchor}">${startWords(unit, first)}</text>`;

/** Below the axis: a stroke where a period begins, and beside it which day that is. */
export const dateMarks = (wanted: DatesWanted, widths: PlotWidths): Html[] =>
  LAYOUTS.map(
    (layout) =>
      html`<g class="dates ${onlyIn(layout)}">${placeDates(wanted.starts, wanted.unit, widths[layout]).map((date) => dateMark(date, wanted))}</g>`,
  );

/** The same of the first and the last period alone: on a small chart. */
export const endDates = (wanted: DatesWanted): Html =>
  html`<g class="dates">${placeEnds(wanted.starts, wanted.unit, CARD_PX).map((date) => dateMark(date, wanted))}</g>`;
