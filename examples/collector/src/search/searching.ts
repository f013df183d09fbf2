import { randomUUID } from 'node:crypto';
import type { Database } from '../storage/database';
import { takeLease } from '../storage/lease';
import { indexNew, passOn } from './steps';

export interface SearchingOptions {
  database: Database;
  /** Hears one line a problem, nothing of a submission. */
  log: (line: string) => void;
}

export interface Searching {
  /** So many records were stored just now, or a theme got other words. */
  noticed(records?: number): void;
  /** Does what waits, for at most so long. Resolves with whether nothing waits any more. */
  caughtUp(withinMs: number): Promise<boolean>;
  /** Finishes what runs and starts nothing more. */
  close(): Promise<void>;
}

const GATHER_MS = 300;
/** A burst that begins waits for the turn that is under way: on PGlite some 40 ms of it. */
const QUIET = { most: 100, pauseMs: 0 };
/** On a database that serves others meanwhile nobody waits for a turn. */
const QUIET_SHARED = { most: 400, pauseMs: 0 };
/** While records pour in, indexing takes small turns with pauses, so that it hardly makes a visitor wait. */
const BUSY = { most: 60, pauseMs: 1_000 };
/** About as many as one core takes beside a flood. */
const BUSY_SHARED = { most: 120, pauseMs: 500 };
/** What another collector left is found this often. */
const LOOK_MS = 30_000;
const LEASE_S = 20;
/** More than so many within a second are pouring: as many as busy turns take. */
const MANY = 50;
const SECOND_MS = 1_000;
const MOST_LOG_LINES = 100;

/**
 * Makes stored submissions findable, and puts them into themes, in the background. Doing it is idempotent, so any number of
 * collectors may; a lease keeps all but one from doing it for nothing.
 */
export const createSearching = ({ database, log }: SearchingOptions): Searching => {
  const holder = randomUUID();
  let lines = 0;
  let recent = 0;
  let before = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const pace = () => {
    if (Math.max(before, recent) <= MANY) return database.shared ? QUIET_SHARED : QUIET;
    return database.shared ? BUSY_SHARED : BUSY;
  };
  /** One at a time in this process. Resolves with whether more may wait. */
  const step = (): Promise<boolean> => {
    const next = turn.then(async () => {
      if (await indexNew(database, pace().most)) {
        // PGlite has nobody who does it by himself, and would do it all at once, in the middle of an insert.
        if (!database.shared) await database.query(`SELECT gin_clean_pending_list('earshot_search_tokens'::regclass)`);
        return true;
      }
      return passOn(database);
    });
    turn = next.catch(() => {});
    return next;
  };

  const work = async () => {
    if (!(await takeLease(database.query, 'searching', holder, LEASE_S))) return;
    for (let renewMs = Date.now() + (LEASE_S * 1_000) / 2; !closed && (await step()); ) {
      if (Date.now() > renewMs) {
        if (!(await takeLease(database.query, 'searching', holder, LEASE_S))) return;
        renewMs = Date.now() + (LEASE_S * 1_000) / 2;
      }
      // Whoever else waits for the database goes first.
      await new Promise((resolve) => setTimeout(resolve, pace().pauseMs));
    }
  };

  const failed = (error: unknown) => {
    if (++lines <= MOST_LOG_LINES) log(`search: ${(error as { code?: string }).code ?? (error as Error).name}`);
  };
  let working: Promise<unknown> = Promise.resolve();
  let again = false;
  const schedule = (afterMs: number) => {
    again = true;
    if (timer || closed) return;
    timer = setTimeout(() => {
      again = false;
      working = work()
        .catch(failed) // what waits goes on waiting in the database, until the next look
        .then(() => {
          timer = undefined;
          if (again) schedule(GATHER_MS);
        });
    }, afterMs);
    timer.unref();
  };
  const looking = setInterval(() => schedule(0), LOOK_MS);
  looking.unref();
  const calming = setInterval(() => {
    before = recent;
    recent = 0;
  }, SECOND_MS);
  calming.unref();
  schedule(0);

  return {
    noticed(records = 1) {
      recent += records;
      schedule(GATHER_MS);
    },
    async caughtUp(withinMs) {
      try {
        for (const endMs = Date.now() + withinMs; !closed; ) {
          if (!(await step())) return true;
          if (Date.now() >= endMs) break;
        }
      } catch (error) {
        failed(error);
      }
      schedule(0);
      return false;
    },
    async close() {
      closed = true;
      clearInterval(looking);
      clearInterval(calming);
      clearTimeout(timer);
      await Promise.all([turn, working]);
    },
  };
};
