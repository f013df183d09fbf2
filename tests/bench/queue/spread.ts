import { median } from '../figures';

/** The middle of several values, and where half of them lie. */
export interface Spread {
  median: number;
  from: number;
  to: number;
}

/** Of few values (fewer than eight) the least and the most, of many the quartiles. */
export function spreadOf(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const cut = sorted.length < 8 ? 0 : Math.floor(sorted.length / 4);
  return { median: median(sorted), from: sorted[cut]!, to: sorted[sorted.length - 1 - cut]! };
}
