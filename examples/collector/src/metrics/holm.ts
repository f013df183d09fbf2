export interface Adjusted {
  /** How many comparisons were made at once: said wherever one of them is. */
  k: number;
  /** In the order of the p-values that came in. */
  adjusted: number[];
}

/**
 * Holm's step-down adjustment (Scandinavian Journal of Statistics 6 (1979)): of all comparisons with an adjusted p of at
 * most α, any is false with a probability of at most α, however they depend on each other.
 */
export const holm = (ps: number[]): Adjusted => {
  const k = ps.length;
  const adjusted: number[] = new Array(k);
  let least = 0;
  [...ps.keys()]
    .sort((i, j) => ps[i]! - ps[j]!)
    .forEach((index, rank) => {
      least = Math.max(least, Math.min(1, (k - rank) * ps[index]!));
      adjusted[index] = least;
    });
  return { k, adjusted };
};
