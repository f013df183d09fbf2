import { REPEATED_LOW } from '../inbox/low';
import { readCounts } from '../inbox/read-counts';
import { readResponse } from '../inbox/read-response';
import type { FollowUp } from '../inbox/status';
import { addDays, lengthDays, type Period, periodBefore } from '../metrics/calendar';
import { change } from '../metrics/change';
import { holm } from '../metrics/holm';
import { startOfLocalDay } from '../metrics/local-day';
import { daysOf, hashesOf } from '../report/figures/figure-reading';
import { buildFigures } from '../report/figures/figures';
import { readDays, readFigures } from '../report/figures/sums';
import { readTotals } from '../report/submissions/read';
import type { Database } from '../storage/database';
import type { DigestFacts } from './digest';

const DAY_MS = 86_400_000;
/** As the report calls a change clear. */
const ALPHA = 0.05;

/** Respondents who rated low between two moments, and had done so before within the days that make it repeated. */
const readRepeatedLow = async (
  { query }: Database,
  project: string,
  fromMs: number,
  untilMs: number,
): Promise<number> => {
  const iso = (ms: number) => new Date(ms).toISOString();
  const [row] = await query<{ n: number | string }>(
    `SELECT count(*) AS n FROM (
       SELECT respondent FROM earshot_submissions
       WHERE project = $1 AND kind = 'submission' AND received_at >= $2::timestamptz AND received_at < $4::timestamptz
         AND low AND NOT test AND status <> 'spam' AND respondent IS NOT NULL
       GROUP BY respondent
       HAVING count(*) >= ${REPEATED_LOW.times} AND max(received_at) >= $3::timestamptz
     ) AS repeated`,
    [project, iso(untilMs - REPEATED_LOW.days * DAY_MS), iso(fromMs), iso(untilMs)],
  );
  return Number(row!.n);
};

export interface WantedDigest {
  database: Database;
  project: string;
  timeZone: string;
  followUp: FollowUp;
  /** Whole days that are over. */
  period: Period;
  complete: boolean;
  nowMs: number;
}

/** Everything that a digest tells. Changes are held against chance over all figures of the project at once (Holm). */
export const readDigest = async (wanted: WantedDigest): Promise<DigestFacts> => {
  const { database, project, timeZone, followUp, period, complete, nowMs } = wanted;
  const { figures: rows, tallies } = await readFigures(database, project, period);
  const figures = buildFigures(rows, tallies).filter(({ summary }) => summary.n);
  const before = periodBefore(period);
  const [days, now, earlier, counts, response, repeatedLow] = await Promise.all([
    readDays(database, project, hashesOf(figures), { first: before.first, last: period.last }),
    readTotals(database, project, period),
    readTotals(database, project, before),
    readCounts(database, project),
    readResponse(database, project, followUp, nowMs),
    readRepeatedLow(
      database,
      project,
      startOfLocalDay(period.first, timeZone),
      startOfLocalDay(addDays(period.last, 1), timeZone),
    ),
  ]);
  const today = addDays(period.first, lengthDays(period));
  const compared = figures.map((figure) => ({
    figure,
    found: change(figure.metric, figure.scale, daysOf(figure, days), period, today).difference,
  }));
  const some = compared.filter(({ found }) => found);
  const { adjusted } = holm(some.map(({ found }) => Math.max(found!.p, found!.permutationP)));
  const clear = new Set(some.filter((_, index) => adjusted[index]! <= ALPHA).map(({ figure }) => figure));
  return {
    project,
    timeZone,
    period,
    submissions: { now: now.all - now.tests, before: earlier.all - earlier.tests },
    figures: compared.map(({ figure, found }) => ({ figure, change: clear.has(figure) ? found : undefined })),
    complete,
    fresh: counts.new,
    response,
    repeatedLow,
  };
};
