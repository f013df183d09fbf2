import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newDataFolder } from './support/data-folder';
import { withoutLimits } from './support/kill-rounds';
import { startProcess } from './support/process';
import { everyAckStands, startSender, until } from './support/sender';

/** PostgreSQL when it is there, with a schema of its own; else a folder of its own. */
const place = async (): Promise<Record<string, string>> => {
  const url = process.env['TEST_DATABASE_URL'];
  return url
    ? { DATABASE_URL: url, DATABASE_SCHEMA: `test_${randomBytes(6).toString('hex')}` }
    : { DATA_DIR: await newDataFolder() };
};

describe('what was acked is there (faults 9 and 31, Q4)', () => {
  it('after two SIGKILLs and a SIGTERM, each in the middle of a load on the same data', async () => {
    const config = withoutLimits();
    const env = { ...config.env, ...(await place()) };
    let running = await startProcess(env);
    const sender = startSender(() => running.url, 8);
    for (const signal of ['SIGKILL', 'SIGKILL', 'SIGTERM'] as const) {
      const enough = sender.acked.size + 60;
      await until(() => sender.acked.size >= enough);
      const code = await running.stop(signal);
      const stopped = running;
      running = await startProcess(env);
      await everyAckStands(sender.acked, running);
      if (signal === 'SIGKILL') continue;
      expect(code).toBe(0);
      expect(stopped.output()).toContain('stopped');
    }
    await sender.drained();
    expect(await everyAckStands(sender.acked, running)).toBe(sender.made());
    expect(sender.made()).toBeGreaterThanOrEqual(180);
    await running.stop('SIGTERM');
    for (const folder of [config.folder, env['DATA_DIR']]) if (folder) rmSync(folder, { recursive: true });
  }, 240_000); // four starts of a database, slow where many tests share two cores
});
