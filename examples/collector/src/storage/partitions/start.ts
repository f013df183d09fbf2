import type { Database } from '../database';
import { addMonths } from './add-month';
import { isPartitioned } from './read';

/** A start has other things to do. */
const FIRST_MS = 10_000;
const EVERY_MS = 3_600_000;

export interface MonthsOptions {
  database: Database;
  /** Milliseconds since 1970. */
  clock: () => number;
  log: (line: string) => void;
}

/**
 * Makes months ahead of time where the database is partitioned, also where it was partitioned while this collector ran.
 * A month that is missing loses nothing: its rows stand among the others until it is made.
 */
export const startMonths = ({ database, clock, log }: MonthsOptions) => {
  const makeMonths = async () => {
    let partitioned = false;
    try {
      partitioned = await isPartitioned(database.query);
      const made = partitioned ? await addMonths(database, clock()) : [];
      if (made.length) log(`partitions: made ${made.join(', ')}`);
    } catch (error) {
      // A database that is away is said by those who need it.
      const { code, name } = error as { code?: string; name: string };
      if (partitioned) log(`partitions: ${code ?? name}, tried again in an hour`);
    }
  };
  let running: Promise<void> = Promise.resolve();
  const look = () => {
    running = makeMonths();
  };
  const first = setTimeout(look, FIRST_MS);
  const timer = setInterval(look, EVERY_MS);
  first.unref();
  timer.unref();
  return {
    /** Resolves when what is being made is made. */
    async stop() {
      clearTimeout(first);
      clearInterval(timer);
      await running;
    },
  };
};
