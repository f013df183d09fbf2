import { addCounts, type Count, sizeOf } from './counts';
import { holm } from './holm';
import type { Interval } from './interval';
import { meanInterval, moments } from './mean';
import { twoSidedP } from './normal';
import { permutationP } from './permutation';
import { type RatedPair, spearman } from './spearman';

/** A rated factor with the scores of those who rated it. */
export interface FactorScores {
  factor: string;
  pairs: RatedPair[];
  /** Ends of the factor's scale; undefined where they are not known. */
  scale: { min: number; max: number } | undefined;
}

/** How a rated factor goes with the score. An association: both may come from a third thing. */
export interface FactorDriver {
  factor: string;
  n: number;
  /** `few`: under 30 answers above or below the middle of the ratings. `noise`: what such answers bring by chance. */
  state: 'shown' | 'few' | 'noise';
  /** Spearman's rank correlation with its 95 % interval, for what is shown only. */
  importance: { rho: number; interval: Interval; adjusted: number } | undefined;
  /** Mean rating. Undefined below 10 answers. */
  performance: { mean: number; interval: Interval } | undefined;
}

export interface FactorDrivers {
  /** How many factors were compared. */
  k: number;
  /** In the order of the factors. */
  drivers: FactorDriver[];
}

const LEAST_IN_GROUP = 30;
const LEAST_FOR_MEAN = 10;
/** As of reason chips: without any relation a driver shows in one of 100 projects. */
const FAMILY_LEVEL = 0.01;

const scoresOf = (pairs: RatedPair[]): Count[] =>
  addCounts(pairs.map(({ score, count }) => ({ value: String(score), count })));

/**
 * Those who rated the factor higher and lower, parted where the smaller part is largest. Ratings alone say where: chosen
 * by looking at the scores it would find something in any noise.
 */
export const partedByRating = (pairs: RatedPair[]): [high: RatedPair[], low: RatedPair[]] => {
  const size = (part: RatedPair[]) => part.reduce((sum, { count }) => sum + count, 0);
  let best: [RatedPair[], RatedPair[]] = [[], []];
  for (const from of [...new Set(pairs.map(({ factor }) => factor))].sort((a, b) => a - b)) {
    const parts: typeof best = [
      pairs.filter(({ factor }) => factor >= from),
      pairs.filter(({ factor }) => factor < from),
    ];
    if (Math.min(...parts.map(size)) > Math.min(...best.map(size))) best = parts;
  }
  return best;
};

const pOf = (pairs: RatedPair[], rho: number, n: number): number => {
  const [high, low] = partedByRating(pairs).map((part) =>
    scoresOf(part).map(({ value, count }) => ({ score: Number(value), count })),
  ) as [{ score: number; count: number }[], { score: number; count: number }[]];
  // The level of the widest interval of the correlation that still excludes 0.
  const byInterval = twoSidedP(Math.atanh(rho) / Math.sqrt((1 + rho ** 2 / 2) / (n - 3)));
  return Math.max(byInterval, permutationP(high, low));
};

/**
 * Rated factors by their association with the score, with Holm's adjustment over all that could be compared. Importance
 * is Spearman's correlation. Where nearly all rate and score alike a few coincidences make a correlation, so it shows
 * only where those who rated the factor high and those who rated it low differ in their scores by permutation, too.
 */
export const factorDrivers = (factors: FactorScores[]): FactorDrivers => {
  const looked = factors.map(({ pairs }) => {
    const { n, rho, interval } = spearman(pairs);
    const least = Math.min(...partedByRating(pairs).map((part) => sizeOf(scoresOf(part))));
    // A perfect order has no width that the formula knows.
    const isCompared = rho !== undefined && least >= LEAST_IN_GROUP;
    return { n, found: isCompared ? { rho, interval: interval ?? { low: rho, high: rho } } : undefined };
  });
  const { k, adjusted } = holm(
    looked.flatMap(({ n, found }, at) => (found ? [pOf(factors[at]!.pairs, found.rho, n)] : [])),
  );
  const inOrder = adjusted.values();
  const drivers = factors.map(({ factor, pairs, scale }, at): FactorDriver => {
    const { n, found } = looked[at]!;
    const p: number = found ? inOrder.next().value! : 1;
    const ratings = moments(pairs.map(({ factor: value, count }) => ({ value, count })));
    const seen = pairs.map((pair) => pair.factor);
    const [min, max] = scale ? [scale.min, scale.max] : [Math.min(...seen), Math.max(...seen)];
    const around = n >= LEAST_FOR_MEAN ? meanInterval(ratings, min, max) : undefined;
    const isShown = found !== undefined && p <= FAMILY_LEVEL;
    return {
      factor,
      n,
      state: isShown ? 'shown' : found ? 'noise' : 'few',
      importance: isShown ? { ...found, adjusted: p } : undefined,
      performance: around && { mean: ratings.mean, interval: around },
    };
  });
  return { k, drivers };
};
