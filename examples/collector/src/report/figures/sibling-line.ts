import { html } from 'hono/html';
import type { Html } from '../context';
import { differsBy } from './differs';
import { figureAddress, nameOf } from './figure-address';
import type { Figure } from './figures';
import type { ReportPeriod } from './period';

/** More are a list, not a line. */
const MOST = 3;

interface SiblingView {
  project: string;
  period: ReportPeriod;
  figure: Figure;
  siblings: Figure[];
}

/** Where one question gives several figures: what sets the others apart, with a way to each. */
export const siblingLine = ({ project, period, figure, siblings }: SiblingView): Html | '' => {
  if (!siblings.length) return '';
  // Those that only differ in wording first: they are what a reader may take for the same.
  const near = ({ version, mode, channel }: Figure): number =>
    [version === figure.version, mode === figure.mode, channel === figure.channel].filter(Boolean).length;
  const shown = [...siblings].sort((a, b) => near(b) - near(a) || b.summary.n - a.summary.n).slice(0, MOST);
  const more = siblings.length - shown.length;
  return html`<p class="siblings">The same question, counted apart: ${shown.map((other, at) => {
    const { words, n } = differsBy(figure, other);
    return html`${at > 0 && '; '}<a href="${figureAddress(project, nameOf(other), period)}">${words}</a> (${n})`;
  })}${more > 0 && `; and ${more} more`}.</p>`;
};
