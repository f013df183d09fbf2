import type { Metric, ScaleMeaning } from '../contract';
import { type Day, type Period, periodBefore } from './calendar';
import { addCounts } from './counts';
import { type Difference, difference } from './difference';
import { type Summary, summarise } from './summary';
import type { DayCounts } from './trend';

export interface Change {
  now: { period: Period; summary: Summary };
  before: { period: Period; summary: Summary };
  /** Now minus before. None below 10 answers on either side. */
  difference: Difference | undefined;
}

/**
 * A period against the one right before it of as many days. Of a period that is not over only the days up to today are
 * compared, today included, so that both sides are as long. `answers` cover both.
 */
export const change = (
  metric: Metric,
  scale: ScaleMeaning | undefined,
  answers: DayCounts[],
  period: Period,
  today: Day,
): Change => {
  const isRunning = today >= period.first && today < period.last;
  const now = isRunning ? { first: period.first, last: today } : period;
  const before = periodBefore(now);
  const countsIn = ({ first, last }: Period) =>
    addCounts(...answers.filter(({ day }) => day >= first && day <= last).map(({ counts }) => counts));
  const [after, earlier] = [countsIn(now), countsIn(before)];
  const whole = addCounts(after, earlier);
  return {
    now: { period: now, summary: summarise(metric, scale, after, whole) },
    before: { period: before, summary: summarise(metric, scale, earlier, whole) },
    difference: difference(metric, scale, after, earlier, whole),
  };
};
