/** One row as the database gives it back. */
export type Row = Record<string, unknown>;

export type Query = <T = Row>(sql: string, params?: unknown[]) => Promise<T[]>;

/** What the collector needs of a database: two implementations, `pglite.ts` and `postgres.ts`, both portable Postgres SQL. */
export interface Database {
  /** For messages, without a password: `PGlite in /srv/data` or `PostgreSQL at db.example:5432/feedback`. */
  name: string;
  query: Query;
  /** Whether other processes may write to it at the same time. */
  shared: boolean;
  /**
   * Commits when `work` resolves, rolls back when it throws. READ COMMITTED: each query sees what was committed before it.
   * What is asked without waiting runs in the order of asking; nothing can be asked once `work` is over.
   */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** The same without a limit on how long a statement may take: for what looks at every row there is. */
  patiently<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** Resolves with the reason when the database is lost for good, so that only a new start of the process helps. */
  gone: Promise<Error>;
  close(): Promise<void>;
}

/** The collector cannot start. `message` says what failed, on what, and what to do; it is meant to be printed as it is. */
export class StartError extends Error {
  constructor(
    readonly code: 'folder' | 'locked' | 'unreachable' | 'config' | 'port',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
