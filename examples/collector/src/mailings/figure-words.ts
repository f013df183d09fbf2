import type { Metric } from '../contract';
import type { Difference } from '../metrics/difference';
import type { Summary } from '../metrics/summary';
import type { Figure } from '../report/figures/figures';
import { differenceWords, placesOf, rangeWords, valueWords } from '../report/figures/headline';
import { count } from '../report/format';
import { metricWords, modeWords } from '../report/words';

/**
 * An id as it may stand in a mail. Anybody can send one, with line breaks and addresses in it, which would be a link to
 * anywhere in a mail that the team trusts: what is neither letter, digit, dot, underscore nor hyphen becomes `_`.
 */
export const plainId = (id: string): string => id.replace(/[^A-Za-z0-9._-]/gu, '_');

/** `Effort (CES 2.0), survey ces, after a journey`: our words, and ids that say no more than an id does. */
export const figureName = ({ metric, survey, mode, channel, split }: Figure): string => {
  const { name, short } = metricWords[metric];
  const parts = [`${name} (${short})`, `survey ${plainId(survey)}`, modeWords[mode] ?? plainId(mode)];
  if (channel !== 'web') parts.push(plainId(channel));
  if (split) parts.push(`part ${split.part} of ${split.of}`);
  return parts.join(', ');
};

/** `72 % agree that it was easy (66 to 78), n = 210`; of few answers their number. */
export const summaryWords = (metric: Metric, { n, headline, caution }: Summary): string => {
  if (!headline) return `${count(n)} ${n === 1 ? 'answer' : 'answers'}, too few for a figure`;
  const what =
    headline.kind === 'share' ? ` ${metricWords[metric].share}` : headline.kind === 'mean' ? ' on average' : '';
  const range = headline.interval ? ` (${rangeWords(headline.interval, placesOf(headline.kind))})` : '';
  return `${valueWords(headline)}${what}${range}, n = ${count(n)}${caution === 'directional' ? ', directional' : ''}`;
};

/** `−14 points (−21 to −7)`. */
export const changeWords = (difference: Difference): string => {
  const { value, interval } = differenceWords(difference);
  return `${value} points (${interval})`;
};
