import type { ScaleMeaning } from '../../contract';
import type { Difference } from '../../metrics/difference';
import type { Interval } from '../../metrics/interval';
import type { Headline } from '../../metrics/summary';
import { signed } from '../format';

type Kind = Headline['kind'];

export const placesOf = (kind: Kind): number => (kind === 'mean' ? 2 : 0);

/** Never at the begin of a line; nothing for points. */
export const unitOf = (kind: Kind): string => (kind === 'share' ? '\u00a0%' : '');

export const rangeWords = ({ low, high }: Interval, places: number): string =>
  `${signed(low, places)} to ${signed(high, places)}`;

/** `72 %`, `−14`, `5.33`. */
export const valueWords = ({ kind, value }: { kind: Kind; value: number }): string =>
  `${signed(value, placesOf(kind))}${unitOf(kind)}`;

/** With its sign: `+4`, `−12`. */
const plus = (value: number, places: number): string => {
  const text = signed(value, places);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
};

/** Points of percent are points: a difference of shares has no % sign. */
export const differenceWords = ({ kind, value, interval }: Difference): { value: string; interval: string } => {
  const places = placesOf(kind);
  return { value: plus(value, places), interval: `${plus(interval.low, places)} to ${plus(interval.high, places)}` };
};

/** The ends of what a headline can be. */
export const boundsOf = (kind: Kind, scale: ScaleMeaning | undefined): [least: number, most: number] => {
  if (kind === 'nps') return [-100, 100];
  return kind === 'mean' && scale ? [scale.min, scale.max] : [0, 100];
};
