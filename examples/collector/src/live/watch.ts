import type { Database } from '../storage/database';
import { type Arrival, type Arrivals, createArrivals, type Fresh, MOST_ARRIVALS } from './arrivals';

export interface WatchOptions {
  database: Pick<Database, 'query'>;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** One line when the database begins to fail. */
  log: (line: string) => void;
  /** How often a project that somebody watches is looked at. @default 1500 */
  pollMs?: number | undefined;
  /** Milliseconds after it was received within which a record may be stored. @default 10000 */
  lateMs?: number | undefined;
}

/** From when on somebody wants to know what was received. */
export interface Since {
  sinceMs: number;
  /** When the newest was received of which they know already. @default none */
  toldMs?: number | undefined;
}

interface Watcher extends Since {
  told: number;
  toldAtMs: number;
  tell: (fresh: Fresh) => void;
}

interface Watched {
  arrivals: Arrivals;
  watchers: Set<Watcher>;
  /** What was received before it is not known yet. */
  fromMs: number;
  lookedMs: number;
}

const POLL_MS = 1_500;
/** Without a database it is asked less often. */
const AWAY_MS = 5_000;
/** A number that changes is read out: not more often than one can listen. */
const QUIET_MS = 5_000;
/** A record carries the clock of whoever took it, and is seen once it is committed: so late it may come. */
const LATE_MS = 10_000;
/** The same with an ingest log, from which records are written once the database is back. */
export const LATE_FROM_LOG_MS = 3_600_000;

const FOUND = `SELECT id, received_at FROM earshot_submissions
  WHERE project = $1 AND kind = 'submission' AND received_at > $2::timestamptz AND NOT test AND status <> 'spam'
  ORDER BY received_at DESC LIMIT ${MOST_ARRIVALS + 1}`;

/**
 * Looks for new submissions of the projects that somebody watches: one query a project and turn, by an index, however many
 * watch. What another collector stored is found as well.
 */
export const createWatch = ({ database, clock, log, pollMs = POLL_MS, lateMs = LATE_MS }: WatchOptions) => {
  const projects = new Map<string, Watched>();
  let timer: NodeJS.Timeout | undefined;
  let turning: Promise<void> | undefined;
  let again = false;
  let away = false;
  let closed = false;

  const look = async (project: string, watched: Watched) => {
    const wantedMs = watched.fromMs;
    const fromMs = Math.min(wantedMs, Math.min(watched.lookedMs, clock()) - lateMs);
    // Before it is asked: whoever joins meanwhile may want more than this turn reads.
    watched.fromMs = Number.POSITIVE_INFINITY;
    const params = [project, new Date(fromMs).toISOString()];
    const rows = await database.query<{ id: string; received_at: Date }>(FOUND, params).catch((error) => {
      watched.fromMs = Math.min(watched.fromMs, wantedMs);
      throw error;
    });
    const found = rows.map(({ id, received_at }): Arrival => ({ id, receivedAtMs: new Date(received_at).getTime() }));
    watched.arrivals.add(found);
    watched.lookedMs = Math.max(watched.arrivals.newestMs(), clock());
  };

  const tell = ({ arrivals, watchers }: Watched) => {
    const nowMs = clock();
    for (const watcher of watchers) {
      const fresh = arrivals.after(watcher.sinceMs);
      if (fresh.newestMs <= (watcher.toldMs ?? 0)) continue;
      if (fresh.count <= watcher.told || nowMs - watcher.toldAtMs < QUIET_MS) continue;
      watcher.told = fresh.count;
      watcher.toldAtMs = nowMs;
      watcher.tell(fresh);
    }
  };

  const turn = async () => {
    try {
      for (const [project, watched] of projects) {
        await look(project, watched);
        tell(watched);
      }
      away = false;
    } catch (error) {
      if (!away) log(`live: the database failed: ${(error as { code?: string }).code ?? (error as Error).name}`);
      away = true;
    }
  };

  const run = () => {
    clearTimeout(timer);
    again = true;
    turning ??= (async () => {
      while (again && !closed) {
        again = false;
        await turn();
      }
      turning = undefined;
      if (!closed && projects.size) timer = setTimeout(run, away ? AWAY_MS : pollMs).unref();
    })();
  };

  return {
    /** Tells of what is received in a project after a moment, as a number that grows. Returns how to leave. */
    join(project: string, since: Since, tellFresh: (fresh: Fresh) => void): () => void {
      const { sinceMs } = since;
      const watcher: Watcher = { ...since, told: 0, toldAtMs: Number.NEGATIVE_INFINITY, tell: tellFresh };
      let watched = projects.get(project);
      if (!watched) {
        watched = { arrivals: createArrivals(), watchers: new Set(), fromMs: sinceMs, lookedMs: clock() };
        projects.set(project, watched);
      }
      watched.fromMs = Math.min(watched.fromMs, sinceMs);
      watched.watchers.add(watcher);
      const { watchers } = watched;
      run();
      return () => {
        watchers.delete(watcher);
        // Whoever comes next begins anew: nothing is held for nobody.
        if (!watchers.size && projects.get(project)?.watchers === watchers) projects.delete(project);
      };
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await turning;
    },
  };
};

export type Watch = ReturnType<typeof createWatch>;
