import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** By which what a killed backup has left behind is known. */
export const PART = /^\..+\.\d+\.part$/;

/**
 * Writes it beside its place, to the disk, and then renames it: the file is there as a whole, or as it was. Only its owner
 * may read it.
 */
export const writeZipped = async (path: string, lines: AsyncIterable<string>): Promise<void> => {
  const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    await pipeline(Readable.from(lines), createGzip(), createWriteStream(part, { mode: 0o600, flags: 'wx' }));
    const file = await open(part, 'r+');
    await file.sync().finally(() => file.close());
    await rename(part, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(part, { force: true });
    throw error;
  }
};
