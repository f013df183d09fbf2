import type { Metric, ScaleMeaning } from '../contract';
import type { Count } from './counts';

/** How the counts of a figure are read, so that its parts and its whole are read alike. */
export interface Reading {
  /** `share`: percent with its definition; `nps`: points; `mean`: on the scale. */
  kind: 'share' | 'nps' | 'mean';
  /** What the headline says, for example `5–7`. */
  of: string;
  /** Whether a value counts in the share of positive answers. */
  isPositive: (value: string) => boolean;
  /** What that share says. */
  positives: string;
}

const YES = new Set(['yes', 'true', '1']);
const YES_OR_NO = new Set(['yes', 'partly', 'no', 'true', 'false']);

/** Whether all choices say yes, partly or no. An only `1` may be the first of many options; with a `0` it is a yes. */
const areYesOrNo = (counts: Count[]): boolean => {
  const given = new Set(counts.filter(({ count }) => count).map(({ value }) => value));
  return [...given].every((value) => YES_OR_NO.has(value)) || (given.size === 2 && given.has('1') && given.has('0'));
};

/**
 * From the counts of the whole figure: a part of it may happen to hold one choice only. None for choices other
 * than yes and no, of which nobody said which is good.
 */
export const readingOf = (metric: Metric, scale: ScaleMeaning | undefined, whole: Count[]): Reading | undefined => {
  if (!scale) {
    const yes: Reading = { kind: 'share', of: 'yes', isPositive: (value) => YES.has(value), positives: 'yes' };
    return areYesOrNo(whole) ? yes : undefined;
  }
  const { min, max, positive } = scale;
  const [low, high] = positive;
  const isPositive = (value: string) => Number(value) >= low && Number(value) <= high;
  const positives = low === high ? `${low}` : `${low}–${high}`;
  // On any other scale the bands of NPS mean nothing: such a question is shown as a plain share.
  if (metric === 'nps' && min === 0 && max === 10)
    return { kind: 'nps', of: 'points: promoters (9–10) minus detractors (0–6)', isPositive, positives };
  if (metric === 'ces1') return { kind: 'mean', of: `${min}–${max}, lower is better`, isPositive, positives };
  return { kind: 'share', of: positives, isPositive, positives };
};
