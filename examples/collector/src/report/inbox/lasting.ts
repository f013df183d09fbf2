const STEPS: [ms: number, one: string, many: string][] = [
  [86_400_000, 'day', 'days'],
  [3_600_000, 'hour', 'hours'],
  [60_000, 'minute', 'minutes'],
];

/** How long something takes, in one unit that says enough: `3 days`, `26 hours`, `under a minute`. */
export const lasting = (ms: number): string => {
  for (const [unitMs, one, many] of STEPS) {
    // Up to two of a unit the smaller one says more.
    if (ms >= 2 * unitMs) return `${Math.floor(ms / unitMs)} ${many}`;
    if (ms >= unitMs && unitMs === 60_000) return `1 ${one}`;
  }
  return 'under a minute';
};
