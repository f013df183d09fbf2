import type { Metric, ScaleMeaning } from '../contract';
import { addCounts, type Count, sizeOf, takeCounts } from './counts';
import { type Difference, difference } from './difference';
import { holm } from './holm';
import { type Summary, summarise } from './summary';

export interface Part {
  /** What these answers have in common, such as a touchpoint, a release or a language. */
  key: string;
  counts: Count[];
}

export interface Segment {
  key: string;
  n: number;
  summary: Summary;
  /** To the rest of the figure, with a 95 % interval of its own. None below 10 answers on either side. */
  difference: Difference | undefined;
  /** Holm's p over all k comparisons, of the larger of each difference's two p-values. */
  adjusted: number | undefined;
  /** Whether the adjusted p is at most 0.05. An interval that excludes 0 is not enough where many parts are looked at. */
  standsOut: boolean;
}

export interface Segments {
  /** How many comparisons were made. */
  k: number;
  /** In the order of the parts. */
  segments: Segment[];
}

const FAMILY_LEVEL = 0.05;

/** Whether the one is all that the other is not. Overlapping parts may be as many without being so. */
const isWhole = (a: Part, b: Part, whole: Count[]): boolean =>
  sizeOf(a.counts) + sizeOf(b.counts) === sizeOf(whole) && !sizeOf(takeCounts(takeCounts(whole, a.counts), b.counts));

/**
 * Each part of a figure against the rest of it. Against the rest, not against all: a part is inside of all, so it would
 * be compared with itself, its difference would shrink with its size, and the intervals, which are of two sets without
 * an answer in common, would not hold. Where two parts are all there is, the two comparisons are one.
 *
 * `whole` is what the parts are parts of: by default their sum. It has to be given where parts overlap (tags) or are
 * not all there are (the ten largest pages).
 */
export const segments = (
  metric: Metric,
  scale: ScaleMeaning | undefined,
  parts: Part[],
  whole: Count[] = addCounts(...parts.map(({ counts }) => counts)),
): Segments => {
  const compared = parts.map(({ key, counts }) => ({
    key,
    n: sizeOf(counts),
    summary: summarise(metric, scale, counts, whole),
    difference: difference(metric, scale, counts, takeCounts(whole, counts), whole),
  }));
  const ps = compared.flatMap((part) =>
    part.difference ? [Math.max(part.difference.p, part.difference.permutationP)] : [],
  );
  const [first, second, ...more] = parts.filter(({ counts }) => sizeOf(counts));
  const areHalves = ps.length === 2 && !more.length && isWhole(first!, second!, whole);
  const { k, adjusted } = areHalves ? { k: 1, adjusted: ps } : holm(ps);
  const inOrder = adjusted.values();
  return {
    k,
    segments: compared.map((part) => {
      const p = part.difference ? (inOrder.next().value as number) : undefined;
      return { ...part, adjusted: p, standsOut: p !== undefined && p <= FAMILY_LEVEL };
    }),
  };
};
