import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/delivery/send';
import { acked, setUp, stores, timing } from './queue-scene';

describe.each(stores)('what a verdict does to the queue %s', (_, open) => {
  it('removes only what was acked by name (Q2, Q4, fault 8)', async () => {
    const { queue, add, rows, settle, total } = setUp(open());
    for (const id of ['a', 'b', 'c']) await add(id);
    const outcomes = await settle(await queue.claim('x', 0), acked('b'));
    expect(outcomes.map(({ id, type }) => `${id} ${type}`)).toEqual(['a waiting', 'b sent', 'c waiting']);
    expect((await rows('q:')).map(([key]) => key)).toEqual(['q:a', 'q:c']);
    expect(await total()).toEqual({ n: 2, bytes: 20 });
  });

  it('keeps a rejected record as a dead letter with its body (Q9)', async () => {
    const { queue, add, rows, settle } = setUp(open());
    await add('a');
    await settle(await queue.claim('x', 0), {
      status: 200,
      json: { results: [{ id: 'a', status: 'rejected', code: 'bad' }] },
    });
    expect(await rows('q:')).toEqual([]);
    expect(await rows('dead:')).toMatchObject([['dead:a', { body: '{"id":"a"}', code: 'bad' }]]);
  });

  it('keeps no dead letter of what no visitor wrote (Q9, Q11)', async () => {
    const { queue, add, rows, settle } = setUp(open());
    await add('a', { kind: 'impression' });
    const results = [{ id: 'a', status: 'rejected' }];
    expect(await settle(await queue.claim('x', 0), { status: 200, json: { results } })).toMatchObject([
      { id: 'a', type: 'rejected', kind: 'impression' },
    ]);
    expect([...(await rows('q:')), ...(await rows('dead:'))]).toEqual([]);
  });

  it.each([
    ['403 of a firewall', { status: 403 }],
    ['413 with a page in HTML', { status: 413, type: 'text/html' }],
    ['a broken connection', { status: 0 }],
    ['"retry" for this one', { status: 200, json: { results: [{ id: 'bad', status: 'retry' }] } }],
  ] satisfies [string, Reply][])(
    'a record that is refused alone holds nobody up once others passed: %s (Q7, Q9, fault 36)',
    async (_name, reply) => {
      const { queue, add, rows, settle, ids, clock } = setUp(open());
      await add('ok');
      await settle(await queue.claim('0', 0), acked('ok'));
      await add('bad');
      let asked = 0;
      let pauses = 0;
      let waitedMs = 0;
      // a good one every ten minutes, for five hours
      for (let n = 0; n < 30; n++) {
        await add(`good${n}`);
        for (let round = 0; round < 4; round++) {
          const claim = await queue.claim(`${n} ${round}`, 0);
          if (!claim.claimed.length) continue;
          if (ids(claim).includes('bad')) asked++;
          await settle(claim, ids(claim).includes('bad') ? reply : acked(...ids(claim)));
          const { until } = (await rows('meta:endpoint'))[0]![1] as { until: number };
          if (until > clock.now + 60_000) {
            pauses++;
            waitedMs = Math.max(waitedMs, until - clock.now);
          }
        }
        clock.now += 600_000;
      }
      expect((await rows('q:')).map(([key]) => key)).toEqual(['q:bad']);
      expect(asked).toBeGreaterThan(2);
      // at first it may be the endpoint that refuses; from then on it is known to be this record
      expect(pauses).toBeLessThanOrEqual(1);
      expect(waitedMs).toBeLessThanOrEqual(timing.pauseMs);
    },
  );

  it('lets the others pass when one record poisons each batch it travels in (Q9, fault 36)', async () => {
    const { queue, add, rows, settle, ids, clock } = setUp(open());
    for (let i = 10; i < 20; i++) await add(`r${i}`);
    const delivered: string[] = [];
    for (let round = 0; round < 40 && delivered.length < 9; round++) {
      const claim = await queue.claim(`${round}`, 0);
      if (!claim.claimed.length) {
        clock.now = Math.min(claim.wakeAt, clock.now + 36e5);
        continue;
      }
      const bad = ids(claim).includes('r12');
      await settle(claim, bad ? { status: 0 } : acked(...ids(claim)));
      if (!bad) delivered.push(...ids(claim));
    }
    expect(delivered.sort()).toEqual(['r10', 'r11', 'r13', 'r14', 'r15', 'r16', 'r17', 'r18', 'r19']);
    expect((await rows('q:')).map(([key]) => key)).toEqual(['q:r12']);
  });

  it('rejects a lone 422 only when another record was accepted within the hour (Q7)', async () => {
    const { queue, add, rows, settle } = setUp(open());
    await add('a');
    await settle(await queue.claim('1', 1), { status: 422, json: {} });
    expect(await rows('dead:')).toEqual([]);
    await add('b');
    await settle(await queue.claim('2', 1), acked('b'));
    await settle(await queue.claim('3', 1), { status: 422, json: {} });
    expect((await rows('dead:')).map(([key]) => key)).toEqual(['dead:a']);
  });

  it('nor does an acceptance that a clock set back puts in the future (Q7, fault 22)', async () => {
    const { queue, add, rows, settle, clock } = setUp(open());
    await add('ok');
    await settle(await queue.claim('1', 1), acked('ok'));
    clock.now -= 30 * 864e5;
    await add('a');
    await settle(await queue.claim('2', 1), { status: 422, json: {} });
    expect(await rows('dead:')).toEqual([]);
  });

  it('condemns at most one record when the collector begins to refuse everything, and pauses (Q7)', async () => {
    const { queue, add, rows, settle, ids, clock } = setUp(open());
    await add('ok');
    await settle(await queue.claim('0', 0), acked('ok'));
    for (let i = 100; i < 160; i++) await add(`r${i}`);
    const refuse = async (force: 0 | 1 | 2) => {
      const claim = await queue.claim(`${clock.now}`, force);
      if (ids(claim).length) await settle(claim, { status: 422, json: { error: {} } });
      else clock.now = Math.min(claim.wakeAt, clock.now + 36e5);
      return ids(claim).length;
    };
    const startedAt = clock.now;
    let asked = 0;
    while (clock.now - startedAt < 36e5) asked += +!!(await refuse(0));
    expect(asked).toBeLessThan(10);
    for (let i = 0; i < 100; i++) await refuse(i % 2 ? 1 : 2);
    expect(await rows('dead:')).toHaveLength(1);
    expect(await rows('q:')).toHaveLength(59);
    // mended: all that waits arrives
    clock.now += timing.pauseMs;
    for (let i = 0; (await rows('q:')).length && i < 60; i++) {
      const claim = await queue.claim(`m${i}`, 1);
      await settle(claim, acked(...ids(claim)));
    }
    expect(await rows('q:')).toEqual([]);
  });

  it('rejects two bad records one after the other where a good one arrives between them (Q7)', async () => {
    const { queue, add, rows, settle, ids } = setUp(open());
    const step = async (id: string, reply: Reply) => {
      await add(id);
      const claim = await queue.claim(id, 1);
      expect(ids(claim)).toEqual([id]);
      await settle(claim, reply);
    };
    const refused = { status: 422, json: {} };
    await step('a', acked('a'));
    await step('b', refused);
    await step('c', acked('c'));
    await step('d', refused);
    expect((await rows('dead:')).map(([key]) => key)).toEqual(['dead:b', 'dead:d']);
  });

  it('sends refused records again, one or all, and counts them (Q9, Q11)', async () => {
    const { queue, add, rows, settle, ids, total } = setUp(open());
    for (const id of ['a', 'b', 'c']) await add(id);
    const claim = await queue.claim('x', 0);
    const results = ids(claim).map((id) => ({ id, status: 'rejected', code: 'bad' }));
    await settle(claim, { status: 200, json: { results } });
    expect(await total()).toEqual({ n: 0, bytes: 0 });
    await queue.revive('b');
    expect(await total()).toEqual({ n: 1, bytes: 10 });
    const again = await queue.claim('y', 0);
    expect(again.claimed).toMatchObject([{ id: 'b', body: '{"id":"b"}' }]);
    await settle(again, acked('b'));
    expect(await total()).toEqual({ n: 0, bytes: 0 });
    await queue.revive();
    expect(ids(await queue.claim('z', 0))).toEqual(['a', 'c']);
    expect(await total()).toEqual({ n: 2, bytes: 20 });
    expect(await rows('dead:')).toEqual([]);
  });
});
