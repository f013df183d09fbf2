import { html } from 'hono/html';
import { count } from '../format';
import { modeWords, splitWords } from '../words';
import type { Figure } from './figures';

/** What has to be known before this figure is compared with another. */
export const figureNotes = ({
  split,
  mode,
  locales,
}: Figure) => html`${split && html`<p class="note"><strong>Wording ${split.part} of ${split.of}.</strong> Within this version ${split.why.map((reason) => splitWords[reason]).join(' and ')}, so these answers are not counted together. Give changed wording a new version.</p>`}
    ${mode === 'always_on' && html`<p class="note">Self-selected: people who opened the tab themselves. Not to be compared with prompts.</p>`}
    ${locales.length > 1 && html`<p class="note">${locales.map(({ locale, n }) => `${locale} ${count(n)}`).join(' · ')}. Wordings in several languages are counted together here.</p>`}`;

/** What it is the figure of. */
export const figureSource = (figure: Figure): string =>
  [
    figure.survey,
    `version ${figure.version}`,
    figure.question,
    modeWords[figure.mode] ?? figure.mode,
    figure.channel,
    ...(figure.locales.length === 1 ? [figure.locales[0]!.locale] : []),
  ].join(' · ');
