/** Scores by group, each counted as good, bad or neither. */
export const createTally = <Group extends string>(points: (value: number) => number) => {
  const groups = new Map<Group, { n: number; sum: number }>();
  const percentOf = ({ n, sum }: { n: number; sum: number }) => Math.round((1000 * sum) / n) / 10;
  return {
    add(group: Group, value: number): void {
      const tally = groups.get(group) ?? { n: 0, sum: 0 };
      groups.set(group, { n: tally.n + 1, sum: tally.sum + points(value) });
    },
    n: (group: Group): number => groups.get(group)?.n ?? 0,
    /** With one decimal; NaN where nobody answered. */
    percent: (group: Group): number => percentOf(groups.get(group) ?? { n: 0, sum: 0 }),
    /** The lowest first. */
    ranked: (): { group: Group; n: number; percent: number }[] =>
      [...groups]
        .map(([group, tally]) => ({ group, n: tally.n, percent: percentOf(tally) }))
        .sort((a, b) => a.percent - b.percent),
  };
};

/** % 5 to 7 of CES 2.0. */
export const cesPoints = (value: number): number => (value >= 5 ? 1 : 0);
/** % 9 to 10 minus % 0 to 6. */
export const npsPoints = (value: number): number => (value >= 9 ? 1 : value <= 6 ? -1 : 0);
