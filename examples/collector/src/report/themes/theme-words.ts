import { html } from 'hono/html';
import type { Caution } from '../../metrics/caution';
import type { ThemeFigures } from '../../themes/figures';
import { type Theme, type ThemeState, themeStateWords } from '../../themes/theme';
import type { Html } from '../context';
import { differenceWords, rangeWords } from '../figures/headline';
import { pWords } from '../figures/p-words';
import { count, signed } from '../format';
import { projectAddress } from '../frame';

export const themesAddress = (project: string, id?: string): string =>
  `${projectAddress(project)}/themes${id ? `/${id}` : ''}`;

export const themeStateChip = (state: ThemeState): Html =>
  html`<span class="chip ${state === 'planned' ? 'strong' : 'quiet'}">${themeStateWords[state]}</span>`;

const oneDecimal = (value: number): string => (value > 0 && value < 1 ? signed(value, 1) : signed(value));

const directional = (caution: Caution) => caution === 'directional' && html` <span class="chip">directional</span>`;

export const shareWords = ({ share }: ThemeFigures): Html | string =>
  share
    ? html`${oneDecimal(share.value)}\u00a0% <small class="under">${rangeWords(share.interval, 0)}</small>${directional(share.caution)}`
    : '–';

/** A change within the noise is no news, and is told as such. */
export const changeWords = ({ change }: ThemeFigures): Html | string => {
  if (!change) return '–';
  const { value, interval } = differenceWords(change);
  const found =
    change.adjusted <= 0.05
      ? html`<strong>${value}</strong>`
      : html`<span class="quiet">${value}, no clear change</span>`;
  return html`${found} <small class="under"><span>${interval}</span> <span>${pWords(change.adjusted)}</span></small>${directional(change.caution)}`;
};

export const scoreWords = ({ score }: ThemeFigures): Html | string => {
  if (!score?.n) return '–';
  if (!score.mean) return html`<span class="quiet">n = ${count(score.n)}, too few</span>`;
  const { value, interval } = score.mean;
  return html`${signed(value, 2)} <small class="under">${interval && rangeWords(interval, 2)}, n = ${count(score.n)}</small>${directional(score.caution)}`;
};

export const partialNote = (themes: Theme[]): Html | '' =>
  themes.some(({ whole }) => !whole)
    ? html`<p class="note">Not everything was looked through for these words yet: the numbers will grow. Look again in a moment.</p>`
    : '';
