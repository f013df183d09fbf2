import type { InsertOutcome } from '../storage/insert';
import type { Store } from '../storage/store';
import { csvRecords } from './csv-records';
import type { Format } from './export-route';
import { type Meant, meantByCells, meantByLine, unknownColumns } from './import-line';
import { type Line, linesOf } from './lines';
import { putUserData, type UserData } from './user-data';

/** A record with all its answers at their limits is shorter. */
export const MAX_LINE_BYTES = 1_048_576;
/** Lines that are stored at once, and in memory; fewer where they are long. */
const BATCH_LINES = 200;
const BATCH_BYTES = 4 * 1_048_576;
const MOST_ERRORS = 100;

export interface ImportProgress {
  /** The last line that is settled, counted from 1. */
  line: number;
  imported: number;
  duplicate: number;
  rejected: number;
  /** Of the file, read so far. */
  bytes: number;
}

export interface ImportResult extends ImportProgress {
  /** The first hundred. A message never quotes a line. */
  errors: { line: number; code: string; message: string }[];
  /** Columns of a CSV file that were left out. */
  unknownColumns?: string[] | undefined;
  /** False: broken off, because the database did not answer. Go on with `from_line`, or with the whole file again. */
  done: boolean;
  /** Where to go on, when it is not done. */
  fromLine?: number | undefined;
}

export interface ImportOptions {
  store: Store;
  project: string;
  format: Format;
  chunks: AsyncIterable<Uint8Array>;
  /** Milliseconds since 1970. */
  nowMs: number;
  /** Where feedback was given that does not say so itself. */
  source?: string | undefined;
  /** Lines before it are not looked at, but for the header of a CSV file. @default 1 */
  fromLine?: number | undefined;
  onProgress?: ((progress: ImportProgress) => void) | undefined;
}

const WHY = {
  too_long: `has more than ${MAX_LINE_BYTES} bytes`,
  invalid_utf8: 'is not UTF-8',
  malformed_csv: 'is no row of this CSV file: its quotes do not match, or it has more or fewer cells than the header',
} as const;

interface Numbered {
  line: number;
  meant: Meant;
}

const bad = (line: number, code: keyof typeof WHY): Numbered => ({
  line,
  meant: { what: 'refused', code, message: WHY[code] },
});

async function* meantLines(lines: AsyncIterable<Line>, options: ImportOptions): AsyncGenerator<Numbered> {
  for await (const { line, text, bad: why } of lines) {
    if (line < (options.fromLine ?? 1)) continue;
    if (why) yield bad(line, why);
    else if (text.trim()) yield { line, meant: meantByLine(text, options) };
  }
}

async function* meantRows(
  lines: AsyncIterable<Line>,
  options: ImportOptions,
  hear: (unknown: string[]) => void,
): AsyncGenerator<Numbered> {
  let header: string[] | undefined;
  for await (const { line, cells, bad: why } of csvRecords(lines)) {
    if (!header) {
      if (why) yield bad(line, why);
      header = (cells ?? []).map((name) => name.trim());
      hear(unknownColumns(header));
      if (why) return;
    } else if (line >= (options.fromLine ?? 1))
      yield why ? bad(line, why) : { line, meant: meantByCells(header, cells, options) };
  }
}

/**
 * Stores what the lines mean, a batch at a time: no more is read than is stored. A line that cannot be read is counted with
 * its number, and the rest goes in. Each record has its id, so that importing the same file again changes nothing: to go on
 * after a failure is to begin again.
 */
export const importLines = async (options: ImportOptions): Promise<ImportResult> => {
  const { store, project, format, chunks, onProgress = () => {} } = options;
  const progress: ImportProgress = { line: 0, imported: 0, duplicate: 0, rejected: 0, bytes: 0 };
  const errors: ImportResult['errors'] = [];
  let unknown: string[] | undefined;

  const refuse = (line: number, code: string, message: string) => {
    progress.rejected++;
    if (errors.length < MOST_ERRORS) errors.push({ line, code, message });
  };
  const settle = (line: number, outcome: InsertOutcome) => {
    if (outcome === 'accepted') progress.imported++;
    else if (outcome === 'duplicate') progress.duplicate++;
    else refuse(line, 'not_stored', `the database refuses it (${outcome.unstorable})`);
  };
  const storeBatch = async (batch: Numbered[]) => {
    const userData: UserData[] = [];
    const outcomes = await Promise.all(
      batch.map(async ({ meant }) => {
        if (meant.what === 'userdata') userData.push(meant.userData);
        return meant.what === 'record' ? store.insert(meant.record, { project, ...meant.received }) : undefined;
      }),
    );
    const changed = await putUserData(store.database.query, project, userData);
    for (const [index, { line, meant }] of batch.entries()) {
      const outcome = outcomes[index];
      if (meant.what === 'refused') refuse(line, meant.code, meant.message);
      else if (meant.what === 'userdata')
        // Of several lines with one key the first is counted.
        settle(line, changed.delete(meant.userData.userKey) ? 'accepted' : 'duplicate');
      else if (outcome) settle(line, outcome);
      progress.line = line;
    }
    onProgress(progress);
  };

  const lines = linesOf(chunks, MAX_LINE_BYTES, (bytes) => {
    progress.bytes += bytes;
  });
  const hear = (columns: string[]) => {
    if (columns.length) unknown = columns;
  };
  const result = (more: Pick<ImportResult, 'done' | 'fromLine'>): ImportResult => ({
    ...progress,
    errors,
    unknownColumns: unknown,
    ...more,
  });
  let batch: Numbered[] = [];
  let storedBytes = 0;
  /** False where the database failed: what is in the batch is not settled. */
  const flush = async (): Promise<boolean> => {
    try {
      if (batch.length) await storeBatch(batch);
      return true;
    } catch {
      return false;
    }
  };
  for await (const one of format === 'csv' ? meantRows(lines, options, hear) : meantLines(lines, options)) {
    batch.push(one);
    if (batch.length < BATCH_LINES && progress.bytes < storedBytes + BATCH_BYTES) continue;
    if (!(await flush())) return result({ done: false, fromLine: batch[0]!.line });
    batch = [];
    storedBytes = progress.bytes;
  }
  if (!(await flush())) return result({ done: false, fromLine: batch[0]!.line });
  return result({ done: true });
};
