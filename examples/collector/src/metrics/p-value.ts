import { excludesZero, type Interval, Z } from './interval';
import { twoSidedP } from './normal';

const LEVEL = 0.05;
const JUST_ABOVE = LEVEL * (1 + 2 * Number.EPSILON);
/** Beyond this z no number is small enough to be its p. */
const MOST_Z = 40;

/** A p that rounding has not brought into contradiction: at most 0.05 where the 95 % interval excludes 0, else above. */
export const agreeing = (p: number, interval: Interval): number =>
  excludesZero(interval) ? Math.min(p, LEVEL) : Math.max(p, JUST_ABOVE);

/**
 * The p that belongs to a method of intervals: the level of its widest interval that still excludes 0, so that the two
 * never say different things. Other tests of the same difference have other p-values, which contradict the interval
 * near the border. `intervalAt(z)` must hold every interval of a smaller z. Found by halving.
 */
export const pOfIntervals = (intervalAt: (z: number) => Interval): number => {
  let low = 0;
  let high = MOST_Z;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (excludesZero(intervalAt(middle))) low = middle;
    else high = middle;
  }
  return agreeing(twoSidedP(low), intervalAt(Z));
};
