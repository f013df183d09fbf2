import { html } from 'hono/html';
import type { Html } from '../context';
import { periodQuery, type ReportPeriod } from '../figures/period';
import { projectAddress } from '../frame';
import type { Volume } from './volume';
import { volumeChart, volumeFinding, volumeLegend } from './volume-chart';

/** The page of how much came. */
export const volumeAddress = (project: string, period: ReportPeriod): string => {
  const query = new URLSearchParams(periodQuery(period));
  return `${projectAddress(project)}/volume${query.size ? `?${query}` : ''}`;
};

/** Above the figures: how much came, and when. */
export const volumeCard = (project: string, period: ReportPeriod, volume: Volume): Html | '' => {
  const chart = volumeChart({ volume, small: true });
  if (!chart) return '';
  return html`<section class="figure volume-card" aria-labelledby="volume-title">
    <header><h2 id="volume-title"><a href="${volumeAddress(project, period)}">Submissions by ${volume.unit}</a></h2>${volumeLegend}</header>
    ${volumeFinding(volume)}
    ${chart}
  </section>`;
};
