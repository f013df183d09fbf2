import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../src/app';
import { testStore } from './support/collector';
import { record } from './support/records';

describe.runIf(process.env['TEST_DATABASE_URL'])('a connection that PostgreSQL ends', () => {
  let store: Store;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store.close());
  const received = { project: 'shop', receivedAtMs: 0, skewMs: 0 };
  const end = (pid: number) => store.database.query('SELECT pg_terminate_backend($1)', [pid]);

  // An error event that nobody hears ends the process; vitest reports it as an error of the run.
  it.each(['while the transaction waits', 'while a query runs'])('%s costs only that transaction', async (when) => {
    const lost = store.database.transaction(async (query) => {
      const [{ pid }] = (await query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
      if (when === 'while a query runs') {
        const sleeping = query('SELECT pg_sleep(60)');
        sleeping.catch(() => {}); // it may fail before it is returned below
        await expect
          .poll(() => store.database.query(`SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND state = 'active'`, [pid]))
          .toHaveLength(1);
        await end(pid);
        return sleeping;
      }
      await end(pid);
      await expect.poll(() => store.database.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [pid])).toEqual([]);
      return query('SELECT 1');
    });
    await expect(lost).rejects.toThrow();
    expect(await store.insert(record(), received)).toBe('accepted');
  });

  it('and one that freezes within a transaction is bounded, so that the others do not wait for its rows', async () => {
    const [row] = await store.database.transaction((query) =>
      query<Record<string, string>>('SHOW idle_in_transaction_session_timeout'),
    );
    expect(row!['idle_in_transaction_session_timeout']).toBe('30s');
  });
});
