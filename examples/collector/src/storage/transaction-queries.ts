import type { Query } from './database';

/** What `query` throws once its transaction is over: on its connection somebody else's work may stand already. */
const OVER = 'This transaction is over. Wait for all of its queries within it.';

export interface TransactionQueries {
  query: Query;
  /** From now on nothing is asked. Resolves when all that was asked is answered; rejects where one of it failed. */
  end(): Promise<void>;
}

/**
 * The queries of one transaction. Those that are asked without waiting for each other run in the order of asking. Where one
 * fails, those behind it fail with the same error, whoever is told first; also one that nobody waited for is told at the end.
 */
export const transactionQueries = (ask: Query): TransactionQueries => {
  let last: Promise<unknown> = Promise.resolve();
  let over = false;
  let failed: { error: unknown } | undefined;
  return {
    query: <T>(sql: string, params?: unknown[]): Promise<T[]> => {
      if (over) return Promise.reject(new Error(OVER));
      const answer = ask<T>(sql, params).catch((error): never => {
        failed ??= { error };
        throw failed.error; // behind the first one a database only says that the transaction is aborted
      });
      last = Promise.allSettled([last, answer]).then(() => {}); // no rows are held
      return answer;
    },
    async end() {
      over = true;
      await last;
      if (failed) throw failed.error;
    },
  };
};
