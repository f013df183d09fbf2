import type { FeedbackRecord } from '../contract';
import { localDay } from '../metrics/local-day';
import { isContentError } from '../storage/content-error';
import type { Database, Query } from '../storage/database';
import { idArray } from '../storage/id-array';
import type { FigureRow } from '../storage/rows';
import { addToSums } from './count';
import { type Facts, factsOf } from './facts';
import { addKeys, fitKeys } from './keys';
import { lockSums } from './lock';
import { keptZone } from './time-zone';

interface PendingRow {
  id: string;
  received_at: Date | null;
  skew_ms: number | string;
  status: string;
  body: string;
}

const NEXT = `SELECT p.id, s.received_at, s.skew_ms, s.status, s.body
  FROM (SELECT id FROM earshot_pending WHERE project = $1 ORDER BY id LIMIT $2) AS p
  LEFT JOIN earshot_submissions s ON s.project = $1 AND s.id = p.id ORDER BY p.id`;

const FIGURE_COLUMNS = `project, figure, survey_id, survey_version, question, mode, channel, locale, metric, prompt,
  scale, first_seen, wording`;

/** The earliest time stands: what was received first may be counted last. */
const ADD_FIGURES = `INSERT INTO earshot_figures (${FIGURE_COLUMNS})
  SELECT ${FIGURE_COLUMNS} FROM json_to_recordset($1::json) AS t (project text, figure text, survey_id text,
    survey_version text, question text, mode text, channel text, locale text, metric text, prompt text, scale text,
    first_seen timestamptz, wording text)
  ON CONFLICT (project, figure) DO UPDATE SET first_seen = excluded.first_seen
    WHERE excluded.first_seen < earshot_figures.first_seen`;

/** Each figure once, with the time when it was first seen. */
const firstOf = (figures: FigureRow[]): FigureRow[] => {
  const first = new Map<string, FigureRow>();
  for (const row of figures) {
    const known = first.get(row.figure);
    if (!known || row.first_seen < known.first_seen) first.set(row.figure, row);
  }
  return [...first.values()];
};

const TAKE = 'DELETE FROM earshot_pending WHERE project = $1 AND id = ANY($2::text[]) RETURNING id';
/** Spam has no part in a figure, and an erased record none in anything; what became something else since it was read goes on waiting. */
const LEAVE_OUT = `DELETE FROM earshot_pending WHERE project = $1 AND id = ANY($2::text[]) AND NOT EXISTS (
  SELECT 1 FROM earshot_submissions s
  WHERE s.project = $1 AND s.id = earshot_pending.id AND s.status <> 'spam') RETURNING id`;

const KEEP_FACTS = `INSERT INTO earshot_counted (project, id, facts)
  SELECT $1, id, facts FROM json_to_recordset($2::json) AS t (id text, facts text)`;

export interface RollOptions {
  database: Database;
  project: string;
  /** IANA. Where the sums are by the days of another one, another collector is set otherwise, and nothing is taken. */
  timeZone: string;
  /** Most records at once. */
  most: number;
  /** Hears of a record that cannot be counted, with the kind of error and nothing of the record. */
  onUncountable: (why: string) => void;
}

interface Known {
  id: string;
  facts: Facts;
  figures: FigureRow[];
}

/**
 * Counts what waits, at most so many records, in one transaction: a record is in all sums and no longer waits, or the
 * other way round. `more`: others still wait. What the records count as is worked out before the lock is taken, and
 * those that another collector counted in between are left out under it.
 */
export const roll = async (options: RollOptions): Promise<{ taken: number; more: boolean }> => {
  const { database, project, timeZone, most, onUncountable } = options;
  const rows = await database.query<PendingRow>(NEXT, [project, most]);
  if (!rows.length) return { taken: 0, more: false };
  const dayOf = (atMs: number) => localDay(atMs, timeZone);
  const known: Known[] = [];
  const uncountable: string[] = [];
  const absent: string[] = [];
  for (const { id, received_at, skew_ms, status, body } of rows)
    if (received_at === null || status === 'spam') absent.push(id);
    else
      try {
        const record = JSON.parse(body) as FeedbackRecord;
        const receivedAtMs = new Date(received_at).getTime();
        known.push({ id, ...factsOf({ project, receivedAtMs, skewMs: Number(skew_ms), record }, dayOf) });
      } catch (error) {
        onUncountable((error as Error).name);
        uncountable.push(id);
      }

  let elsewhere = false;
  /** What is done about what waits is done under the lock, and only by who counts by the days that all others count by. */
  const locked = <T>(work: (query: Query) => Promise<T>): Promise<T | undefined> =>
    database.transaction(async (query) => {
      await lockSums(query, project);
      elsewhere = ((await keptZone(query, project)) ?? timeZone) !== timeZone;
      return elsewhere ? undefined : work(query);
    });
  const count = async (all: Known[]): Promise<number> =>
    (await locked(async (query) => {
      const still = await query<{ id: string }>(TAKE, [project, idArray(all.map(({ id }) => id))]);
      const waited = new Set(still.map(({ id }) => id));
      const mine = all.filter(({ id }) => waited.has(id));
      if (!mine.length) return 0;
      // What does not need another's answer is asked with it: a transaction holds others up, so the shorter the better.
      const figures = firstOf(mine.flatMap((one) => one.figures));
      const wanted = mine.map(({ facts }) => facts);
      const [taken] = await Promise.all([
        fitKeys(query, project, wanted),
        figures.length && query(ADD_FIGURES, [JSON.stringify(figures)]),
      ]);
      const facts = mine.map(({ id }, index) => ({ id, facts: JSON.stringify(taken[index]) }));
      await Promise.all([
        addKeys(query, project, taken, 1),
        addToSums(query, project, taken, 1),
        query(KEEP_FACTS, [project, JSON.stringify(facts)]),
      ]);
      return mine.length;
    })) ?? 0;

  /** One record that the database refuses must not keep the others waiting: halved until it stands alone. */
  const countOrLeave = async (all: Known[]): Promise<number> => {
    if (!all.length) return 0;
    try {
      return await count(all);
    } catch (error) {
      if (!isContentError(error)) throw error;
      if (all.length === 1) {
        onUncountable((error as { code: string }).code);
        uncountable.push(all[0]!.id);
        return 0;
      }
      const middle = all.length >> 1;
      return (await countOrLeave(all.slice(0, middle))) + (await countOrLeave(all.slice(middle)));
    }
  };
  const taken = await countOrLeave(known);
  if (absent.length || uncountable.length)
    await locked(async (query) => {
      await query(LEAVE_OUT, [project, idArray(absent)]);
      // Their words are stored and shown; only the figures lack them.
      await query(TAKE, [project, idArray(uncountable)]);
    });
  return { taken, more: rows.length === most && !elsewhere };
};
