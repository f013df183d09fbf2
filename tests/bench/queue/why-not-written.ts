/** Why figures of this machine do not belong into the manual; undefined where they do. */
export const whyNotWritten = (load: number, processors: number): string | undefined =>
  load > processors
    ? `The load is ${load.toFixed(1)} on ${processors} processors: others work here, and times would be theirs. --write measures on a quiet machine only; without it the same is measured and printed.`
    : undefined;

/** The same, of what was measured. */
export const OVER_BUDGET = 'README.md stays as it is: --write takes no figures that are over their budgets.';
