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
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lockFolder } from '../src/storage/folder-lock';

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return { ...fs, renameSync: vi.fn(fs.renameSync) };
});

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-lock-'));
  file = join(folder, 'collector.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

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
