import type { Database, Query } from '../../storage/database';
import { type ArchiveRow, archiveLines, type Header } from './archive';
import { eraseKey, fingerprint } from './keys';
import { countRows, readTables } from './read-tables';
import { BACKED_UP } from './tables';
import { writeZipped } from './write-file';

const DAY_MS = 86_400_000;

export interface BackupOptions {
  database: Database;
  path: string;
  /** Milliseconds since 1970. */
  nowMs: number;
  /** Days after which it is not restored any more, fewer than marks of erasures are kept. @default 30 */
  keepDays?: number | undefined;
  /** `total` is how many there were about when it began; undefined where counting takes too long. */
  onProgress?: ((rows: number, total: number | undefined) => void) | undefined;
}

export const KEEP_DAYS = 30;

const headerOf = async (query: Query, format: Header['format'], nowMs: number): Promise<Header> => {
  const projects = await query<{ project: string }>(
    // By its counters: each project that ever got something has some.
    'SELECT DISTINCT project FROM earshot_counters ORDER BY project',
  );
  return {
    format,
    version: 1,
    madeAt: new Date(nowMs).toISOString(),
    projects: projects.map(({ project }) => project),
    key: fingerprint(await eraseKey(query)),
  };
};

/**
 * Writes all that cannot be derived into one file, as it was at one moment. Returns the number of rows.
 * While it runs, PGlite does nothing else; PostgreSQL goes on.
 */
export const backup = async (options: BackupOptions): Promise<{ rows: number; header: Header }> => {
  const { database, path, nowMs, keepDays = KEEP_DAYS, onProgress = () => {} } = options;
  const total = await countRows(database.query).catch(() => undefined);
  return database.transaction(async (query) => {
    // One snapshot: all statements see what was committed before the first of them.
    await query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const header = {
      ...(await headerOf(query, 'earshot-backup', nowMs)),
      expiresAt: new Date(nowMs + keepDays * DAY_MS).toISOString(),
    };
    let rows = 0;
    const counted = async function* (): AsyncGenerator<ArchiveRow> {
      for await (const row of readTables(query)) {
        onProgress(++rows, total);
        yield row;
      }
    };
    await writeZipped(path, archiveLines(header, counted()));
    return { rows, header };
  });
};

/** The marks of what was erased, as lines: to be kept elsewhere, and replayed where an older state was restored. */
export async function* erasureLines(query: Query, nowMs: number): AsyncGenerator<string> {
  const header = await headerOf(query, 'earshot-erasures', nowMs);
  yield* archiveLines(
    header,
    readTables(
      query,
      BACKED_UP.filter(({ way }) => way === 'marks'),
    ),
  );
}
