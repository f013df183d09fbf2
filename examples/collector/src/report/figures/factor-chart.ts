import { scaleLinear } from 'd3-scale';
import { html } from 'hono/html';
import type { FactorDriver } from '../../metrics/factor-drivers';
import type { Html } from '../context';
import { percent } from './percent';

export interface DrawnFactor {
  /** From 1, as in the table. */
  number: number;
  driver: FactorDriver;
  /** Ends of the scale that it was rated on. */
  scale: { min: number; max: number };
  lowerIsBetter: boolean;
}

/**
 * Importance by performance, of the factors that go with the score: upwards the correlation, to the right the mean rating
 * on its scale. Numbers, because names would lie over each other; drawn for the eye, the table says it all.
 */
export const factorChart = (drawn: DrawnFactor[]): Html | '' => {
  if (drawn.length < 2) return '';
  const rhos = drawn.map(({ driver }) => driver.importance!.rho);
  const x = scaleLinear([0, 1], [4, 96]);
  const y = scaleLinear([Math.min(0, ...rhos), Math.max(0.5, ...rhos)], [88, 10]);
  const points = drawn.map(({ number, driver, scale, lowerIsBetter }) => {
    const share = (driver.performance!.mean - scale.min) / Math.max(1, scale.max - scale.min);
    return { number, x: x(lowerIsBetter ? 1 - share : share), y: y(driver.importance!.rho) };
  });
  return html`<svg class="trend factors" width="100%" height="220" role="img" aria-label="Importance by performance of ${drawn.length} factors">
    <line class="grid" x1="${percent(x(0.5))}" x2="${percent(x(0.5))}" y1="4%" y2="90%"></line>
    <line class="grid" x1="2%" x2="98%" y1="${percent(y(0))}" y2="${percent(y(0))}"></line>
    <text x="2%" y="12">goes with the score more</text>
    <text x="2%" y="100%" dy="-4">rated worse</text><text x="98%" y="100%" dy="-4" text-anchor="end">rated better</text>
    ${points.map((point) => html`<circle class="point" cx="${percent(point.x)}" cy="${percent(point.y)}" r="4"></circle><text class="factor" x="${percent(point.x)}" y="${percent(point.y)}" dx="8" dy="4">${point.number}</text>`)}
  </svg>`;
};
