import { randomUUID } from 'node:crypto';
import type { Projects } from '../limits';
import { takeLease } from '../storage/lease';
import type { Store } from '../storage/store';
import { sweep } from './by-age';

const FIRST_MS = 60_000;
const EVERY_MS = 600_000;
/** Longer than a batch takes; renewed between two. */
const LEASE_S = 120;

export interface RetentionOptions {
  store: Store;
  projects: Projects;
  /** Milliseconds since 1970. */
  clock: () => number;
  log: (line: string) => void;
  /** Milliseconds until it begins: a start has other things to do. @default 60000 */
  firstMs?: number | undefined;
}

/** Erases in the background what is older than its project keeps it, in one of the collectors that share a database. */
export const startRetention = ({ store, projects, clock, log, firstMs = FIRST_MS }: RetentionOptions) => {
  const holder = randomUUID();
  let stopped = false;
  let running: Promise<void> | undefined;

  const run = async () => {
    const goOn = async () => !stopped && (await takeLease(store.database.query, 'retention', holder, LEASE_S));
    try {
      if (!(await goOn())) return;
      for (const [project, erased] of Object.entries(await sweep(store, projects, clock(), goOn)))
        log(`retention: project "${project}": ${erased} records older than it keeps were erased`);
    } catch (error) {
      // The next run begins anew; nothing is lost by waiting.
      log(`retention: the database failed: ${(error as { code?: string }).code ?? (error as Error).name}`);
    }
  };
  const start = () => {
    running ??= run().finally(() => {
      running = undefined;
    });
  };
  const first = setTimeout(start, firstMs);
  const timer = setInterval(start, EVERY_MS);
  first.unref();
  timer.unref();
  return {
    /** Resolves when the erasure that is under way is finished. */
    async stop() {
      stopped = true;
      clearTimeout(first);
      clearInterval(timer);
      await running;
    },
  };
};
