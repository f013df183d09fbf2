import { type Count, sizeOf } from './counts';
import { meanDifference } from './difference';
import { holm } from './holm';
import type { Interval } from './interval';

/** How often each score was given by those who chose a reason chip, and by those who saw it and did not. */
export interface ChipScores {
  chip: string;
  chosen: Count[];
  notChosen: Count[];
}

/** How a reason goes with the score. An association: what came with a low score need not have caused it. */
export interface Driver {
  chip: string;
  chosen: number;
  notChosen: number;
  /** Percent of the answers that chose it. */
  frequency: number;
  /** `few`: under 30 answers in either group. `noise`: what such answers bring by chance. Neither has an impact to show. */
  state: 'shown' | 'few' | 'noise';
  /** Mean score where chosen minus where not, with Welch's 95 % interval. */
  impact: { value: number; interval: Interval; adjusted: number } | undefined;
}

export interface Drivers {
  /** How many chips had 30 answers in both groups, and were compared. */
  k: number;
  /** In the order of the chips. */
  drivers: Driver[];
}

const LEAST_IN_GROUP = 30;

/** Without any relation a driver shows in one of 100 projects. Six would be allowed, but reasons are read as causes. */
const FAMILY_LEVEL = 0.01;

/**
 * Reason chips by their association with the score, with Holm's adjustment over all chips that could be compared. Shown
 * is what both the interval and permutation find: where most scores are alike, Welch's p alone shows a driver that is
 * none in up to 87 of 100 projects. That is why scores come in as counts: of means and variances nobody can tell.
 */
export const drivers = (chips: ChipScores[]): Drivers => {
  const compared = chips.map(({ chosen, notChosen }) =>
    Math.min(sizeOf(chosen), sizeOf(notChosen)) < LEAST_IN_GROUP ? undefined : meanDifference(chosen, notChosen),
  );
  const { k, adjusted } = holm(compared.flatMap((one) => (one ? [Math.max(one.p, one.permutationP)] : [])));
  const inOrder = adjusted.values();
  const list = chips.map(({ chip, ...scores }, index): Driver => {
    const [chosen, notChosen] = [sizeOf(scores.chosen), sizeOf(scores.notChosen)];
    const one = compared[index];
    const p: number = one ? inOrder.next().value! : 1;
    const isShown = one !== undefined && p <= FAMILY_LEVEL;
    return {
      chip,
      chosen,
      notChosen,
      frequency: chosen ? (100 * chosen) / (chosen + notChosen) : 0,
      state: isShown ? 'shown' : one ? 'noise' : 'few',
      impact: isShown ? { value: one.value, interval: one.interval, adjusted: p } : undefined,
    };
  });
  return { k, drivers: list };
};
