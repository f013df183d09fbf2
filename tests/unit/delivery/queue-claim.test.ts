import { describe, expect, it } from 'vitest';
import { acked, setUp, stores, T0, timing } from './queue-scene';

describe.each(stores)('taking the next batch out of the queue %s', (_, open) => {
  it('hands out records in order of their ids, at most twenty, and only once while the lease holds (Q5)', async () => {
    const { queue, add, ids } = setUp(open());
    for (let i = 10; i < 35; i++) await add(`r${i}`);
    const first = await queue.claim('a', 0);
    const second = await queue.claim('b', 0);
    expect(ids(first)).toEqual(Array.from({ length: 20 }, (_, i) => `r${10 + i}`));
    expect(ids(second)).toEqual(['r30', 'r31', 'r32', 'r33', 'r34']);
    expect(ids(await queue.claim('c', 0))).toEqual([]);
  });

  it('frees a claim of a tab that died when its lease ends (Q6)', async () => {
    const { queue, add, ids, clock } = setUp(open());
    await add('r');
    const claim = await queue.claim('dead', 0);
    const waiting = await queue.claim('b', 0);
    expect(waiting.claimed).toEqual([]);
    expect(waiting.wakeAt).toBe(T0 + timing.leaseMs);
    clock.now += timing.leaseMs;
    expect(ids(await queue.claim('b', 0))).toEqual(ids(claim));
  });

  it('leaves the claim of a tab alone whose clock is a little ahead, as on a busy machine (Q5, fault 6)', async () => {
    const { queue, add, ids, clock } = setUp(open());
    await add('r');
    const claim = await queue.claim('a', 0);
    // the other tab asked for its clock first, and for the record last
    clock.now -= 3;
    expect(ids(await queue.claim('b', 0))).toEqual([]);
    // an absurd one is not waited for (fault 22)
    clock.now -= 365 * 864e5;
    expect(ids(await queue.claim('c', 0))).toEqual(ids(claim));
  });

  it('holds everybody back while the server asks for patience, even a forced flush (Q8)', async () => {
    const { queue, add, ids, settle, clock } = setUp(open());
    await add('a');
    await settle(await queue.claim('x', 0), { status: 429, retryAfter: '60' });
    expect(await queue.claim('y', 1)).toMatchObject({ claimed: [], wakeAt: T0 + 60_000 });
    clock.now += 60_000;
    expect(ids(await queue.claim('y', 1))).toEqual(['a']);
  });

  it('lets a forced flush ignore our own backoff (Q8)', async () => {
    const { queue, add, ids, settle } = setUp(open());
    await add('a');
    await settle(await queue.claim('x', 0), { status: 503 });
    expect(ids(await queue.claim('y', 0))).toEqual([]);
    expect(ids(await queue.claim('y', 1))).toEqual(['a']);
  });

  it('begins the backoff anew where the network came back: a night offline is not held against the morning (Q8)', async () => {
    const { queue, add, ids, settle, clock } = setUp(open());
    await add('a');
    const fail = async (force: 0 | 1 | 2) => settle(await queue.claim('x', force), { status: 0 });
    await fail(0);
    for (let night = clock.now + 8 * 36e5; clock.now < night; await fail(0)) {
      clock.now = (await queue.claim('x', 0)).wakeAt;
    }
    // the network says that it is there a moment before it is
    await fail(2);
    const { wakeAt } = await queue.claim('x', 0);
    expect(wakeAt).toBeLessThanOrEqual(clock.now + 2 * timing.backoffBaseMs);
    clock.now = wakeAt;
    expect(ids(await queue.claim('x', 0))).toEqual(['a']);
  });

  it('gives a host one try, and goes on with the backoff where it was (Q8)', async () => {
    const { queue, add, settle, clock } = setUp(open());
    await add('a');
    const fail = async (force: 0 | 1) => settle(await queue.claim('x', force), { status: 0 });
    await fail(0);
    for (let failures = 1; failures < 8; failures++) {
      clock.now = (await queue.claim('x', 0)).wakeAt;
      await fail(0);
    }
    // in the midst of the eighth wait
    await fail(1);
    expect((await queue.claim('x', 0)).wakeAt).toBe(clock.now + 2 ** 8 * timing.backoffBaseMs);
  });

  it('lets what a host’s try meets say how long the next wait is: a pause may end so, or begin again (Q7, Q8)', async () => {
    const { queue, add, settle, clock } = setUp(open());
    await add('a');
    await settle(await queue.claim('x', 0), { status: 410 });
    expect((await queue.claim('x', 0)).wakeAt).toBe(clock.now + timing.goneMs);
    await settle(await queue.claim('x', 1), { status: 0 });
    expect((await queue.claim('x', 0)).wakeAt).toBe(clock.now + 2 * timing.backoffBaseMs);
    await settle(await queue.claim('x', 1), { status: 410 });
    expect((await queue.claim('x', 0)).wakeAt).toBe(clock.now + timing.goneMs);
  });

  it('does not end what the server asked for where the network came back (Q8)', async () => {
    const { queue, add, settle, clock } = setUp(open());
    await add('a');
    await settle(await queue.claim('x', 0), { status: 503, retryAfter: '3600' });
    expect((await queue.claim('x', 2)).claimed).toEqual([]);
    expect((await queue.claim('x', 0)).wakeAt).toBe(clock.now + 36e5);
  });

  it.each([1, 2] as const)(
    'halves its batches however often a flush is forced (%i): one bad record holds nobody up (Q9)',
    async (force) => {
      const { queue, add, ids, settle, rows } = setUp(open());
      for (let i = 10; i < 35; i++) await add(`r${i}`);
      for (let flushes = 0; flushes < 60 && (await rows('q:')).length > 1; flushes++) {
        const claim = await queue.claim(`${flushes}`, force);
        await settle(claim, ids(claim).includes('r17') ? { status: 0 } : acked(...ids(claim)));
      }
      expect((await rows('q:')).map(([key]) => key)).toEqual(['q:r17']);
    },
  );

  it('sets a corrupt row aside and lets the others flow (fault 25)', async () => {
    const store = open();
    const { queue, add, ids, rows, total } = setUp(store);
    await add('0');
    await store.run((tx) => tx.put('q:0', 'garbage'));
    await add('a');
    const claim = await queue.claim('x', 0);
    expect(ids(claim)).toEqual(['a']);
    expect(claim.setAside).toEqual(['q:0']);
    expect(await rows('bad:')).toEqual([['bad:q:0', { row: 'garbage', at: T0 }]]);
    expect((await total()) as object).toMatchObject({ n: 1 });
  });

  it.each([
    ['of the same shape', { v: 2, kind: 'submission', body: '{}', bytes: 2, at: T0 - 90 * 864e5, lease: 0, by: '' }],
    ['with parts in place of a body', { v: 2, parts: [new Uint8Array([1])], at: 'yesterday' }],
  ])(
    'leaves the rows of a newer SDK alone, %s: no claim, eviction, sweep, answer or revival touches them (Q13)',
    async (_, row) => {
      const store = open();
      const { queue, add, ids, rows, settle, clock, shrink } = setUp(store, { maxRecords: 1 });
      const keys = ['q:0', 'dead:0', 'bad:0'];
      await store.run((tx) => {
        for (const key of keys) tx.put(key, row);
      });
      for (const id of ['a', 'b', 'c']) await add(id);
      const claim = await queue.claim('x', 0);
      expect(ids(claim)).toEqual(['a', 'b', 'c']);
      expect(claim.setAside).toEqual([]);
      await settle({ ...claim, claimed: [{ ...claim.claimed[0]!, id: '0' }, ...claim.claimed] }, acked('0', 'a'));
      expect(await shrink('c')).toMatchObject([{ id: 'b' }]);
      await queue.revive();
      for (let i = 0; i < 3; i++) {
        await queue.sweep();
        clock.now += 40 * 864e5;
      }
      for (const key of keys) expect(await rows(key)).toEqual([[key, row]]);
    },
  );

  it('is not stalled by a clock that was a year ahead when it wrote its times (fault 22)', async () => {
    const { queue, add, settle, ids, clock } = setUp(open());
    clock.now += 365 * 864e5;
    await add('a');
    await settle(await queue.claim('1', 0), { status: 500 });
    await add('b', { lease: clock.now + timing.leaseMs });
    clock.now = T0;
    expect(
      ids(await queue.claim('2', 0))
        .concat(ids(await queue.claim('3', 0)))
        .sort(),
    ).toEqual(['a', 'b']);
  });
});
