import { type Database, type Query, StartError } from '../database';
import { attachMonth, moveRows } from './add-month';
import { type Month, monthsAround } from './months';
import { isPartitioned, OTHER, SETTING } from './read';

/** What was there before: one partition, up to the end of the month in which it was made one. */
export const BEFORE = 'earshot_submissions_before';

interface Index {
  name: string;
  primary: boolean;
  definition: string;
}

const indexesOf = (query: Query): Promise<Index[]> =>
  query<Index>(
    `SELECT c.relname AS name, i.indisprimary AS primary, pg_get_indexdef(c.oid) AS definition FROM pg_index i
     JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = 'earshot_submissions'::regclass ORDER BY c.relname`,
  );

export interface PartitionOptions {
  /** Milliseconds since 1970. */
  nowMs: number;
  /** Takes a table that holds rows, too. @default true */
  full?: boolean | undefined;
  /** Hears what is done next, of how many steps. */
  onStep?: ((step: string, done: number, of: number) => void) | undefined;
}

const isEmpty = async (query: Query) => !(await query('SELECT id FROM earshot_submissions LIMIT 1')).length;

/**
 * Makes `earshot_submissions` a table that is partitioned by months of its ids, in one transaction: it is done, or nothing
 * is. Not a row of an existing table is copied: it becomes the partition of all that came before, and only what lies
 * behind this month is moved. Others wait meanwhile. `already`: it was partitioned.
 *
 * Ids are compared by their bytes from here on, since a month is a range of bytes, and another order may pass over the
 * hyphens. For that their indexes are built once more; that and one look at every row is what takes its time.
 */
export const partition = async (
  database: Database,
  { nowMs, full = true, onStep = () => {} }: PartitionOptions,
): Promise<'partitioned' | 'already'> =>
  database.patiently(async (query) => {
    const steps = [
      'wait for what is being written',
      'order the ids by their bytes',
      'make the months',
      'attach what is there',
      'take over the indexes',
    ];
    const step = (at: number) => onStep(steps[at]!, at, steps.length);
    // Asked before the lock, too: a start must wait for nobody, and make nobody wait.
    if (await isPartitioned(query)) return 'already';
    step(0);
    await query('LOCK TABLE earshot_submissions IN ACCESS EXCLUSIVE MODE');
    if (await isPartitioned(query)) return 'already';
    const empty = await isEmpty(query);
    if (!empty && !full)
      throw new StartError(
        'config',
        `PARTITIONS=month: ${database.name} holds submissions and is not partitioned. Run "node dist/cli.js partition" ` +
          'once (src/storage/README.md says what it does), or leave PARTITIONS out.',
      );
    const indexes = await indexesOf(query);
    step(1);
    await query('ALTER TABLE earshot_submissions ALTER COLUMN id TYPE text COLLATE "C"');
    step(2);
    await query(`ALTER TABLE earshot_submissions RENAME TO ${BEFORE}`);
    for (const { name } of indexes) await query(`ALTER INDEX ${name} RENAME TO ${name.slice(0, 55)}_before`);
    const primary = indexes.find((index) => index.primary)?.name ?? 'earshot_submissions_pkey';
    await query(`CREATE TABLE earshot_submissions (
        LIKE ${BEFORE} INCLUDING DEFAULTS, CONSTRAINT ${primary} PRIMARY KEY (project, id)
      ) PARTITION BY RANGE (id)`);
    await query(`CREATE TABLE ${OTHER} PARTITION OF earshot_submissions DEFAULT`);
    const months: Month[] = monthsAround(nowMs, empty ? 1 : -1, 3);
    for (const month of months) await attachMonth(query, month);
    step(3);
    if (empty) await query(`DROP TABLE ${BEFORE}`);
    else {
      const { from } = months[0]!;
      await moveRows(query, BEFORE, 'earshot_submissions', `id >= '${from}'`);
      await query(
        `ALTER TABLE earshot_submissions ATTACH PARTITION ${BEFORE} FOR VALUES FROM (MINVALUE) TO ('${from}')`,
      );
    }
    step(4);
    // Under their own names, which later migrations know. Where a partition has the same one, it is taken over.
    for (const index of indexes) if (!index.primary) await query(index.definition);
    await query('INSERT INTO earshot_settings (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      SETTING,
      'month',
    ]);
    return 'partitioned';
  });
