import type { Metric, ScaleMeaning } from '../contract';
import { type Count, sizeOf } from './counts';
import { type Difference, difference } from './difference';
import { holm } from './holm';
import type { Part, Segment, Segments } from './segments';
import { summarise } from './summary';

const LEVEL = 0.05;

const pOf = (one: Difference): number => Math.max(one.p, one.permutationP);

export interface Pair {
  /** First minus second. */
  difference: Difference;
  /** One test: right where these two were chosen before anybody looked at their figures. The larger of its two p-values. */
  p: number;
  /** How many such comparisons there are to choose from. */
  choices: number;
  /**
   * What is left of it where it was chosen because it looked large: at most `p` times the number of choices (Bonferroni),
   * since whoever looks at all of them has made all of them.
   */
  afterLooking: number;
}

/**
 * Two parts of a figure against each other. They must not share answers. Undefined below 10 answers on either side.
 * @param choices how many such comparisons could have been chosen, see `pairsOf`
 */
export const pair = (
  metric: Metric,
  scale: ScaleMeaning | undefined,
  [a, b]: [Part, Part],
  whole: Count[],
  choices: number,
): Pair | undefined => {
  const one = difference(metric, scale, a.counts, b.counts, whole);
  if (!one) return undefined;
  return { difference: one, p: pOf(one), choices, afterLooking: Math.min(1, choices * pOf(one)) };
};

/** How many pairs so many parts have. */
export const pairsOf = (parts: number): number => Math.max(1, (parts * (parts - 1)) / 2);

/**
 * Every part of a figure against one of them, which has no comparison itself, with Holm's adjustment over all the others
 * that have 10 answers. The parts must not share answers.
 */
export const againstOne = (
  metric: Metric,
  scale: ScaleMeaning | undefined,
  parts: Part[],
  reference: string,
  whole: Count[],
): Segments => {
  const chosen = parts.find(({ key }) => key === reference);
  const compared = parts.map((part) => ({
    key: part.key,
    n: sizeOf(part.counts),
    summary: summarise(metric, scale, part.counts, whole),
    difference: chosen && part !== chosen ? difference(metric, scale, part.counts, chosen.counts, whole) : undefined,
  }));
  const { k, adjusted } = holm(compared.flatMap((one) => (one.difference ? [pOf(one.difference)] : [])));
  const inOrder = adjusted.values();
  return {
    k,
    segments: compared.map((one): Segment => {
      const p = one.difference ? (inOrder.next().value as number) : undefined;
      return { ...one, adjusted: p, standsOut: p !== undefined && p <= LEVEL };
    }),
  };
};
