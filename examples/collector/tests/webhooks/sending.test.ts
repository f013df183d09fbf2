import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/storage/database';
import type { Store } from '../../src/storage/store';
import { DEAD_MS, UNCLAIMED_MS } from '../../src/webhooks/dead-letters';
import { MAX_AT_ONCE } from '../../src/webhooks/endpoint';
import { LEASE_MS } from '../../src/webhooks/queue';
import { WAITS_MS } from '../../src/webhooks/retry';
import type { Answer } from '../../src/webhooks/verdict';
import { testStore } from '../support/collector';
import { record } from '../support/records';
import { simulatedClock, webhook, webhooksOn } from '../support/webhooks';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const HOUR_MS = 3_600_000;
const never = () => new Promise<Answer>(() => {});
const status = (code: number, retryAfter?: string) => () => ({ status: code, retryAfter });
/** Stores what is told to nobody yet: who takes it is up to the test. */
const keep = async (told: ReturnType<typeof webhooksOn>, count: number) => {
  const quiet = webhooksOn(store, told.configured[told.project]!.webhooks!, {
    project: told.project,
    clock: told.clock,
  });
  for (const endpoint of quiet.endpoints) endpoint.stop();
  await Promise.all(Array.from({ length: count }, () => quiet.store(record())));
};

describe('a delivery', () => {
  it('is sent at once, and gone when it has arrived', async () => {
    const told = webhooksOn(store, [webhook()]);
    const one = record();
    await told.store(one);
    expect(told.sent.map(({ body }) => JSON.parse(body))).toEqual([
      {
        type: 'submission.created',
        timestamp: '2026-11-27T12:00:00.000Z',
        data: {
          project: told.project,
          id: one.id,
          test: false,
          receivedAt: '2026-11-27T12:00:00.000Z',
          skewMs: 0,
          status: 'new',
          record: one,
        },
      },
    ]);
    expect(await told.rows()).toEqual([]);
    expect(told.counted(told.endpoints[0]!, 'delivered')).toBe(1);
  });

  it('says with a thin payload only which submission it is about', async () => {
    const told = webhooksOn(store, [webhook({ payload: 'thin' })]);
    const one = record();
    await told.store(one);
    expect(JSON.parse(told.sent[0]!.body).data).toEqual({ project: told.project, id: one.id, test: false });
  });

  it('that fails is tried again by the schedule, under the same id, and given up after ten attempts', async () => {
    const told = webhooksOn(store, [webhook()]);
    told.answer(status(500));
    await told.store(record());
    for (const waitMs of WAITS_MS) {
      const before = told.sent.length;
      told.clock.pass(waitMs - 1);
      await told.send();
      expect(told.sent).toHaveLength(before);
      told.clock.pass(1);
      await told.send();
      expect(told.sent).toHaveLength(before + 1);
    }
    expect(new Set(told.ids()).size).toBe(1);
    expect(await told.rows()).toMatchObject([{ state: 'dead', attempts: 10, last_code: 'refused' }]);
    told.clock.pass(100 * HOUR_MS);
    await told.send();
    expect(told.sent).toHaveLength(10);
    expect(told.counted(told.endpoints[0]!, 'failed')).toBe(9);
    expect(told.counted(told.endpoints[0]!, 'dead')).toBe(1);
    expect(told.logged).toHaveLength(2); // that it fails, and that it was given up
  });

  it('waits as long as an overloaded receiver asks, and so do its others', async () => {
    const told = webhooksOn(store, [webhook()]);
    told.answer(status(429, '1000'));
    await told.store(record());
    expect(told.endpoints[0]!.pausedUntilMs()).toBe(told.clock() + 1_000_000);
    told.answer(status(204));
    await told.store(record());
    told.clock.pass(999_999);
    await told.send();
    expect(told.sent).toHaveLength(1);
    told.clock.pass(1);
    await told.send();
    expect(told.sent).toHaveLength(3);
    expect(await told.rows()).toEqual([]);
  });

  it('that is answered 410 is given up, and its endpoint is left alone until a new start, losing nothing', async () => {
    const told = webhooksOn(store, [webhook()]);
    told.answer(status(410));
    await told.store(record());
    await told.store(record());
    told.clock.pass(HOUR_MS);
    await told.send();
    expect(told.sent).toHaveLength(1);
    expect(told.endpoints[0]!.isDisabled()).toBe(true);
    expect((await told.rows()).map(({ state, last_code }) => `${state} ${last_code}`).sort()).toEqual([
      'dead gone',
      'waiting ',
    ]);
    expect(told.logged).toEqual([expect.stringContaining('410')]);
    const again = webhooksOn(store, [webhook()], { project: told.project, clock: told.clock });
    await again.send();
    expect(again.sent).toHaveLength(1);
    expect((await told.rows()).map(({ state }) => state)).toEqual(['dead']);
  });
});

describe('a receiver that hangs', () => {
  it('is sent no more than a few at once, and holds nobody else', async () => {
    const urls = { slow: 'https://slow.example/', fast: 'https://fast.example/' };
    const told = webhooksOn(store, [
      webhook({ name: 'slow', url: urls.slow }),
      webhook({ name: 'fast', url: urls.fast }),
    ]);
    const hanging: (() => void)[] = [];
    told.answer(() => new Promise((resolve) => hanging.push(() => resolve({ status: 204 }))), urls.slow);
    const received = { project: told.project, receivedAtMs: told.clock(), skewMs: 0 };
    const COUNT = 3 * MAX_AT_ONCE;
    for (let count = 0; count < COUNT; count++) await told.announcing(store).insert(record(), received);
    const to = (url: string) => told.sent.filter((sending) => sending.url === url).length;
    await expect.poll(() => to(urls.fast)).toBe(COUNT);
    expect(to(urls.slow)).toBe(MAX_AT_ONCE);
    await told.loop.turn();
    expect(to(urls.slow)).toBe(MAX_AT_ONCE);
    // One that ends makes room for the next, without being asked.
    hanging.shift()!();
    await expect.poll(() => to(urls.slow)).toBe(MAX_AT_ONCE + 1);
    await expect
      .poll(() => {
        for (const end of hanging.splice(0)) end();
        return to(urls.slow);
      })
      .toBe(COUNT);
    for (const end of hanging.splice(0)) end();
    await Promise.all(told.endpoints.map((endpoint) => endpoint.idle()));
    expect(await told.rows()).toEqual([]);
  });

  it('is cut off when the collector closes, and what it was sent can be sent by the next one at once', async () => {
    const told = webhooksOn(store, [webhook()], {
      post: ({ signal }) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve({ failed: 'stopped' }))),
    });
    await told.announcing(store).insert(record(), { project: told.project, receivedAtMs: told.clock(), skewMs: 0 });
    await expect.poll(async () => (await told.rows())[0]!.due_at.valueOf()).toBe(told.clock() + LEASE_MS);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stopped = told.loop.stop();
    vi.advanceTimersByTime(3_000); // which it has to end by itself
    vi.useRealTimers();
    await stopped;
    expect(await told.rows()).toMatchObject([{ state: 'waiting', attempts: 0, due_at: new Date(told.clock()) }]);
  });
});

it('a collector that closes takes nothing more, and waits for what is on its way', async () => {
  const told = webhooksOn(store, [webhook()]);
  await keep(told, MAX_AT_ONCE + 1);
  const ends: (() => void)[] = [];
  told.answer(() => new Promise((resolve) => ends.push(() => resolve({ status: 204 }))));
  await told.loop.turn();
  const stopped = told.loop.stop();
  for (const end of ends.splice(0)) end();
  await stopped;
  expect(told.sent).toHaveLength(MAX_AT_ONCE);
  expect(await told.rows()).toHaveLength(1);
});

describe('several collectors on one database', () => {
  /** As on an engine that cannot pass over rows that others hold: they wait for each other instead. */
  const waiting = (): Database => ({
    ...store.database,
    query: (sql, params) => store.database.query(sql.replace('FOR UPDATE SKIP LOCKED', ''), params),
  });

  it.each([
    ['', () => store.database],
    [', also where they cannot pass over what another one holds', waiting],
  ])('send each delivery once when the receiver answers%s', async (_, databaseOf) => {
    const database = databaseOf();
    const first = webhooksOn(store, [webhook()], { database });
    await keep(first, 60);
    const more = { project: first.project, clock: first.clock, database };
    const second = webhooksOn(store, [webhook()], more);
    await expect
      .poll(async () => {
        await Promise.all([first.send(), second.send()]);
        return first.rows();
      })
      .toEqual([]);
    const ids = [...first.ids(), ...second.ids()];
    expect(ids).toHaveLength(60);
    expect(new Set(ids).size).toBe(60);
  });

  it('take over what a killed one had claimed, when its lease ends and not before', async () => {
    const killed = webhooksOn(store, [webhook()], { post: never });
    await keep(killed, 3);
    await killed.loop.turn();
    const other = webhooksOn(store, [webhook()], { project: killed.project, clock: killed.clock });
    killed.clock.pass(LEASE_MS - 1);
    await other.send();
    expect(other.sent).toHaveLength(0);
    killed.clock.pass(1);
    await other.send();
    expect(new Set(other.ids()).size).toBe(3);
    expect(await other.rows()).toEqual([]);
  });

  it('do not listen to the failure of one whose lease has ended', async () => {
    let fail = () => {};
    const stalled = webhooksOn(store, [webhook()], {
      post: () =>
        new Promise((resolve) => {
          fail = () => resolve({ status: 500 });
        }),
    });
    await keep(stalled, 1);
    await stalled.loop.turn();
    stalled.clock.pass(LEASE_MS);
    const other = webhooksOn(store, [webhook()], { project: stalled.project, clock: stalled.clock, post: never });
    await other.loop.turn();
    const held = await other.rows();
    fail();
    await stalled.endpoints[0]!.idle();
    expect(await other.rows()).toEqual(held);
  });
});

describe('a dead letter', () => {
  const swept = async (told: ReturnType<typeof webhooksOn>, ms: number) => {
    told.clock.pass(ms);
    await told.send();
  };

  it('is forgotten after thirty days', async () => {
    const told = webhooksOn(store, [webhook()]);
    told.answer(status(410));
    await told.store(record());
    await swept(told, DEAD_MS);
    expect(await told.rows()).toHaveLength(1);
    await swept(told, HOUR_MS);
    expect(await told.rows()).toEqual([]);
  });

  it('is made of what waits for a webhook that nobody sends to, after a week', async () => {
    const told = webhooksOn(store, [webhook({ name: 'former' })]);
    for (const endpoint of told.endpoints) endpoint.stop();
    await told.store(record());
    const clock = simulatedClock();
    const now = webhooksOn(store, [webhook({ name: 'current' })], { project: told.project, clock });
    clock.pass(UNCLAIMED_MS);
    await now.send();
    expect(await told.rows()).toMatchObject([{ state: 'waiting' }]);
    clock.pass(HOUR_MS);
    await now.send();
    expect(await told.rows()).toMatchObject([{ state: 'dead', last_code: 'not_taken' }]);
  });
});

describe('a database that is away', () => {
  it('is said once, and what was sent meanwhile is sent again under the same id', async () => {
    let gone = false;
    const database = {
      ...store.database,
      query: ((sql, params) =>
        gone
          ? Promise.reject(Object.assign(new Error(), { code: 'ECONNREFUSED' }))
          : store.database.query(sql, params)) as typeof store.database.query,
    };
    const told = webhooksOn(store, [webhook()], { database });
    told.answer(() => {
      gone = true;
      return { status: 204 };
    });
    await told.store(record());
    expect(told.logged).toEqual([expect.stringContaining('the database failed: ECONNREFUSED')]);
    gone = false;
    told.answer(() => ({ status: 204 }));
    told.clock.pass(LEASE_MS);
    await told.send();
    expect(told.sent).toHaveLength(2);
    expect(new Set(told.ids()).size).toBe(1);
    expect(await told.rows()).toEqual([]);
  });
});
