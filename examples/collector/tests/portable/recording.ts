import type { Database, Query } from '../../src/storage/database';

/** The same database, of which every statement is kept. */
export const recording = (database: Database): { database: Database; sent: Set<string> } => {
  const sent = new Set<string>();
  const kept =
    (query: Query): Query =>
    (sql, params) => {
      sent.add(sql);
      return query(sql, params);
    };
  return {
    sent,
    database: {
      ...database,
      query: kept(database.query),
      transaction: (work) => database.transaction((query) => work(kept(query))),
      patiently: (work) => database.patiently((query) => work(kept(query))),
    },
  };
};
