import type { Database } from '../../src/storage/database';

/** Any time at all. */
export const EVER = { fromMs: 0, toMs: Date.parse('2100-01-01') };

/** Somebody's doing in a project. */
export const actionIn = (project: string) => ({ project, who: 'jo', nowMs: Date.parse('2026-11-22T10:00:00.000Z') });

/** A theme of these words. */
export const themeOf = (...words: string[]) => ({ name: 'A theme', description: '', words, state: 'open' as const });

/** A database in which `then` is done once, after a look through everything has read the rows of a project. */
export const onceRowsAreRead = (database: Database, project: string, then: () => Promise<unknown>): Database => {
  let done = false;
  return {
    ...database,
    query: async (statement, params) => {
      const rows = await database.query(statement, params);
      if (!done && statement.includes('s.id > $2') && params?.[0] === project) {
        done = true;
        await then();
      }
      return rows as never;
    },
  };
};
