import type { StoredChoice } from '../mailings/choices';
import { type Letterhead, letterTo } from '../mailings/letterhead';
import { queueMail } from '../mailings/queue-mail';
import { time } from '../report/format';
import { lasting } from '../report/inbox/lasting';
import type { Database } from '../storage/database';
import { type Hours, LEAST_SILENCE_MS, SILENCE_ALPHA, silenceP, USUAL_MS } from './silence';

/** Longer than that nobody looked: what was not heard meanwhile says nothing of the widget. */
const UNWATCHED_MS = 30 * 60_000;

const iso = (ms: number) => new Date(ms).toISOString();

/** Since when somebody is there who would have heard. Notes that somebody is there now. */
const watchedSince = ({ transaction }: Database, project: string, nowMs: number): Promise<number> =>
  transaction(async (query) => {
    const [row] = await query<{ period: string; at: Date }>(
      `SELECT period, at FROM earshot_alerts WHERE project = $1 AND what = 'watch' ORDER BY period DESC LIMIT 1`,
      [project],
    );
    const sinceMs = row && nowMs - new Date(row.at).getTime() <= UNWATCHED_MS ? Date.parse(row.period) : nowMs;
    await query(`DELETE FROM earshot_alerts WHERE project = $1 AND what = 'watch' AND period <> $2`, [
      project,
      iso(sinceMs),
    ]);
    await query(
      `INSERT INTO earshot_alerts (project, what, period, at) VALUES ($1, 'watch', $2, $3)
       ON CONFLICT (project, what, period) DO UPDATE SET at = excluded.at`,
      [project, iso(sinceMs), iso(nowMs)],
    );
    return sinceMs;
  });

/** When the last submission came, tests left out. */
const lastArrival = async ({ query }: Database, project: string): Promise<number | undefined> => {
  const [row] = await query<{ received_at: Date }>(
    `SELECT received_at FROM earshot_submissions WHERE project = $1 AND kind = 'submission' AND NOT test
     ORDER BY received_at DESC LIMIT 1`,
    [project],
  );
  return row && new Date(row.received_at).getTime();
};

const readHours = async ({ query }: Database, project: string, fromMs: number, untilMs: number): Promise<Hours> => {
  const rows = await query<{ hour: number | string; n: number | string }>(
    `SELECT CAST(floor(EXTRACT(EPOCH FROM received_at) / 3600) AS bigint) AS hour, count(*) AS n FROM earshot_submissions
     WHERE project = $1 AND kind = 'submission' AND received_at > $2::timestamptz AND received_at <= $3::timestamptz
       AND NOT test GROUP BY 1`,
    [project, iso(fromMs), iso(untilMs)],
  );
  return new Map(rows.map(({ hour, n }) => [Number(hour), Number(n)]));
};

/**
 * Whether nothing came for so long that it is improbable, and then tells who chose alerts, once a silence. Most looks ask
 * for the last arrival only: what is usual is read where it is over an hour ago.
 * @returns whether it was told
 */
export const lookForSilence = async (
  { database, letterhead, clock }: { database: Database; letterhead: Letterhead; clock: () => number },
  project: string,
  choosers: StoredChoice[],
): Promise<boolean> => {
  const nowMs = clock();
  const [sinceMs, lastMs] = await Promise.all([watchedSince(database, project, nowMs), lastArrival(database, project)]);
  if (lastMs === undefined) return false;
  const quietFromMs = Math.max(sinceMs, lastMs);
  if (nowMs - quietFromMs < LEAST_SILENCE_MS) return false;
  const hours = await readHours(database, project, quietFromMs - USUAL_MS, quietFromMs);
  if (silenceP(hours, quietFromMs, nowMs) > SILENCE_ALPHA) return false;
  const letters = await Promise.all(
    choosers.map(async ({ person }) => ({
      person,
      letter: await letterTo(letterhead, {
        kind: 'alert',
        person,
        project,
        subject: `${project}: no feedback for ${lasting(nowMs - lastMs)}`,
        passages: [
          {
            lines: [
              `${project}: no feedback since ${time(iso(lastMs))} UTC. In the same hours of the weeks before there was so much that chance alone leaves none in fewer than 1 of 1,000,000 cases.`,
              'The widget may be broken, or this collector may not be reached: send something from a page of yours.',
            ],
            link: { words: 'What came last', address: letterhead.addressOf(project) },
          },
          { lines: ['You are told of it once, until something comes.'] },
        ],
        why: `You chose alerts of ${project}.`,
      }),
    })),
  );
  return database.transaction(async (query) => {
    const [first] = await query(
      `INSERT INTO earshot_alerts (project, what, period, at) VALUES ($1, 'silence', $2, $3) ON CONFLICT DO NOTHING RETURNING what`,
      [project, iso(lastMs), iso(nowMs)],
    );
    if (!first) return false;
    for (const { person, letter } of letters)
      await queueMail(
        query,
        { kind: 'alert', person, project, period: `silence ${iso(lastMs)}`, written: letter },
        nowMs,
      );
    return true;
  });
};
