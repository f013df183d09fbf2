interface Valued {
  /** Percent of the width. */
  x: number;
  /** Undefined where there is none, or where it may change. */
  value: number | undefined;
}

/** By how much the line changes between the two points that a place lies between: what happened there may be why. 0 before the first point and after the last. */
export const changeAround = (points: Valued[]): ((x: number) => number) => {
  const seen = points.filter(({ value }) => value !== undefined);
  return (x) => {
    const after = seen.findIndex((point) => point.x > x);
    return after > 0 ? Math.abs(seen[after]!.value! - seen[after - 1]!.value!) : 0;
  };
};
