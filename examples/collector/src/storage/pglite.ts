import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Database, type Query, StartError } from './database';
import { lockFolder } from './folder-lock';
import { transactionQueries } from './transaction-queries';

interface Reply {
  id?: number;
  ready?: true;
  rows?: unknown[];
  error?: { message: string; code?: string };
}

const prepare = (folder: string) => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(
      'folder',
      `The data folder ${folder} cannot be written (${code}). Set DATA_DIR to a folder that this user may write.`,
      { cause: error },
    );
  }
};

/**
 * Starts the thread and resolves when the database is open. `ask` is answered in the order of asking; `close` is the last
 * one. `gone` resolves when the thread ended without having been asked to; `stop` ends it at once.
 */
const startWorker = async (dataDir: string) => {
  const worker = new Worker(new URL('./pglite-worker.mjs', import.meta.url), {
    workerData: { dataDir },
    // Groups are texts of some 100 kB that live for one statement: with more room most die before they are copied.
    resourceLimits: { maxYoungGenerationSizeMb: 96 },
  });
  type Waiting = { resolve: (rows: unknown[]) => void; reject: (error: Error) => void };
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let ended: Error | undefined;
  let closing = false;
  let tell: (why: Error) => void = () => {};
  const gone = new Promise<Error>((resolve) => {
    tell = resolve;
  });
  const end = (error: Error) => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
    if (!closing) tell(ended);
  };

  await new Promise<void>((opened, failed) => {
    worker.on('message', ({ id, ready, rows, error }: Reply) => {
      if (ready) return opened();
      const one = waiting.get(id!);
      if (!one) return; // given up
      const { resolve, reject } = one;
      waiting.delete(id!);
      if (error) reject(Object.assign(new Error(error.message), { code: error.code }));
      else resolve(rows!);
    });
    const over = (error: Error) => {
      end(error);
      failed(error);
    };
    worker.on('error', over);
    worker.on('exit', (code) => over(new Error(`the database thread ended with ${code}`)));
  });

  const ask = (message: object): Promise<unknown[]> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      waiting.set(++asked, { resolve, reject });
      worker.postMessage({ ...message, id: asked });
    });
  return {
    ask,
    close: () => {
      closing = true;
      return ask({ close: true });
    },
    gone,
    stop: (why: Error) => {
      end(why);
      return worker.terminate();
    },
  };
};

/**
 * PostgreSQL inside this process, in a thread and a folder of its own; the folder is held by a lock file. It survives a
 * killed process, but it does not fsync: a power cut can damage it.
 * @throws {StartError} `folder` or `locked`.
 */
export const openPglite = async (dataDir: string): Promise<Database> => {
  const folder = resolve(dataDir);
  prepare(folder);
  let lost = () => {};
  const unlock = await lockFolder(folder, () => lost());
  const { ask, close, gone, stop } = await startWorker(join(folder, 'pglite')).catch((error: Error) => {
    unlock();
    throw new StartError(
      'folder',
      `The database in ${folder} does not open: ${error.message}. Restore the folder from a backup, or set DATA_DIR to ` +
        'a new one.',
      { cause: error },
    );
  });
  lost = () => void stop(new Error(`another collector has taken over ${folder}`));
  const send: Query = async <T>(sql: string, params?: unknown[]) => (await ask({ sql, params })) as T[];
  /** There is one connection: while a transaction has it, everything else waits. */
  let free: Promise<unknown> = Promise.resolve();

  const transaction: Database['transaction'] = (work) => {
    const run = free.then(async () => {
      const queries = transactionQueries(send);
      await send('BEGIN');
      try {
        const result = await work(queries.query);
        await queries.end();
        await send('COMMIT');
        return result;
      } catch (error) {
        await queries.end().catch(() => {}); // the first failure is known
        await send('ROLLBACK');
        throw error;
      }
    });
    free = run.catch(() => {});
    return run;
  };

  return {
    name: `PGlite in ${folder}`,
    gone,
    shared: false,
    query: async (sql, params) => {
      await free;
      return send(sql, params);
    },
    transaction,
    patiently: transaction,
    async close() {
      await free;
      try {
        await close();
      } finally {
        unlock();
      }
    },
  };
};
