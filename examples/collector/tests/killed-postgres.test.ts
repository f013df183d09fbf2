import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { allEndStoredOnce, killInOpenRequests, LANES, ROUNDS, withoutLimits } from './support/kill-rounds';
import { newPostgresServer, type PostgresServer, whyNoPostgres } from './support/postgres-server';
import { type Running, startProcess } from './support/process';
import { batch, record } from './support/records';
import { everyAckStands, startSender } from './support/sender';

const config = withoutLimits();
let server: PostgresServer | undefined;
let running: Running | undefined;
afterAll(async () => {
  await running?.stop('SIGKILL');
  await server?.remove();
  rmSync(config.folder, { recursive: true, force: true });
});

describe.skipIf(whyNoPostgres)(`PostgreSQL is killed${whyNoPostgres ? `: skipped, ${whyNoPostgres}` : ''}`, () => {
  it(
    `fault 31, Q3, Q4: when all of PostgreSQL is SIGKILLed ${ROUNDS} times while records come in, each acked one is stored once, and the collector goes on by itself`,
    async () => {
      const postgres = (server = await newPostgresServer());
      await postgres.start();
      const collector = (running = await startProcess({ ...config.env, DATABASE_URL: postgres.url }));
      const sender = startSender(() => collector.url, LANES);
      const cut: number[] = [];
      for (let round = 1; round <= ROUNDS; round++) {
        let processes = 0;
        cut.push(
          await killInOpenRequests(sender, async (now) => {
            processes = await postgres.killAll(now);
          }),
        );
        expect(processes, 'the postmaster, its own helpers and the backends of the collector').toBeGreaterThan(6);

        // Nothing is acked by a collector whose database is away: it says "later", and may be read.
        const before = sender.acked.size;
        for (let asked = 0; asked < 5; asked++) {
          const answer = await fetch(`${collector.url}/v1/submissions`, {
            method: 'POST',
            body: JSON.stringify(batch([record()])),
          });
          expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '5']);
          expect(await answer.json()).toMatchObject({ error: { code: 'unavailable' } });
        }
        expect(sender.acked.size).toBe(before);

        await postgres.start();
        await expect.poll(() => sender.acked.size).toBeGreaterThan(before); // by itself
        await everyAckStands(sender.acked, collector);
      }
      await allEndStoredOnce('PostgreSQL', sender, cut, collector);
      expect([...sender.statuses.keys()].sort()).toEqual([200, 503]);
      expect(sender.counts.lost, 'requests that the collector did not answer').toBe(0);
      expect(collector.child.exitCode).toBeNull();
      await collector.stop('SIGTERM');
    },
    60_000 + ROUNDS * 30_000,
  );
});
