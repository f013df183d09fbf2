import type { FactorScores } from '../../metrics/factor-drivers';
import { factorName, readRating } from '../../rollup/factors';
import { type Figure, memberOf } from './figures';
import type { KeyTally } from './sums';

/** A factor of the same survey, with the scale that it was rated on. */
export interface ReadFactor extends FactorScores {
  /** Lower ratings are better: importance and performance are turned, so that up and right are good. */
  lowerIsBetter: boolean;
}

export interface RatedTallies {
  dimension: string;
  tallies: KeyTally[];
}

/** What was rated beside this figure's question. Ratings on two scales are two factors: they never stand in one. */
export const factorsBeside = (figure: Figure, rated: RatedTallies[]): ReadFactor[] =>
  rated
    .filter(({ dimension }) => factorName(dimension) !== figure.question)
    .flatMap(({ dimension, tallies }) => {
      const byScale = new Map<string, ReadFactor>();
      for (const tally of tallies) {
        const rating = readRating(tally.key);
        if (!rating || !figure.members.has(memberOf(tally))) continue;
        const { value, scale } = rating;
        const at = JSON.stringify(scale ?? null);
        const factor = byScale.get(at) ?? {
          factor: factorName(dimension),
          pairs: [],
          scale,
          lowerIsBetter: scale?.lowerIsBetter ?? false,
        };
        factor.pairs.push({ factor: value, score: Number(tally.value), count: tally.count });
        byScale.set(at, factor);
      }
      const found = [...byScale.values()];
      return found.length < 2
        ? found
        : found.map((one) => ({
            ...one,
            factor: `${one.factor} (${one.scale ? `${one.scale.min} to ${one.scale.max}` : 'scale not known'})`,
          }));
    });
