import type { Database } from './database';

/**
 * `conflict` counts the duplicates whose body differed from the one that stands; each is a duplicate as well. `mended`
 * counts the accepted records that were malformed beside the visitor's words. `uncounted`: accepted, and in no figure since it cannot be counted.
 * Those of attachments stand beside them.
 */
export type CounterName =
  | ('accepted' | 'mended' | 'duplicate' | 'conflict' | 'rejected' | 'retry' | 'erased' | 'uncounted')
  | `attachment_${'accepted' | 'duplicate' | 'rejected' | 'retry' | 'bytes'}`;
export type CounterValues = Partial<Record<CounterName, number>>;

const FLUSH_MS = 1_000;

/** Counts in memory and adds to the table once a second, so that counting costs no commit; a killed process loses at most that second. */
export const createCounters = (database: Database) => {
  let pending = new Map<string, number>();
  const since = new Map<string, CounterValues>();
  const key = (project: string, name: string) => `${project}\n${name}`;

  const flush = async () => {
    if (!pending.size) return;
    const batch = pending;
    pending = new Map();
    const rows = [...batch].map(([at, value]) => {
      const [project, name] = at.split('\n');
      return { project, name, value };
    });
    try {
      await database.query(
        `INSERT INTO earshot_counters (project, name, value)
         SELECT project, name, value FROM json_to_recordset($1::json) AS t (project text, name text, value bigint)
         ON CONFLICT (project, name) DO UPDATE SET value = earshot_counters.value + excluded.value`,
        [JSON.stringify(rows)],
      );
    } catch (error) {
      for (const [at, value] of batch) pending.set(at, (pending.get(at) ?? 0) + value);
      throw error;
    }
  };
  // A failed flush keeps its counts for the next one.
  const timer = setInterval(() => flush().catch(() => {}), FLUSH_MS);
  timer.unref();

  return {
    add(project: string, name: CounterName, by = 1) {
      const at = key(project, name);
      pending.set(at, (pending.get(at) ?? 0) + by);
      let values = since.get(project);
      if (!values) since.set(project, (values = {}));
      values[name] = (values[name] ?? 0) + by;
    },
    /** Of one project, by this process since it was started. Asks no database. */
    sinceStart: (project: string): CounterValues => since.get(project) ?? {},
    /** By project, since the database was made, over all collectors that share it. */
    async read(): Promise<Record<string, CounterValues>> {
      await flush();
      const rows = await database.query<{ project: string; name: CounterName; value: number | string }>(
        'SELECT project, name, value FROM earshot_counters ORDER BY project, name',
      );
      const values: Record<string, CounterValues> = Object.create(null);
      for (const { project, name, value } of rows) (values[project] ??= {})[name] = Number(value);
      return values;
    },
    async close() {
      clearInterval(timer);
      await flush().catch(() => {});
    },
  };
};
