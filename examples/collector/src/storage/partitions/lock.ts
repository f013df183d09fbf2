import type { Query } from '../database';

/** Whoever waits for the lock makes everybody else wait behind it, so that it is given up soon and tried again later. */
const LOCK_TIMEOUT_MS = 2_000;

/** SQLSTATE of a lock that was not to be had in time. */
const NOT_AVAILABLE = '55P03';

export const isLockTimeout = (error: unknown): boolean => (error as { code?: string }).code === NOT_AVAILABLE;

/**
 * Makes this transaction the only one on the submissions. Every statement that comes later waits before it looks which
 * partitions there are, so that none goes to one that is about to be another's.
 */
export const lockSubmissions = async (query: Query): Promise<void> => {
  await query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
  await query('LOCK TABLE earshot_submissions IN ACCESS EXCLUSIVE MODE');
  await query('SET LOCAL lock_timeout = 0');
};
