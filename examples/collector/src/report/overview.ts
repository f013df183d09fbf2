import type { Day } from '../metrics/calendar';
import type { Database } from '../storage/database';
import type { FigureView } from './figures/figure-card';
import { changeOf, daysOf, hashesOf, rateOf, readingOf, trendOf } from './figures/figure-reading';
import { buildFigures } from './figures/figures';
import type { ReportPeriod } from './figures/period';
import { readFigures, readReleases, readTraffic } from './figures/sums';
import { readTrendDays } from './figures/trend-days';

/** More figures than that on one page are not looked at; their trends are on their own pages. */
const MOST_TRENDS = 40;

interface Wanted {
  database: Database;
  project: string;
  period: ReportPeriod;
  today: Day;
}

/** `elsewhere`: there are answers, whether or not in this period. All figures of a project that have answers in the period, each with what its card shows. */
export const readOverview = async ({
  database,
  project,
  period,
  today,
}: Wanted): Promise<{ views: FigureView[]; elsewhere: boolean; cut: boolean }> => {
  const { figures: rows, tallies, cut } = await readFigures(database, project, period, undefined, period);
  const figures = buildFigures(rows, tallies).filter(({ summary }) => summary.n);
  const drawn = figures.slice(0, MOST_TRENDS);
  const hashes = hashesOf(drawn);
  const [days, releases, traffic] = await Promise.all([
    readTrendDays(database, project, drawn, readingOf(period, today), undefined, period),
    readReleases(database, project, hashes, period, period),
    readTraffic(database, project, period),
  ]);
  const markers = releases.map(({ release, day }) => ({ label: release, day }));
  const views = figures.map((figure, index): FigureView => {
    const counts = index < MOST_TRENDS ? daysOf(figure, days) : [];
    return {
      project,
      period,
      figure,
      trend: trendOf(figure, counts, period, today),
      change: index < MOST_TRENDS ? changeOf(figure, counts, period, today) : undefined,
      rate: rateOf(figure, traffic),
      markers,
    };
  });
  return { views, elsewhere: rows.length > 0, cut };
};
