import { rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { newDataFolder } from './support/data-folder';
import { allEndStoredOnce, killInOpenRequests, LANES, ROUNDS, withoutLimits } from './support/kill-rounds';
import { type Running, startProcess } from './support/process';
import { everyAckStands, startSender } from './support/sender';

const config = withoutLimits();
let running: Running | undefined;
afterAll(async () => {
  await running?.stop('SIGKILL');
  rmSync(config.folder, { recursive: true, force: true });
});

it(
  `fault 31, Q3, Q4: a collector on PGlite that is SIGKILLed ${ROUNDS} times while records come in has stored each acked one, once`,
  async () => {
    const env = { ...config.env, DATA_DIR: await newDataFolder() };
    let collector = (running = await startProcess(env));
    const sender = startSender(() => collector.url, LANES);
    const cut: number[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      cut.push(
        await killInOpenRequests(sender, (now) => {
          now();
          return collector.stop('SIGKILL');
        }),
      );
      expect(collector.child.signalCode).toBe('SIGKILL'); // it did not end by itself
      collector = running = await startProcess(env);
      await everyAckStands(sender.acked, collector);
    }
    await allEndStoredOnce('The collector on PGlite', sender, cut, collector);
    expect([...sender.statuses.keys()]).toEqual([200]);
    await collector.stop('SIGTERM');
    rmSync(env.DATA_DIR, { recursive: true });
  },
  60_000 + ROUNDS * 30_000,
); // a start is slow where many tests share two cores
