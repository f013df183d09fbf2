import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../src/app';
import type { Query } from '../src/storage/database';
import { transactionQueries } from '../src/storage/transaction-queries';
import { testStore } from './support/collector';

let store: Store;
beforeAll(async () => {
  store = await testStore();
  await store.database.query('CREATE TABLE of_this_test (at text, PRIMARY KEY (at))');
});
afterAll(() => store.close());

const put = (query: Query, at: string) => query('INSERT INTO of_this_test (at) VALUES ($1)', [at]);
const kept = async () =>
  (await store.database.query<{ at: string }>('SELECT at FROM of_this_test ORDER BY at')).map(({ at }) => at);

describe('the queries of a transaction', () => {
  it('that are asked without waiting run in the order of asking', async () => {
    const seen = await store.database.transaction((query) =>
      Promise.all(
        ['b', 'a', 'c'].map(async (at) => {
          const put = query(`INSERT INTO of_this_test (at) VALUES ($1)`, [at]);
          const [row] = await Promise.all([
            query<{ n: number }>('SELECT count(*)::integer AS n FROM of_this_test'),
            put,
          ]);
          return row[0]!.n;
        }),
      ),
    );
    expect(seen).toEqual([1, 2, 3]);
    expect(await kept()).toEqual(['a', 'b', 'c']);
  });

  it('are rolled back together where one fails, also those that were asked behind it', async () => {
    const before = await kept();
    const failing = store.database.transaction((query) =>
      Promise.all([put(query, 'd'), put(query, 'a'), put(query, 'e'), put(query, 'f')]),
    );
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await kept()).toEqual(before);
  });

  it('fail with the first error, whoever hears of it first, and are not committed where nobody waited for the one that failed', async () => {
    const before = await kept();
    const forgotten = store.database.transaction(async (query) => {
      put(query, 'a').catch(() => {});
      await put(query, 'h').catch(() => {});
    });
    await expect(forgotten).rejects.toMatchObject({ code: '23505' });
    const heard: unknown[] = [];
    await store.database
      .transaction(async (query) => {
        await Promise.allSettled(['a', 'i', 'j'].map((at) => put(query, at).catch(({ code }) => heard.push(code))));
      })
      .catch(() => {});
    expect(heard).toEqual(['23505', '23505', '23505']);
    expect(await kept()).toEqual(before);
  });

  it('are refused once it is over: what one forgot to wait for cannot reach the work of another', async () => {
    const before = await kept();
    let late: Query | undefined;
    await store.database.transaction(async (query) => {
      late = query;
    });
    await expect(put(late!, 'g')).rejects.toThrow('This transaction is over');
    expect(await kept()).toEqual(before);
  });

  it('have all been answered when it ends, in any order of answers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(3), fc.boolean()), { maxLength: 12 }), async (answers) => {
        let open = 0;
        const ask = (async (_sql: string, [turns, good]: [number, boolean]) => {
          open++;
          for (let turn = 0; turn < turns; turn++) await Promise.resolve();
          open--;
          if (!good) throw new Error('refused');
          return [];
        }) as unknown as Query;
        const { query, end } = transactionQueries(ask);
        for (const answer of answers) query('', answer).catch(() => {});
        await end().then(
          () => expect(answers.every(([, good]) => good)).toBe(true),
          () => expect(answers.some(([, good]) => !good)).toBe(true),
        );
        expect(open).toBe(0);
      }),
    );
  });
});
