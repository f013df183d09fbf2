import { readWhere } from '../config';
import { StartError } from '../storage/database';
import { openStore, type Store } from '../storage/store';
import type { CommandContext } from './command';

/** Of a folder that a running collector holds. */
const HELD =
  'A folder of PGlite belongs to one process: stop the collector first, or ask the running one through its admin API ' +
  '(/v1/admin/export, /v1/admin/import).';

/**
 * Opens the database that the environment names, and closes it afterwards.
 * @throws {StartError} as at the start of a collector.
 */
export const withStore = async <T>({ env }: CommandContext, work: (store: Store) => Promise<T>): Promise<T> => {
  const store = await openStore(readWhere(env)).catch((error: unknown) => {
    if (error instanceof StartError && error.code === 'locked')
      throw new StartError('locked', `${error.message}\n${HELD}`, { cause: error });
    throw error;
  });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};
