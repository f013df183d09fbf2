import { holm } from './holm';
import type { Interval } from './interval';
import { momentsOfSums, type Sums, welch, welchP } from './mean';
import { agreeing } from './p-value';

/** The scores of the answers that chose a reason chip, and of those that saw it and did not. */
export interface ChipScores {
  chip: string;
  chosen: Sums;
  notChosen: Sums;
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

/**
 * Without any relation a driver shows in one of 100 projects. Six are allowed, but reasons are read as causes, and Welch's
 * p is too small at times where a small group meets scores that are nearly all alike.
 */
const FAMILY_LEVEL = 0.01;

/** Reason chips by their association with the score, with Holm's adjustment over all chips that could be compared. */
export const drivers = (chips: ChipScores[]): Drivers => {
  const compared = chips.map(({ chosen, notChosen }) => {
    if (Math.min(chosen.n, notChosen.n) < LEAST_IN_GROUP) return undefined;
    const [a, b] = [momentsOfSums(chosen), momentsOfSums(notChosen)];
    const interval = welch(a, b)!;
    return { value: a.mean - b.mean, interval, p: agreeing(welchP(a, b)!, interval) };
  });
  const { k, adjusted } = holm(compared.flatMap((one) => (one ? [one.p] : [])));
  const inOrder = adjusted.values();
  const list = chips.map(({ chip, chosen, notChosen }, index): Driver => {
    const one = compared[index];
    const p: number = one ? inOrder.next().value! : 1;
    const isShown = one !== undefined && p <= FAMILY_LEVEL;
    const n = chosen.n + notChosen.n;
    return {
      chip,
      chosen: chosen.n,
      notChosen: notChosen.n,
      frequency: n ? (100 * chosen.n) / n : 0,
      state: isShown ? 'shown' : one ? 'noise' : 'few',
      impact: isShown ? { value: one.value, interval: one.interval, adjusted: p } : undefined,
    };
  });
  return { k, drivers: list };
};
