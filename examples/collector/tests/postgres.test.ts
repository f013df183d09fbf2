import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../src/app';
import { openPostgres } from '../src/storage/postgres';
import { testStore } from './support/collector';
import { record } from './support/records';

describe.runIf(process.env['TEST_DATABASE_URL'])('a connection to PostgreSQL', () => {
  let store: Store;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store.close());
  const received = { project: 'shop', receivedAtMs: 0, skewMs: 0 };
  const end = (pid: number) => store.database.query('SELECT pg_terminate_backend($1)', [pid]);

  // An error event that nobody hears ends the process; vitest reports it as an error of the run.
  it.each(['while the transaction waits', 'while a query runs'])(
    'that is ended %s costs only that transaction',
    async (when) => {
      const lost = store.database.transaction(async (query) => {
        const [{ pid }] = (await query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
        if (when === 'while a query runs') {
          const sleeping = query('SELECT pg_sleep(60)');
          sleeping.catch(() => {}); // it may fail before it is returned below
          await expect
            .poll(() =>
              store.database.query(`SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND state = 'active'`, [pid]),
            )
            .toHaveLength(1);
          await end(pid);
          return sleeping;
        }
        await end(pid);
        await expect
          .poll(() => store.database.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [pid]))
          .toEqual([]);
        return query('SELECT 1');
      });
      await expect(lost).rejects.toThrow();
      expect(await store.insert(record(), received)).toBe('accepted');
    },
  );

  it('is of READ COMMITTED, whatever the server is set to, because erasure rests on it (fault 38)', async () => {
    const url = new URL(process.env['TEST_DATABASE_URL'] ?? '');
    url.searchParams.set('options', '-c default_transaction_isolation=serializable');
    const other = await openPostgres({ url: String(url) });
    expect(await other.query('SHOW transaction_isolation')).toEqual([{ transaction_isolation: 'read committed' }]);
    expect(await other.transaction((query) => query('SHOW transaction_isolation'))).toEqual([
      { transaction_isolation: 'read committed' },
    ]);
    await other.close();
  });

  it('that freezes within a transaction loses it, so that the others do not wait for its rows', async () => {
    const [row] = await store.database.transaction((query) =>
      query<Record<string, string>>('SHOW idle_in_transaction_session_timeout'),
    );
    expect(row!['idle_in_transaction_session_timeout']).toBe('30s');
  });
});
