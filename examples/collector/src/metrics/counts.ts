export interface Count {
  /** As stored: a number as text, `true`/`false`, or the id of a choice. */
  value: string;
  count: number;
}

export const sizeOf = (counts: Count[]): number => counts.reduce((sum, { count }) => sum + count, 0);

/** How many answers were given whose value passes. */
export const countWhere = (counts: Count[], passes: (value: string) => boolean): number =>
  counts.reduce((sum, { value, count }) => (passes(value) ? sum + count : sum), 0);

/** All of them together, each value once. */
export const addCounts = (...sets: Count[][]): Count[] => {
  const sums = new Map<string, number>();
  for (const { value, count } of sets.flat()) sums.set(value, (sums.get(value) ?? 0) + count);
  return [...sums].map(([value, count]) => ({ value, count }));
};

/** What is left of the whole without the part. Never below 0: the part may have been read a moment after the whole. */
export const takeCounts = (whole: Count[], part: Count[]): Count[] => {
  const taken = new Map(addCounts(part).map(({ value, count }) => [value, count]));
  return addCounts(whole).map(({ value, count }) => ({ value, count: Math.max(0, count - (taken.get(value) ?? 0)) }));
};
