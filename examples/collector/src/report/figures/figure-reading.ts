import type { Mode } from '../../contract';
import { lengthDays, type Period, periodBefore } from '../../metrics/calendar';
import { type Change, change } from '../../metrics/change';
import { addCounts, type Count } from '../../metrics/counts';
import { type ResponseRate, responseRate } from '../../metrics/response-rate';
import { summarise } from '../../metrics/summary';
import { type DayCounts, type Trend, trend } from '../../metrics/trend';
import { type Figure, memberOf } from './figures';
import { hasBefore, type ReportPeriod } from './period';
import type { DayTally, readTraffic } from './sums';

/** What was read once is looked through for each figure of a page. */
const sorted = new WeakMap<DayTally[], Map<string, DayTally[]>>();

const byMember = (tallies: DayTally[]): Map<string, DayTally[]> => {
  const known = sorted.get(tallies);
  if (known) return known;
  const members = new Map<string, DayTally[]>();
  for (const tally of tallies) {
    const member = memberOf(tally);
    const same = members.get(member);
    if (same) same.push(tally);
    else members.set(member, [tally]);
  }
  sorted.set(tallies, members);
  return members;
};

/** Answers of one figure by day, out of what was read for several. */
export const daysOf = (figure: Figure, tallies: DayTally[]): DayCounts[] => {
  const members = byMember(tallies);
  const days = new Map<string, Count[]>();
  for (const member of figure.members)
    for (const { day, value, count } of members.get(member) ?? []) {
      const counts = days.get(day);
      if (counts) counts.push({ value, count });
      else days.set(day, [{ value, count }]);
    }
  return [...days].map(([day, counts]) => ({ day, counts }));
};

/** The same figure of only some of its answers: of one release, or of one touchpoint. */
export const partOf = (figure: Figure, days: DayCounts[], { first, last }: Period): Figure => {
  const counts = addCounts(...days.filter(({ day }) => day >= first && day <= last).map((one) => one.counts));
  const of = (value: string) => counts.find((one) => one.value === value)?.count ?? 0;
  const bars = figure.bars.map((bar) => ({ ...bar, count: of(bar.value) }));
  return {
    ...figure,
    bars: figure.scale ? bars : bars.filter(({ count }) => count),
    // Of which languages they are is not kept for parts.
    locales: [],
    summary: summarise(figure.metric, figure.scale, counts, figure.bars),
  };
};

/** What a trend and the change of a figure are read for. */
export interface Reading {
  /** Ends today where it is not over yet. */
  period: Period;
  /** The days that it is compared with. */
  before: Period | undefined;
}

/** What a page has to read: the period as far as it has come, and as many days before it. */
export const readingOf = (period: ReportPeriod, today: string): Reading => {
  const last = today >= period.first && today < period.last ? today : period.last;
  const now = { first: period.first, last };
  return { period: now, before: hasBefore(period) ? periodBefore(now) : undefined };
};

export const trendOf = (figure: Figure, days: DayCounts[], period: Period, today: string): Trend =>
  trend(figure.metric, figure.scale, days, period, today);

/** Against the days before; undefined where there are none to compare with. */
export const changeOf = (figure: Figure, days: DayCounts[], period: ReportPeriod, today: string): Change | undefined =>
  hasBefore(period) ? change(figure.metric, figure.scale, days, period, today) : undefined;

/** Hash of each wording in a figure, to ask for its sums. */
export const hashesOf = (figures: Figure[]): string[] => [
  ...new Set(figures.flatMap(({ members }) => [...members].map((member) => (JSON.parse(member) as string[])[0]!))),
];

type Traffic = Awaited<ReturnType<typeof readTraffic>>;

/** Of the survey that a figure is of: records carry no question when a survey is only shown. */
export const rateOf = ({ survey, version, mode }: Figure, traffic: Traffic): ResponseRate => {
  const of = (...kinds: string[]) =>
    traffic
      .filter(
        (row) => row.survey === survey && row.version === version && row.mode === mode && kinds.includes(row.kind),
      )
      .reduce((sum, { n }) => sum + n, 0);
  return responseRate({
    mode: mode as Mode,
    sent: of('submission', 'agreed'),
    sentWithoutConsent: of('submission'),
    impressions: of('impression'),
  });
};

export const lengthWords = (period: Period): string => {
  const days = lengthDays(period);
  return days === 1 ? 'the day before' : `the ${days} days before`;
};
