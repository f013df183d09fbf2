import type { StoredChoice } from '../mailings/choices';
import { changeWords, figureName, summaryWords } from '../mailings/figure-words';
import type { Passage } from '../mailings/letter';
import { type Letterhead, letterTo } from '../mailings/letterhead';
import { queueMail } from '../mailings/queue-mail';
import { slotDay } from '../mailings/slot';
import { addDays, type Day } from '../metrics/calendar';
import { figureAddress, nameOf } from '../report/figures/figure-address';
import { dayWords } from '../report/format';
import type { Rolling } from '../rollup/rolling';
import type { Database, Query } from '../storage/database';
import { type FigureChange, figureChanges, QUIET_DAYS, WINDOW_DAYS, windowsOf } from './figure-change';
import { type LookedFigure, readLooked, readQuiet } from './read-looked';

type Change = FigureChange<LookedFigure>;

const COUNT_WAIT_MS = 10_000;

/** What a webhook is told of a figure that changed: numbers, and ids as they were sent, which anybody may have made. */
export interface ChangedFigure {
  survey: string;
  version: string;
  question: string;
  mode: string;
  channel: string;
  metric: string;
  from: string;
  to: string;
  now: { value: number; n: number };
  before: { value: number; n: number };
  difference: { value: number; low: number; high: number };
  /** Adjusted for the `k` figures that were looked at. */
  p: number;
  k: number;
}

export interface FigureAlertsOptions {
  database: Database;
  rolling: Rolling;
  /** Undefined: nobody is mailed. */
  letterhead: Letterhead | undefined;
  clock: () => number;
  /** Tells webhooks, within the transaction. */
  tell: (query: Query, project: string, changed: ChangedFigure, atMs: number) => Promise<void>;
}

const changedFigure = ({ figure, now, before, difference, p, k }: Change, day: Day): ChangedFigure => {
  const { survey, version, question, mode, channel, metric } = figure.shown;
  const { value, interval } = difference;
  return {
    survey,
    version,
    question,
    mode,
    channel,
    metric,
    from: windowsOf(day).now.first,
    to: windowsOf(day).now.last,
    now: { value: now.headline!.value, n: now.n },
    before: { value: before.headline!.value, n: before.n },
    difference: { value, low: interval.low, high: interval.high },
    p,
    k,
  };
};

const passagesOf = (project: string, changes: Change[], day: Day, { addressOf }: Letterhead): Passage[] => {
  const { now } = windowsOf(day);
  const own = {
    name: 'own' as const,
    problem: undefined,
    first: addDays(now.first, -WINDOW_DAYS.before),
    last: now.last,
  };
  const site = addressOf(project).split('/report/')[0]!;
  return [
    {
      lines: [
        `${project}: the last ${WINDOW_DAYS.now} days, ${dayWords(now.first)} to ${dayWords(now.last)}, differ from the ${WINDOW_DAYS.before} before by more than noise.`,
      ],
    },
    ...changes.map(({ figure: { shown }, now: after, before, difference, k }) => ({
      title: figureName(shown),
      lines: [
        `Changed by ${changeWords(difference)}.`,
        `Now ${summaryWords(shown.metric, after)}.`,
        `Before ${summaryWords(shown.metric, before)}.`,
        ...(k > 1 ? [`${k} figures were looked at; that is reckoned with.`] : []),
      ],
      link: {
        words: 'This figure, with the words beside it',
        address: site + figureAddress(project, nameOf(shown), own),
      },
    })),
    { lines: [`You are told of a figure once; then not for ${QUIET_DAYS} days.`] },
  ];
};

const NOTE =
  'INSERT INTO earshot_alerts (project, what, period, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING what';

/**
 * Looks at the figures of a project once a day, and tells of those that changed by more than noise: who chose alerts by
 * mail, and webhooks. One look a day whichever and however many collectors try; what it finds is told with it or not at all.
 * @returns how many figures were told of
 */
export const lookAtFigures = async (
  options: FigureAlertsOptions,
  project: string,
  timeZone: string,
  choosers: StoredChoice[],
): Promise<number> => {
  const { database, rolling, letterhead, clock, tell } = options;
  const nowMs = clock();
  const day = slotDay(nowMs, timeZone);
  const [looked] = await database.query(
    `SELECT 1 FROM earshot_alerts WHERE project = $1 AND what = 'look' AND period = $2`,
    [project, day],
  );
  // What is not counted is looked at in a minute.
  if (looked || !(await rolling.counted(project, COUNT_WAIT_MS))) return 0;
  const [figures, quiet] = await Promise.all([
    readLooked(database, project, day),
    readQuiet(database, project, addDays(day, -QUIET_DAYS)),
  ]);
  const changes = figureChanges(figures, day, quiet);
  const letters =
    changes.length && letterhead
      ? await Promise.all(
          choosers.map(async ({ person }) => ({
            person,
            letter: await letterTo(letterhead, {
              kind: 'alert',
              person,
              project,
              subject:
                changes.length === 1
                  ? `${project}: ${figureName(changes[0]!.figure.shown)} changed`
                  : `${project}: ${changes.length} figures changed`,
              passages: passagesOf(project, changes, day, letterhead),
              why: `You chose alerts of ${project}.`,
            }),
          })),
        )
      : [];
  return database.transaction(async (query) => {
    const at = new Date(nowMs).toISOString();
    const [first] = await query(NOTE, [project, 'look', day, at]);
    if (!first) return 0;
    for (const change of changes) {
      await query(NOTE, [project, `figure ${change.figure.key}`, day, at]);
      await tell(query, project, changedFigure(change, day), nowMs);
    }
    for (const { person, letter } of letters)
      await queueMail(query, { kind: 'alert', person, project, period: `figures ${day}`, written: letter }, nowMs);
    return changes.length;
  });
};
