const HOUR_MS = 3_600_000;
const WEEK_HOURS = 168;
const WEEKS = 4;

/** Nothing is said of less than an hour: a quiet one is not improbable anywhere that is worth it. */
export const LEAST_SILENCE_MS = HOUR_MS;
/** Longer than a week the same hours of the weeks before would be those of the silence itself. */
const LONGEST_SILENCE_MS = WEEK_HOURS * HOUR_MS;
/** How far back is looked for what is usual. */
export const USUAL_MS = WEEKS * WEEK_HOURS * HOUR_MS;

/** How improbable a silence must be. It is asked again and again as it goes on, so far less than once in all these looks. */
export const SILENCE_ALPHA = 1e-6;

/** Submissions by hour, counted from 1970. */
export type Hours = Map<number, number>;

/**
 * How probable it is that nothing came from one moment to another, from what came in the same hours of the four weeks
 * before. If the rate is what it was, each submission of the five weeks falls into this one with a probability of 1/5, so that
 * none of N did has one of (4/5)^N: the exact test of two Poisson counts. So that a sale or a holiday is not taken
 * for what is usual, N is four times the second smallest of the four weeks.
 */
export const silenceP = (hours: Hours, fromMs: number, untilMs: number): number => {
  const endMs = Math.min(untilMs, fromMs + LONGEST_SILENCE_MS);
  const weeks = Array.from({ length: WEEKS }, (_, back) => {
    let sum = 0;
    for (let hour = Math.floor(fromMs / HOUR_MS); hour * HOUR_MS < endMs; hour++) {
      const share = (Math.min(endMs, (hour + 1) * HOUR_MS) - Math.max(fromMs, hour * HOUR_MS)) / HOUR_MS;
      sum += share * (hours.get(hour - (back + 1) * WEEK_HOURS) ?? 0);
    }
    return sum;
  });
  const usual = weeks.sort((a, b) => a - b)[1]!;
  return (WEEKS / (WEEKS + 1)) ** (WEEKS * usual);
};
