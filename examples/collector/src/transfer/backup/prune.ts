import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, type Header, readHeader } from './archive';
import { PART } from './write-file';

/** Longer than any backup takes. */
const PART_MS = 86_400_000;

const headerOrNone = (path: string): Promise<Header | undefined> =>
  readHeader(path).catch((error) => {
    if (error instanceof ArchiveError) return undefined;
    throw error;
  });

/** Removes the backups of a folder whose time is over, and what killed ones have left behind. Returns their names; no other file is touched. */
export const pruneBackups = async (folder: string, nowMs: number): Promise<string[]> => {
  const removed: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(folder, entry.name);
    const isLeft = PART.test(entry.name) && (await stat(path)).mtimeMs < nowMs - PART_MS;
    const header = isLeft ? undefined : await headerOrNone(path);
    const isOver = header?.format === 'earshot-backup' && Date.parse(header.expiresAt ?? '') <= nowMs;
    if (!isLeft && !isOver) continue;
    await rm(path);
    removed.push(entry.name);
  }
  return removed;
};
