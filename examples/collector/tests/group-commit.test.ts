import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../src/app';
import { createGroupCommit } from '../src/storage/group-commit';
import { createInsert } from '../src/storage/insert';
import { testStore } from './support/collector';
import { record } from './support/records';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('group commit', () => {
  it('writes what waits together as one group, and settles nothing before its group is written', async () => {
    const groups: number[][] = [];
    let release = () => {};
    const group = createGroupCommit<number, number>(async (items) => {
      groups.push(items);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return items.map((item) => item * 10);
    });
    const first = [1, 2, 3].map((item) => group.add(item));
    let settled = false;
    void Promise.all(first).then(() => {
      settled = true;
    });
    await expect.poll(() => groups).toEqual([[1, 2, 3]]);
    const second = [4, 5].map((item) => group.add(item));
    await pause(5);
    expect(groups).toEqual([[1, 2, 3]]);
    expect(settled).toBe(false);
    release();
    expect(await Promise.all(first)).toEqual([10, 20, 30]);
    await expect
      .poll(() => groups)
      .toEqual([
        [1, 2, 3],
        [4, 5],
      ]);
    release();
    expect(await Promise.all(second)).toEqual([40, 50]);
  });

  it('a failed write fails its own group only, and the next group goes on', async () => {
    let calls = 0;
    const group = createGroupCommit<number, number>(async (items) => {
      if (calls++ === 0) throw new Error('the database was away');
      return items;
    });
    const failed = group.add(1);
    await expect(failed).rejects.toThrow('the database was away');
    expect(await group.add(2)).toBe(2);
  });

  it('hands every outcome to its own item, in any order and size of groups, with no more writes at once than allowed', async () => {
    const setting = fc.record({ most: fc.integer({ min: 1, max: 7 }), lanes: fc.integer({ min: 1, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 60 }), setting, async (pauses, { most, lanes }) => {
        let writing = 0;
        const write = async (items: number[]) => {
          expect(items.length).toBeLessThanOrEqual(most);
          expect(++writing).toBeLessThanOrEqual(lanes);
          await pause(items[0]! % 3);
          writing--;
          return items.map((item) => `wrote ${item}`);
        };
        const group = createGroupCommit(write, { maxGroup: most, lanes, worthALane: 2 });
        const all: Promise<string>[] = [];
        for (const [item, wait] of pauses.entries()) {
          if (wait === 0) await pause(0);
          all.push(group.add(item));
        }
        await group.drained();
        expect(writing).toBe(0);
        expect(await Promise.all(all)).toEqual(pauses.map((_, item) => `wrote ${item}`));
      }),
      { numRuns: 30 },
    );
  });

  it('runs an interlude with no write in flight', async () => {
    let writing = false;
    const group = createGroupCommit<number, number>(
      async (items) => {
        writing = true;
        await pause(5);
        writing = false;
        return items;
      },
      { lanes: 1 },
    );
    const added = [group.add(1), group.add(2)];
    await pause(1);
    const during = group.between(async () => writing);
    added.push(group.add(3));
    expect(await during).toBe(false);
    expect(await Promise.all(added)).toEqual([1, 2, 3]);
  });
});

describe('one row that the database refuses', () => {
  let store: Store;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store.close());
  const received = { project: 'shop', receivedAtMs: Date.now(), skewMs: 0 };

  it('costs only itself: the others of its group are stored, with their answers', async () => {
    const good = Array.from({ length: 20 }, () => record());
    // The contract replaces NUL, so this stands for a defect between contract and database.
    const bad = record({ locale: 'en\u0000' });
    const outcomes = await Promise.all(
      [...good.slice(0, 9), bad, ...good.slice(9)].map((one) => store.insert(one, received)),
    );
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(20);
    expect(outcomes[9]).toEqual({ unstorable: '22P05' });
    expect((await store.counters.read())['shop']).toMatchObject({ accepted: 20, retry: 1 });
    const [counts] = await store.database.query<Record<string, unknown>>(
      'SELECT (SELECT count(*) FROM earshot_submissions) AS submissions, (SELECT count(*) FROM earshot_pending) AS pending',
    );
    expect([Number(counts!['submissions']), Number(counts!['pending'])]).toEqual([20, 20]);
  });

  it('an error of the connection is not mistaken for one of the row', async () => {
    const away = Object.assign(new Error('terminating connection'), { code: '57P01' });
    const write = createInsert({ ...store.database, query: () => Promise.reject(away) }, String, () => {});
    const arrival = { ...received, record: record() };
    await expect(write([arrival, { ...arrival, record: record() }])).rejects.toBe(away);
  });
});
