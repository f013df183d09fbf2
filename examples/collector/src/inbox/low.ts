import type { Answer } from '../contract';

/**
 * Whether a rating is in the lowest band of its scale (MEASUREMENT.md): NPS 0–6; of every other scale what is neither
 * positive nor in its middle nor on the better side of it, which is 1–3 of CES 2.0, 1–2 of CSAT, 4–5 of CES 1.0.
 * A scale without a metric is a question like "how often", and no rating.
 */
export const isLow = ({ type, metric, value, scale }: Answer): boolean => {
  if (type !== 'scale' || !metric || !scale || typeof value !== 'number') return false;
  const { min, max, direction, positive } = scale;
  if (value >= positive[0] && value <= positive[1]) return false;
  const twice = direction === 'higher_better' ? 2 * value : 2 * (min + max - value);
  return metric === 'nps' ? (10 * (twice / 2 - min)) / (max - min) <= 6 : twice < min + max;
};

/** Submissions with a low rating within this time make a respondent's ratings repeatedly low. */
export const REPEATED_LOW = { times: 2, days: 90 };
