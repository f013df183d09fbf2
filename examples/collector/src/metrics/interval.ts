/** A 95 % interval, both ends in the unit of its point. */
export interface Interval {
  low: number;
  high: number;
}

/** Two-sided 95 % point of the normal distribution. */
export const Z = 1.959964;

export const clampInterval = ({ low, high }: Interval, least: number, most: number): Interval => ({
  low: Math.min(most, Math.max(least, low)),
  high: Math.min(most, Math.max(least, high)),
});

/** From shares to percent. */
export const inPercent = ({ low, high }: Interval): Interval => ({ low: low * 100, high: high * 100 });

/** Whether both ends lie on one side of 0. An end on it does not. */
export const excludesZero = ({ low, high }: Interval): boolean => low > 0 || high < 0;
