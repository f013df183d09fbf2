import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StartError } from '../src/storage/database';
import { lockFolder } from '../src/storage/folder-lock';

let hasProc = true;
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const hidden =
    <Args extends unknown[], Result>(read: (...args: Args) => Result) =>
    (...args: Args): Result => {
      if (!hasProc && String(args[0]).startsWith('/proc/')) throw new Error('there is no /proc');
      return read(...args);
    };
  return {
    ...fs,
    renameSync: vi.fn(fs.renameSync),
    writeFileSync: vi.fn(fs.writeFileSync),
    readFileSync: hidden(fs.readFileSync as (...args: unknown[]) => unknown),
    readlinkSync: hidden(fs.readlinkSync as (...args: unknown[]) => unknown),
  };
});

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-lock-'));
  file = join(folder, 'collector.lock');
});
afterEach(() => {
  hasProc = true;
  rmSync(folder, { recursive: true, force: true });
});

/** The lock that a process would have left; 2 ** 22 is the highest pid that Linux gives. */
const leave = (holder: object, ageMs = 0) => {
  writeFileSync(
    file,
    JSON.stringify({ pid: 4_194_304, host: hostname(), space: pidSpace(), started: '', nonce: 'n', ...holder }),
  );
  const when = new Date(Date.now() - ageMs);
  utimesSync(file, when, when);
};

describe('the lock of a data folder', () => {
  it('is held by one, and free again when given back', async () => {
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'locked' });
    unlock();
    expect(readdirSync(folder)).toEqual([]);
    (await lockFolder(folder))();
  });

  it('of a dead process is taken over by exactly one of many that come at once', async () => {
    for (let round = 0; round < 5; round++) {
      leave({});
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
      const held = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      expect(held).toHaveLength(1);
      held[0]!();
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  it('of a living process stands, however old', async () => {
    leave({ pid: process.ppid, started: readStart(process.ppid) }, 86_400_000);
    await expect(lockFolder(folder)).rejects.toThrow(`process ${process.ppid}`);
  });

  it('of a pid that another program has by now is stale', async () => {
    leave({ pid: process.ppid, started: '1' });
    (await lockFolder(folder))();
  });

  it('on a system without /proc stands while its pid runs, and is stale when it is older than the start of the machine', async () => {
    hasProc = false;
    leave({ pid: process.ppid, space: '' }, 60_000);
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'locked' });
    leave({ pid: process.ppid, space: '' }, (uptime() + 60) * 1_000);
    (await lockFolder(folder))();
  });

  it('names its file to who is refused', async () => {
    leave({ pid: process.ppid, started: readStart(process.ppid) });
    await expect(lockFolder(folder)).rejects.toThrow(`remove ${file}.`);
  });

  it.each(['ENOSPC', 'EROFS', 'EACCES'])(
    'that cannot be written (%s) stops the start with a line that says so',
    async (code) => {
      vi.mocked(writeFileSync).mockImplementationOnce(() => {
        throw Object.assign(new Error(code), { code });
      });
      const refusal = {
        name: 'Error',
        code: 'folder',
        message: expect.stringContaining(`${file} cannot be written (${code})`),
      };
      await expect(lockFolder(folder)).rejects.toMatchObject(refusal);
      await expect(lockFolder(join(folder, 'removed'))).rejects.toBeInstanceOf(StartError);
    },
  );

  it('of another machine stands while its heartbeat is fresh, and is stale after twenty seconds without', async () => {
    leave({ host: 'another-container', pid: process.pid });
    await expect(lockFolder(folder)).rejects.toThrow('another-container');
    leave({ host: 'another-container', pid: process.pid }, 21_000);
    (await lockFolder(folder))();
  });

  it('of another container with the same hostname is that of another machine', async () => {
    leave({ space: 'pid:[1]' });
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'locked' });
    leave({ space: 'pid:[1]' }, 21_000);
    (await lockFolder(folder))();
  });

  it('that was renewed after it was found stale goes back to its holder', async () => {
    leave({ nonce: 'stale' });
    vi.mocked(renameSync).mockImplementationOnce((from, to) => {
      leave({ nonce: 'fresh' }); // another process was faster, and this one slow
      renameSync(from, to);
    });
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'locked' });
    expect(readdirSync(folder)).toEqual(['collector.lock']);
    expect(readFileSync(file, 'utf8')).toContain('fresh');
  });

  it('tells its holder when another process has the folder all the same, and comes back when it vanished', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const lost = vi.fn();
      const unlock = await lockFolder(folder, lost);
      const mine = readFileSync(file, 'utf8');
      rmSync(file);
      vi.advanceTimersByTime(5_000);
      expect(readFileSync(file, 'utf8')).toBe(mine);
      expect(lost).not.toHaveBeenCalled();
      leave({ nonce: 'somebody else' });
      vi.advanceTimersByTime(10_000);
      expect(lost).toHaveBeenCalledOnce();
      unlock();
    } finally {
      vi.useRealTimers();
    }
  });

  it('that cannot be read is stale', async () => {
    writeFileSync(file, '{"pid":');
    (await lockFolder(folder))();
  });

  it('of somebody else is left alone when giving back', async () => {
    const unlock = await lockFolder(folder);
    leave({ nonce: 'somebody else' });
    unlock();
    expect(readFileSync(file, 'utf8')).toContain('somebody else');
  });
});

function pidSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function readStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]!;
  } catch {
    return '';
  }
}
