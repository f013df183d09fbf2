import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './database';

const HEARTBEAT_MS = 5_000;
/** A lock of another machine or container, whose pid means nothing here, is stale after four missed heartbeats. */
const FOREIGN_STALE_MS = 20_000;
/** Long enough for another process that took the same stale lock to have put its own in place. */
const SETTLE_MS = 50;

/** A clock may be set while a machine starts. */
const CLOCK_SLACK_MS = 10_000;

interface Holder {
  pid: number;
  host: string;
  /** PID namespace: containers may share a hostname, and still each have a process 1. */
  space: string;
  /** Start of the process in clock ticks since boot, so that a reused pid is not taken for the holder. */
  started: string;
  nonce: string;
}

const pidSpace = (): string => {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return ''; // no /proc on this system, and no such namespaces
  }
};

const startedAt = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return ''; // no /proc on this system: the pid alone decides
  }
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const read = (file: string): Holder | undefined => {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Holder;
    return Number.isInteger(holder.pid) && typeof holder.nonce === 'string' ? holder : undefined;
  } catch {
    return undefined;
  }
};

const modifiedMs = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const isAlive = (holder: Holder, file: string): boolean => {
  if (holder.host !== hostname() || holder.space !== pidSpace())
    return Date.now() - modifiedMs(file) < FOREIGN_STALE_MS;
  if (!isRunning(holder.pid) || holder.started !== startedAt(holder.pid)) return false;
  // Without /proc a pid is all there is, and after a restart of the machine it may be another program's. A holder renews
  // its lock every few seconds, so one from before the restart has none.
  return holder.started !== '' || modifiedMs(file) > Date.now() - uptime() * 1_000 - CLOCK_SLACK_MS;
};

/** Puts a lock back that was taken by mistake, unless there is a new one by now. */
const putBack = (aside: string, file: string) => {
  try {
    linkSync(aside, file);
  } catch {
    // its holder will see that the lock is another one's
  }
  rmSync(aside, { force: true });
};

/**
 * Holds a data folder for this process: two PGlite processes on one folder lose acknowledged rows.
 * A lock whose process is gone is taken over. Returns the function that gives the folder back. `lost` is called when
 * another process has the folder after all, as when this one was stopped for so long that it was taken for dead.
 * @throws {StartError} `locked` with the holder's pid; `folder` when the lock cannot be written.
 */
export const lockFolder = async (folder: string, lost: () => void = () => {}): Promise<() => void> => {
  const file = join(folder, 'collector.lock');
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    space: pidSpace(),
    started: startedAt(process.pid),
    nonce: randomUUID(),
  };
  const locked = (holder: Holder) =>
    new StartError(
      'locked',
      `${folder} is in use by another collector (process ${holder.pid} on ${holder.host}). Stop it, set DATA_DIR to ` +
        'another folder, or use PostgreSQL (DATABASE_URL) to run several. If that process is no collector, remove ' +
        `${file}.`,
    );
  for (let tries = 0; ; tries++) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx' });
      break;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const winner = code === 'EEXIST' && tries > 4 ? read(file) : undefined;
      if (winner) throw locked(winner);
      if (code !== 'EEXIST' || tries > 4)
        throw new StartError(
          'folder',
          `The lock ${file} cannot be written (${code}). Make room and see that this user may write there, or set ` +
            'DATA_DIR to another folder.',
          { cause: error },
        );
    }
    const holder = read(file);
    if (holder && isAlive(holder, file)) throw locked(holder);
    // Unreadable: perhaps being written right now. Look twice before it is called stale.
    if (!holder && tries === 0) await sleep(SETTLE_MS);
    else {
      const aside = `${file}.${mine.nonce}`;
      try {
        renameSync(file, aside);
      } catch {
        continue; // another process was faster; the next round meets its lock
      }
      // Faster by so little that it was its new lock which was moved away, and not the stale one?
      const moved = read(aside);
      if (moved && moved.nonce !== holder?.nonce) {
        putBack(aside, file);
        throw locked(moved);
      }
      rmSync(aside, { force: true });
    }
  }
  await sleep(SETTLE_MS);
  const now = read(file);
  if (now?.nonce !== mine.nonce) throw locked(now ?? mine);
  const heartbeat = setInterval(() => {
    const holder = read(file);
    if (holder && holder.nonce !== mine.nonce) {
      clearInterval(heartbeat);
      return lost();
    }
    try {
      // missing: moved away by a process that could not put it back
      if (holder) utimesSync(file, new Date(), new Date());
      else writeFileSync(file, JSON.stringify(mine), { flag: 'wx' });
    } catch {
      // the folder was removed under us; the database will say so
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return () => {
    clearInterval(heartbeat);
    if (read(file)?.nonce === mine.nonce) rmSync(file, { force: true });
  };
};
