import { html } from 'hono/html';
import type { Html } from '../context';
import { percent } from './percent';

const across = (y: number): Html =>
  html`<line class="grid" x1="0" x2="100%" y1="${percent(y)}" y2="${percent(y)}"></line>`;

interface Grid {
  /** The axis, in percent of the height. */
  axis: number;
  ticks: number[];
  y: (value: number) => number;
  words: (value: number) => string;
}

/** The axis, and a line for each of these values with what it stands for: the lines are as long as the time, the words left of it. */
export const gridLines = ({ axis, ticks, y, words }: Grid): Html =>
  html`${across(axis)}${ticks.map((tick) => html`${across(y(tick))}<text x="-8" y="${percent(y(tick))}" dy="4" text-anchor="end">${words(tick)}</text>`)}`;
