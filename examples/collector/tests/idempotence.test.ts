import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arbitraryRecord } from '../../../tests/support/arbitrary-record';
import type { Store } from '../src/app';
import type { FeedbackRecord } from '../src/contract';
import { type TestCollector, testCollector, testStore } from './support/collector';
import { newId, record, words } from './support/records';

let store: Store;
let collector: TestCollector;
beforeAll(async () => {
  store = await testStore();
  collector = testCollector(store);
});
afterAll(() => store.close());

const stored = async (id: string) => (await collector.bodies()).filter((body) => body.id === id);

describe('the collector is idempotent on (project, id) (Q3)', () => {
  it('the same record again is a duplicate and stays one row', async () => {
    const one = record();
    expect(await collector.send([one])).toEqual(['accepted']);
    const before = await collector.counters();
    expect(await collector.send([one])).toEqual(['duplicate']);
    expect(await collector.send([one, one])).toEqual(['duplicate', 'duplicate']);
    expect(await stored(one.id)).toEqual([one]);
    const after = await collector.counters();
    expect(after['duplicate']! - (before['duplicate'] ?? 0)).toBe(3);
    expect(after['conflict'] ?? 0).toBe(before['conflict'] ?? 0);
  });

  it('a differing body of a stored id is answered duplicate, counted as a conflict, and changes nothing', async () => {
    const one = record({ answers: [words('first')] });
    await collector.send([one]);
    const before = (await collector.counters())['conflict'] ?? 0;
    expect(await collector.send([{ ...one, answers: [words('second')] }])).toEqual(['duplicate']);
    expect(await stored(one.id)).toEqual([one]);
    expect((await collector.counters())['conflict']).toBe(before + 1);
  });

  it('even an unreadable or newer body of a stored id is a duplicate, never rejected', async () => {
    const one = record();
    await collector.send([one]);
    expect(
      await collector.send([
        { ...one, answers: 'broken' },
        { ...one, v: 2 },
      ]),
    ).toEqual(['duplicate', 'duplicate']);
    expect(await stored(one.id)).toEqual([one]);
  });

  it('in one batch the first body stands', async () => {
    const id = newId();
    const bodies = ['one', 'two', 'three'].map((text) => record({ id, answers: [words(text)] }));
    expect(await collector.send(bodies)).toEqual(['accepted', 'duplicate', 'duplicate']);
    expect(await stored(id)).toEqual([bodies[0]]);
  });

  it('any interleaving of retries stores each record once, and acks each at least once', async () => {
    // Few ids and many requests at once, so that the same id meets itself inside a group and across groups.
    const plan = fc.array(fc.array(fc.nat(5), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(plan, async (requests) => {
        const pool = Array.from({ length: 6 }, () => record());
        const answers = await Promise.all(
          requests.map((request) => collector.send(request.map((index) => pool[index]))),
        );
        const sent = new Set(requests.flat());
        const accepted = new Map<number, number>();
        requests.forEach((request, at) => {
          request.forEach((index, place) => {
            expect(['accepted', 'duplicate']).toContain(answers[at]![place]);
            if (answers[at]![place] === 'accepted') accepted.set(index, (accepted.get(index) ?? 0) + 1);
          });
        });
        const bodies = await collector.bodies();
        for (const index of sent) {
          expect(accepted.get(index)).toBe(1);
          expect(bodies.filter(({ id }) => id === pool[index]!.id)).toEqual([pool[index]]);
        }
        await store.database.query('DELETE FROM earshot_submissions');
      }),
      { numRuns: 25 },
    );
  });

  it('any valid record is stored as it was sent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(arbitraryRecord, { selector: ({ id }) => id, minLength: 1, maxLength: 20 }),
        async (records) => {
          await store.database.query('DELETE FROM earshot_submissions');
          expect(await collector.send(records)).toEqual(records.map(() => 'accepted'));
          const byId = (a: FeedbackRecord, b: FeedbackRecord) => (a.id < b.id ? -1 : 1);
          expect((await collector.bodies()).sort(byId)).toEqual([...records].sort(byId));
          expect(await collector.send(records)).toEqual(records.map(() => 'duplicate'));
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('erasure (security rule 9)', () => {
  const erase = (id: string) =>
    collector.app.request(`/v1/admin/submissions/${id}?project=shop`, {
      method: 'DELETE',
      headers: { Authorization: 'Bearer a-token-of-the-tests' },
    });

  it('fault 38: the ack was lost, the words were erased, then the retry comes: duplicate, and the words are nowhere', async () => {
    const one = record({ answers: [words('please forget 잊어 주세요')] });
    await collector.send([one]);
    expect(await (await erase(one.id)).json()).toEqual({ erased: true });
    expect(await collector.send([one])).toEqual(['duplicate']);
    expect(await collector.send([{ ...one, answers: 'broken' }])).toEqual(['duplicate']);
    for (const table of ['submissions', 'pending', 'counted', 'figures', 'erased', 'settings']) {
      const rows = JSON.stringify(await store.database.query(`SELECT * FROM earshot_${table}`));
      expect(rows).not.toContain('please forget');
      expect(rows).not.toContain(one.id);
    }
  });

  it('an id that no record can have is not there, and leaves nothing behind', async () => {
    const marks = async () => (await store.database.query('SELECT * FROM earshot_erased')).length;
    const before = await marks();
    for (const id of ['x', 'y'.repeat(8_000)]) expect(await (await erase(id)).json()).toEqual({ erased: false });
    expect(await marks()).toBe(before);
  });

  it('an erasure that overtakes its submission keeps it out, too', async () => {
    const one = record();
    expect(await (await erase(one.id)).json()).toEqual({ erased: false });
    expect(await collector.send([one])).toEqual(['duplicate']);
    expect(await stored(one.id)).toEqual([]);
  });

  it('erases one and leaves its neighbours', async () => {
    const [gone, stays] = [record(), record()];
    await collector.send([gone, stays]);
    await erase(gone.id);
    expect(await stored(gone.id)).toEqual([]);
    expect(await stored(stays.id)).toEqual([stays]);
  });
});
