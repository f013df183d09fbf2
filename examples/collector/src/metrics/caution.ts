/** Below this many answers a figure is counts only. */
export const COUNTS_BELOW = 10;
const DIRECTIONAL_BELOW = 30;

/** `counts_only` below 10 answers, `directional` from 10 to 29. */
export type Caution = 'counts_only' | 'directional' | 'none';

export const cautionOf = (n: number): Caution =>
  n < COUNTS_BELOW ? 'counts_only' : n < DIRECTIONAL_BELOW ? 'directional' : 'none';
