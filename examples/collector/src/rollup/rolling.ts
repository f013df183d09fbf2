import type { Database } from '../storage/database';
import { roll } from './roll';
import { countIn } from './time-zone';

export interface RollingOptions {
  database: Database;
  /** IANA time zone by project. */
  timeZones: Record<string, string>;
  /** Hears one line a problem, nothing of a record. */
  log: (line: string) => void;
  /** A record of this project is in no figure, since it cannot be counted. */
  onUncountable: (project: string) => void;
}

export interface Rolling {
  /** Records of this project were stored just now. */
  noticed(project: string, records: number): void;
  /** Counts what waits, for at most so long. Resolves with whether everything is counted. */
  counted(project: string, withinMs: number): Promise<boolean>;
  /** Finishes what runs and starts nothing more. */
  close(): Promise<void>;
}

/** While records pour in, counting takes small turns with pauses, so that it hardly makes a visitor wait. */
const BUSY = { most: 60, pauseMs: 400 };
/** A burst that begins waits for the turn that is under way: on PGlite some 60 ms of it. */
const QUIET = { most: 250, pauseMs: 0 };
/** On a database that nobody waits for meanwhile: the more records a turn has, the more of them share a row of the sums. */
const QUIET_SHARED = { most: 3_000, pauseMs: 0 };
/** More than this within a second is pouring. */
const BUSY_RECORDS = 100;
const SECOND_MS = 1_000;
/** How long stored records wait for others to be counted with. */
const GATHER_MS = 300;
/** What a killed collector left is found this often. */
const LOOK_MS = 30_000;
const MOST_LOG_LINES = 100;
/** PGlite has nobody who clears away deleted rows by himself. */
const VACUUM_AFTER = 20_000;

const NEXT_PROJECT = 'SELECT project FROM earshot_pending WHERE project > $1 ORDER BY project LIMIT 1';

/** Counts in the background what was stored, project by project in turns. Any number of collectors may do it at once. */
export const createRolling = ({ database, timeZones, log, onUncountable }: RollingOptions): Rolling => {
  const quiet = database.shared ? QUIET_SHARED : QUIET;
  const prepared = new Map<string, Promise<unknown>>();
  const waiting = new Set<string>();
  let lines = 0;
  let recent = 0;
  let sinceVacuum = 0;
  let closed = false;
  let turn: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const prepare = (project: string): Promise<unknown> => {
    let ready = prepared.get(project);
    if (!ready) {
      ready = countIn(database, project, timeZones[project] ?? 'UTC').then((counted) => {
        if (counted === 'nothing') prepared.delete(project);
        if (counted === 'anew') log(`figures: project "${project}" has another time zone and is counted anew`);
      });
      prepared.set(project, ready);
      ready.catch(() => prepared.delete(project)); // once more at the next turn
    }
    return ready;
  };

  const take = async (project: string, most: number): Promise<boolean> => {
    await prepare(project);
    const { taken, more } = await roll({
      database,
      project,
      timeZone: timeZones[project] ?? 'UTC',
      most,
      onUncountable(why) {
        onUncountable(project);
        if (++lines <= MOST_LOG_LINES) log(`figures: a record of project "${project}" cannot be counted (${why})`);
      },
    });
    sinceVacuum += taken;
    if (!database.shared && sinceVacuum >= VACUUM_AFTER) {
      sinceVacuum = 0;
      await database.query('VACUUM earshot_pending');
      await database.query('VACUUM earshot_sums');
      await database.query('VACUUM earshot_week_sums');
    }
    return more;
  };

  const look = async () => {
    for (let project = ''; !closed; ) {
      const [next] = await database.query<{ project: string }>(NEXT_PROJECT, [project]);
      if (!next) return;
      project = next.project;
      if (Object.hasOwn(timeZones, project)) waiting.add(project);
    }
  };

  const turns = async () => {
    while (waiting.size && !closed) {
      const [project] = waiting as Iterable<string> as [string];
      // To the end of the line: the next turn is another project's.
      waiting.delete(project);
      const { most, pauseMs } = recent > BUSY_RECORDS ? BUSY : quiet;
      const more = await take(project, most).catch((error) => {
        waiting.add(project); // the database is away: what waits goes on waiting in it
        throw error;
      });
      if (more) waiting.add(project);
      if (waiting.size && !closed) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };

  const schedule = (afterMs: number) => {
    if (timer || closed) return;
    timer = setTimeout(() => {
      turn = turns()
        .catch((error) => log(`figures: ${(error as { code?: string }).code ?? error.name}`))
        .then(() => {
          timer = undefined;
          if (waiting.size) schedule(SECOND_MS);
        });
    }, afterMs);
    timer.unref();
  };

  let looked: Promise<unknown> = Promise.resolve();
  const lookAndSchedule = () => {
    looked = look()
      .then(() => waiting.size && schedule(0))
      .catch(() => {}); // at the next look
  };
  const looking = setInterval(lookAndSchedule, LOOK_MS);
  looking.unref();
  lookAndSchedule();
  const calming = setInterval(() => (recent = 0), SECOND_MS);
  calming.unref();

  return {
    noticed(project, records) {
      recent += records;
      waiting.add(project);
      schedule(GATHER_MS);
    },
    async counted(project, withinMs) {
      try {
        for (const endMs = Date.now() + withinMs; !closed; ) {
          if (!(await take(project, quiet.most))) return true;
          if (Date.now() >= endMs) break;
        }
      } catch (error) {
        log(`figures: ${(error as { code?: string }).code ?? (error as Error).name}`);
      }
      waiting.add(project);
      schedule(0);
      return false;
    },
    async close() {
      closed = true;
      clearInterval(looking);
      clearInterval(calming);
      clearTimeout(timer);
      await Promise.all([turn, looked]);
    },
  };
};
