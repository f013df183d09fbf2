import type { Day } from '../metrics/calendar';
import type { Database } from '../storage/database';
import { readAskedDays } from './figures/asked-days';
import { siblingsOf } from './figures/differs';
import type { FigureView } from './figures/figure-card';
import { changeOf, daysOf, rateOf, readingOf, trendOf } from './figures/figure-reading';
import { buildFigures } from './figures/figures';
import type { ReportPeriod } from './figures/period';
import { readFigures, readTraffic } from './figures/sums';
import { readTrendDays } from './figures/trend-days';
import { readVolume } from './volume/read-volume';
import { type Volume, volumeOf } from './volume/volume';

/** More figures than that on one page are not looked at; their trends are on their own pages. */
const MOST_TRENDS = 40;

interface Wanted {
  database: Database;
  project: string;
  period: ReportPeriod;
  today: Day;
}

export interface Overview {
  views: FigureView[];
  /** There are answers, whether or not in this period. */
  elsewhere: boolean;
  cut: boolean;
  volume: Volume;
}

/** All figures of a project that have answers in the period, each with what its card shows, and how much came. */
export const readOverview = async ({ database, project, period, today }: Wanted): Promise<Overview> => {
  const { figures: rows, tallies, cut } = await readFigures(database, project, period, undefined, period);
  const askedDays = await readAskedDays(database, project, rows, period);
  const figures = buildFigures(rows, tallies, askedDays).filter(({ summary }) => summary.n);
  const drawn = figures.slice(0, MOST_TRENDS);
  const [days, traffic, volume] = await Promise.all([
    readTrendDays(database, project, drawn, readingOf(period, today), undefined, period),
    readTraffic(database, project, period),
    readVolume(database, project, period),
  ]);
  const views = figures.map((figure, index): FigureView => {
    const counts = index < MOST_TRENDS ? daysOf(figure, days) : [];
    return {
      project,
      period,
      figure,
      trend: trendOf(figure, counts, period, today),
      change: index < MOST_TRENDS ? changeOf(figure, counts, period, today) : undefined,
      rate: rateOf(figure, traffic),
      siblings: siblingsOf(figure, figures),
    };
  });
  return {
    views,
    elsewhere: rows.length > 0,
    cut,
    volume: volumeOf(volume, period, today, period.name === 'all'),
  };
};
