import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { linesOf } from '../lines';

/** The first line of a backup or of a list of erasures. */
export interface Header {
  format: 'earshot-backup' | 'earshot-erasures';
  version: 1;
  /** RFC 3339, UTC. */
  madeAt: string;
  /** After it a backup is not restored. A list of erasures has none: it holds nobody's words. */
  expiresAt?: string | undefined;
  projects: string[];
  /** By which it is known whether two databases have the same key for their erasures: a hash of it. */
  key: string;
}

export type Row = { [column: string]: unknown };
export type ArchiveRow = [table: string, row: Row];

/** The file cannot be taken; nothing was written. `message` is meant to be printed as it is. */
export class ArchiveError extends Error {
  constructor(
    readonly code: 'unreadable' | 'foreign' | 'newer' | 'damaged' | 'expired' | 'other_key',
    message: string,
  ) {
    super(message);
  }
}

/** An attachment is the longest. */
const MAX_LINE_BYTES = 16 * 1_048_576;

/** The lines of an archive. The last one counts the rows and has the SHA-256 of all lines before, so that none can miss. */
export async function* archiveLines(header: Header, rows: AsyncIterable<ArchiveRow>): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (value: unknown): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  yield line(header);
  let count = 0;
  for await (const row of rows) {
    count++;
    yield line(row);
  }
  yield `${JSON.stringify({ rows: count, sha256: hash.digest('hex') })}\n`;
}

const isZipped = async (path: string): Promise<boolean> => {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new ArchiveError('unreadable', `${path} cannot be read (${error.code}).`);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } catch (error) {
    throw new ArchiveError('unreadable', `${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  } finally {
    await file.close();
  }
};

const damaged = (path: string, how: string) =>
  new ArchiveError('damaged', `${path} is damaged: ${how}. Nothing was restored; take another copy.`);

async function* textsOf(path: string): AsyncGenerator<string> {
  const zipped = await isZipped(path);
  const file = createReadStream(path);
  const unzipped = zipped ? file.on('error', (error) => unzipped.destroy(error)).pipe(createGunzip()) : file;
  try {
    for await (const { text, bad } of linesOf(unzipped as AsyncIterable<Uint8Array>, MAX_LINE_BYTES)) {
      if (bad) throw damaged(path, 'a line cannot be read');
      yield text;
    }
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    const { code = '' } = error as NodeJS.ErrnoException;
    throw damaged(path, code === 'Z_BUF_ERROR' ? 'it is cut off' : `it cannot be unpacked (${code})`);
  } finally {
    file.destroy();
  }
}

const headerOf = (path: string, text: string): Header => {
  let header: Partial<Header> = {};
  try {
    header = JSON.parse(text);
  } catch {}
  if (header?.format !== 'earshot-backup' && header?.format !== 'earshot-erasures')
    throw new ArchiveError('foreign', `${path} is no backup and no list of erasures of a collector.`);
  if (header.version !== 1)
    throw new ArchiveError(
      'newer',
      `${path} was written by a newer collector (version ${header.version}). Use that one.`,
    );
  return header as Header;
};

/**
 * The first line only; what follows may be damaged.
 * @throws {ArchiveError}
 */
export const readHeader = async (path: string): Promise<Header> => {
  for await (const text of textsOf(path)) return headerOf(path, text);
  throw damaged(path, 'it is empty');
};

/**
 * Reads it to its end, and changes nothing: what it is, and how many rows it has.
 * @throws {ArchiveError} for a file that is cut off or altered.
 */
export const verifyArchive = async (path: string): Promise<{ header: Header; rows: number }> => {
  const hash = createHash('sha256');
  let header: Header | undefined;
  let before: string | undefined;
  let lines = 0;
  for await (const text of textsOf(path)) {
    header ??= headerOf(path, text);
    if (before !== undefined) hash.update(`${before}\n`);
    before = text;
    lines++;
  }
  if (!header) throw damaged(path, 'it is empty');
  let end: { rows?: number; sha256?: string } = {};
  try {
    end = JSON.parse(before!);
  } catch {}
  if (typeof end?.sha256 !== 'string') throw damaged(path, 'it is cut off');
  if (end.rows !== lines - 2) throw damaged(path, `it should have ${end.rows} rows and has ${lines - 2}`);
  if (end.sha256 !== hash.digest('hex')) throw damaged(path, 'its checksum is another');
  return { header, rows: end.rows };
};

/** The rows of an archive that was verified. */
export async function* rowsOf(path: string): AsyncGenerator<ArchiveRow> {
  let first = true;
  for await (const text of textsOf(path)) {
    const value = first ? undefined : JSON.parse(text);
    first = false;
    if (Array.isArray(value)) yield value as ArchiveRow;
  }
}
