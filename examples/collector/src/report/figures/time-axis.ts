import { scaleLinear } from 'd3-scale';
import { addDays, type Day, daysBetween, type Period } from '../../metrics/calendar';

export interface TimeAxis {
  /** Where a day begins. */
  at(day: Day): number;
  /** From the begin of a period to its end, which is the begin of the next. */
  spanOf(period: Period): { from: number; to: number };
  holds(day: Day): boolean;
}

/**
 * Days as places on a plot, in percent of its width. Dates and markers stand where their day begins and points in the
 * middle of their period, so that what is left of a release was before it: all of a chart asks this one axis.
 */
export const timeAxis = (buckets: Period[]): TimeAxis => {
  const start = buckets[0]!.first;
  const end = addDays(buckets.at(-1)!.last, 1);
  const x = scaleLinear([0, daysBetween(start, end)], [0, 100]);
  const at = (day: Day): number => x(daysBetween(start, day));
  return {
    at,
    spanOf: ({ first, last }) => ({ from: at(first), to: at(addDays(last, 1)) }),
    holds: (day) => day >= start && day < end,
  };
};
