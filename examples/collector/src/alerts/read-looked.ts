import { createHash } from 'node:crypto';
import type { Day } from '../metrics/calendar';
import { nameOf } from '../report/figures/figure-address';
import { daysOf, hashesOf } from '../report/figures/figure-reading';
import { buildFigures, type Figure } from '../report/figures/figures';
import { readDays, readFigures } from '../report/figures/sums';
import type { Database } from '../storage/database';
import { type Looked, windowsOf } from './figure-change';

export interface LookedFigure extends Looked {
  shown: Figure;
}

/** A figure by what names it in an address, so that it is the same one tomorrow. */
const keyOf = (figure: Figure): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.values(nameOf(figure))))
    .digest('base64url')
    .slice(0, 22);

/** All figures of a project that have answers in the last days, with what they were on each day of both windows. */
export const readLooked = async (database: Database, project: string, day: Day): Promise<LookedFigure[]> => {
  const { now, before } = windowsOf(day);
  const { figures: rows, tallies } = await readFigures(database, project, now);
  const figures = buildFigures(rows, tallies).filter(({ summary }) => summary.n);
  const days = await readDays(database, project, hashesOf(figures), { first: before.first, last: now.last });
  return figures.map((shown) => ({
    shown,
    key: keyOf(shown),
    metric: shown.metric,
    scale: shown.scale,
    days: daysOf(shown, days),
  }));
};

/** Keys of the figures of which somebody was told so lately that the same change is still in sight. */
export const readQuiet = async ({ query }: Database, project: string, since: Day): Promise<Set<string>> => {
  const rows = await query<{ what: string }>(
    `SELECT what FROM earshot_alerts WHERE project = $1 AND what LIKE 'figure %' AND period > $2`,
    [project, since],
  );
  return new Set(rows.map(({ what }) => what.slice('figure '.length)));
};
