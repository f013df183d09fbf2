import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/delivery/entry';
import { TOTAL } from '../../../src/delivery/entry';
import { setUp, stores, T0, timing } from './queue-scene';

describe.each(stores)('the bounds of the queue %s', (_, open) => {
  it('forgets refused and unreadable rows a day after they were found over their age (Q9, fault 22)', async () => {
    const store = open();
    const { queue, add, rows, settle, clock } = setUp(store);
    await store.run((tx) => tx.put('q:0', 'garbage'));
    await add('a');
    await settle(await queue.claim('x', 0), {
      status: 200,
      json: { results: [{ id: 'a', status: 'rejected' }] },
    });
    const left = async () => [...(await rows('dead:')), ...(await rows('bad:'))].map(([key]) => key);
    clock.now += 29 * 864e5;
    await queue.sweep();
    clock.now += 2 * 864e5;
    await queue.sweep();
    clock.now = T0; // it was only a clock that jumped
    await queue.sweep();
    expect(await left()).toEqual(['dead:a', 'bad:q:0']);
    clock.now += 33 * 864e5;
    await queue.sweep();
    expect(await left()).toEqual([]);
  });

  it('keeps a few unreadable rows, enough to find out why, never all (Q11, fault 25)', async () => {
    const store = open();
    const { queue, rows } = setUp(store);
    await store.run((tx) => {
      for (let i = 100; i < 160; i++) tx.put(`q:${i}`, i);
    });
    await queue.claim('x', 0);
    await queue.sweep();
    expect((await rows('bad:')).map(([key]) => key)).toEqual(
      Array.from({ length: 20 }, (_unused, i) => `bad:q:${100 + i}`),
    );
  });

  it('notes at the start where the records belong, and keeps what is known of that endpoint', async () => {
    const store = open();
    const [one, two] = [setUp(store), setUp(store, { url: 'other' })];
    await one.add('a');
    await one.queue.sweep();
    expect(await one.rows('meta:endpoint')).toMatchObject([['meta:endpoint', { url: 'u' }]]);
    await one.settle(await one.queue.claim('x', 0), { status: 503, retryAfter: '60' });
    const known = await one.rows('meta:endpoint');
    await one.queue.sweep();
    expect(await one.rows('meta:endpoint')).toEqual(known);
    await two.queue.sweep();
    expect(await one.rows('meta:endpoint')).toMatchObject([['meta:endpoint', { url: 'other', hard: 0, until: 0 }]]);
  });

  it('gives up an impression over the bound rather than words; signals go first among all (Q11)', async () => {
    const { add, rows, total, shrink } = setUp(open(), { maxRecords: 2 });
    const text = '{"answers":[{"type":"text"}]}';
    await add('a', { body: text });
    await add('b');
    await add('c', { kind: 'impression' });
    expect(await shrink('c')).toMatchObject([{ id: 'c', type: 'evicted', kind: 'impression' }]);
    expect((await rows('q:')).map(([key]) => key)).toEqual(['q:a', 'q:b']);
    expect(await total()).toEqual({ n: 2, bytes: 20 });
  });

  it('evicts nothing for a running total that is too high, and mends it (Q11)', async () => {
    const store = open();
    const { add, total, shrink } = setUp(store, { maxRecords: 2 });
    await add('a');
    await store.run((tx) => tx.put(TOTAL, { n: 7, bytes: 70 }));
    await add('b');
    expect(await shrink('b')).toEqual([]);
    expect(await total()).toEqual({ n: 2, bytes: 20 });
  });

  it('makes room by rank, then age: signals, ratings, text; never for longer than needed (Q11)', async () => {
    const { add, rows, total, shrink } = setUp(open(), { maxRecords: 3 });
    const text = '{"answers":[{"type":"text"}]}';
    await add('a', { body: text });
    await add('b');
    await add('c', { kind: 'signal' });
    await add('d', { body: text });
    expect(await shrink('d')).toMatchObject([{ id: 'c', type: 'evicted' }]);
    await add('e', { body: text });
    expect(await shrink('e')).toMatchObject([{ id: 'b', type: 'evicted' }]);
    await add('f', { body: text });
    expect(await shrink('f')).toMatchObject([{ id: 'a', type: 'evicted' }]);
    expect((await rows('q:')).map(([key]) => key)).toEqual(['q:d', 'q:e', 'q:f']);
    expect(await total()).toEqual({ n: 3, bytes: 30 });
  });

  it('expires what is over its age only after more attempts over more than a day (Q8, fault 22)', async () => {
    const { queue, add, settle, clock } = setUp(open());
    await add('a');
    clock.now += 31 * 864e5;
    expect(await settle(await queue.claim('1', 1), { status: 500 })).toMatchObject([{ type: 'waiting' }]);
    clock.now += 864e5 + 36e5;
    expect(await settle(await queue.claim('2', 1), { status: 500 })).toMatchObject([{ id: 'a', type: 'expired' }]);
  });

  it('a submit hears in the same step how long the endpoint asks for patience, whatever the last one heard (Q8)', async () => {
    const { queue, add, clock, rows, settle, shrink } = setUp(open(), { maxRecords: 1 });
    const lease = clock.now + timing.leaseMs;
    const leases = async () => Object.fromEntries((await rows('q:')).map(([key, row]) => [key, (row as Entry).lease]));
    expect(await add('a', { lease })).toMatchObject({ held: false });
    clock.now = lease;
    await settle(await queue.claim('x', 0), { status: 503, retryAfter: '600' });
    expect(await add('b', { lease: lease + 1 })).toMatchObject({ held: true });
    expect(await add('c', { lease: lease + 1 })).toMatchObject({ held: true });
    expect(await leases()).toEqual({ 'q:a': 0, 'q:b': 0, 'q:c': 0 });
    await shrink('c'); // what is counted anew says nothing of the endpoint
    expect(await add('d')).toMatchObject({ held: true });
    clock.now += 600_001;
    expect(await add('e', { lease: clock.now + 7 })).toMatchObject({ held: false });
    expect(await leases()).toMatchObject({ 'q:d': 0, 'q:e': clock.now + 7 });
  });

  it('two submits at once are each told, and kept, as the endpoint is, whatever the last one heard (Q5, Q8)', async () => {
    const { queue, add, clock, rows, settle } = setUp(open());
    const until = () => clock.now + timing.leaseMs;
    const both = (...ids: string[]) => Promise.all(ids.map((id) => add(id, { lease: until() })));
    const leases = async () => (await rows('q:')).map(([, row]) => (row as Entry).lease);
    expect(await both('a', 'b')).toMatchObject([{ held: false }, { held: false }]);
    expect(await leases()).toEqual([until(), until()]);
    clock.now = until();
    await settle(await queue.claim('x', 0), { status: 503, retryAfter: '600' });
    expect(await both('c', 'd')).toMatchObject([{ held: true }, { held: true }]);
    expect(await leases()).toEqual([0, 0, 0, 0]);
    clock.now += 600_001;
    expect(await both('e', 'f')).toMatchObject([{ held: false }, { held: false }]);
    expect(await leases()).toEqual([0, 0, 0, 0, until(), until()]);
  });
});
