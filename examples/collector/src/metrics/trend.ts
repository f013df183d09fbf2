import type { Metric, ScaleMeaning } from '../contract';
import { addDays, type Day, type Period } from './calendar';
import { nextStart, startOf, UNITS, type Unit } from './calendar-unit';
import { COUNTS_BELOW } from './caution';
import { addCounts, type Count, sizeOf } from './counts';
import { readingOf } from './reading';
import { countsOnly, type Summary, summarise } from './summary';

export interface DayCounts {
  day: Day;
  counts: Count[];
}

/** One unit of the calendar, also where the period holds only a part of it. */
export interface Bucket extends Period {
  /** `unfinished`: it is not over yet. `cut`: the period begins or ends within it. Both may change or differ elsewhere. */
  state: 'whole' | 'cut' | 'unfinished';
  /** A figure from 10 answers on, and only where the trend has figures. */
  summary: Summary;
}

export interface Trend {
  unit: Unit;
  /** `counts_only`: too few answers, or in too few of the buckets, for a line that means something. */
  kind: 'figures' | 'counts_only';
  /** In order, without gaps: a bucket without answers is in it. None where there are no answers. */
  buckets: Bucket[];
}

/** More points than that are no line but noise. Two months of days, a year of weeks. */
export const MOST_BUCKETS = 62;
const WIDEST: Unit = 'year';

interface Gathered extends Period {
  state: Bucket['state'];
  counts: Count[];
  n: number;
}

/** Undefined where there would be more buckets than a line can show. */
const gather = (unit: Unit, days: DayCounts[], period: Period, today: Day): Gathered[] | undefined => {
  const byStart = new Map<Day, Count[][]>();
  for (const { day, counts } of days) {
    const start = startOf(unit, day);
    const bucket = byStart.get(start);
    if (bucket) bucket.push(counts);
    else byStart.set(start, [counts]);
  }
  const gathered: Gathered[] = [];
  const end = period.last < today ? period.last : today;
  for (let first = startOf(unit, days[0]!.day); first <= end; first = nextStart(unit, first)) {
    const last = addDays(nextStart(unit, first), -1);
    const state = last >= today ? 'unfinished' : first < period.first || last > period.last ? 'cut' : 'whole';
    const counts = addCounts(...(byStart.get(first) ?? []));
    gathered.push({ first, last, state, counts, n: sizeOf(counts) });
    if (gathered.length > MOST_BUCKETS && unit !== WIDEST) return undefined;
  }
  return gathered;
};

/** A bucket that is not whole may hold few answers: it is shown as counts, and must not widen all others. */
const carriesFigures = (buckets: Gathered[]): boolean =>
  buckets.every(({ n, state }) => !n || n >= COUNTS_BELOW || state !== 'whole') &&
  buckets.filter(({ n }) => n).length * 2 >= buckets.length &&
  buckets.filter(({ n }) => n >= COUNTS_BELOW).length >= 2;

/**
 * A figure over time, from its answers by day. Days, else Monday weeks, months, quarters, years: the narrowest unit in
 * which every whole bucket that holds answers holds at least 10, at least half of the buckets hold any, at least two
 * have a figure (one point is no trend) and there are at most 62. The buckets are those of the calendar and not of the
 * period, so that a month has the same figure on every page. The trend begins with the first answer of the period, and
 * ends with the period or today. Answers outside of it are left out.
 */
export const trend = (
  metric: Metric,
  scale: ScaleMeaning | undefined,
  answers: DayCounts[],
  period: Period,
  today: Day,
): Trend => {
  const days = answers
    .filter(({ day, counts }) => day >= period.first && day <= period.last && day <= today && sizeOf(counts))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  if (!days.length) return { unit: 'day', kind: 'counts_only', buckets: [] };
  const whole = addCounts(...days.map(({ counts }) => counts));
  const readable = UNITS.flatMap((unit) => {
    const buckets = gather(unit, days, period, today);
    return buckets ? [{ unit, buckets }] : [];
  });
  const carrying = readingOf(metric, scale, whole) && readable.find(({ buckets }) => carriesFigures(buckets));
  const { unit, buckets } = carrying ?? readable[0]!;
  return {
    unit,
    kind: carrying ? 'figures' : 'counts_only',
    buckets: buckets.map(({ first, last, state, counts, n }) => ({
      first,
      last,
      state,
      summary: carrying ? summarise(metric, scale, counts, whole) : countsOnly(n),
    })),
  };
};
