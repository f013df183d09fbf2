import type { Query } from './database';

/** What `query` throws once its transaction is over: on its connection somebody else's work may stand already. */
const OVER = 'This transaction is over. Wait for all of its queries within it.';

export interface TransactionQueries {
  query: Query;
  /** From now on nothing is asked, and what was asked is answered first. Never rejects. */
  end(): Promise<unknown>;
}

/**
 * The queries of one transaction. Those that are asked without waiting for each other run in the order of asking; where one
 * fails, those behind it fail too, and all of them have ended before the transaction is rolled back.
 */
export const transactionQueries = (ask: Query): TransactionQueries => {
  let last: Promise<unknown> = Promise.resolve();
  let over = false;
  return {
    query: <T>(sql: string, params?: unknown[]): Promise<T[]> => {
      if (over) return Promise.reject(new Error(OVER));
      const answer = ask<T>(sql, params);
      last = Promise.allSettled([last, answer]).then(() => {}); // no rows are held
      return answer;
    },
    end() {
      over = true;
      return last;
    },
  };
};
