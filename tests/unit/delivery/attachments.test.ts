import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTACHED, addAttached, eraseAttached, keyOf } from '../../../src/delivery/attached';
import { type AttachmentLoss, createAttachments, evictAttachments } from '../../../src/delivery/attachments';
import { diskStore } from '../../../src/delivery/disk';
import { each } from '../../../src/delivery/each';
import { ENDPOINT } from '../../../src/delivery/entry';
import type { Reply } from '../../../src/delivery/send';
import type { Store } from '../../../src/delivery/store';
import { acked, stores, T0, timing } from './queue-scene';

const bytes = (size: number) => new Uint8Array(size).fill(7).buffer;

/** One store with attachments in it, and as many senders over it as a test wants: each is a tab. */
const setUp = (store: Store) => {
  const clock = { now: T0 };
  const asked: { record: string; attachment: string; size: number; type: string }[] = [];
  const lost: AttachmentLoss[] = [];
  const bench = {
    clock,
    asked,
    lost,
    reported: [] as string[],
    answer: (async (id: string) => acked(id)) as (id: string) => Promise<Reply>,
    tab: (random = () => 1) =>
      createAttachments(store, {
        project: 'p',
        url: 'u',
        ack: 'results',
        maxAgeMs: 30 * 864e5,
        timing,
        now: () => clock.now,
        random,
        lost: (loss) => lost.push(loss),
        report: (code) => bench.reported.push(code),
        async send(form) {
          const file = form.get('file') as File;
          expect(form.get('v')).toBe('1');
          expect(form.get('project')).toBe('p');
          const attachment = `${form.get('attachment')}`;
          asked.push({ record: `${form.get('record')}`, attachment, size: file.size, type: file.type });
          return bench.answer(attachment);
        },
      }),
    add: (record: string, id: string, size = 10, change: object = {}) =>
      store.run((tx) => {
        tx.put(keyOf(record, id), {
          v: 1,
          type: 'image/png',
          bytes: bytes(size),
          at: clock.now,
          lease: 0,
          by: '',
          ...change,
        });
        addAttached(tx, size);
      }),
    put: (key: string, row: unknown) => store.run((tx) => tx.put(key, row)),
    del: (key: string) => store.run((tx) => tx.del(key)),
    async rows(prefix: string) {
      const found: { [key: string]: unknown } = {};
      await store.run((tx) => each(tx, prefix, (key, row) => void (found[key] = row)), 'readonly');
      return found;
    },
    keys: async (prefix: string) => Object.keys(await bench.rows(prefix)),
  };
  return bench;
};
const words = { v: 1, kind: 'submission', body: '{}', bytes: 2, at: T0, lease: 0, by: '' };

describe.each(stores)('attachments %s', (_, open) => {
  it('each follows in a request of its own when its record has arrived, and not before (Q10)', async () => {
    const bench = setUp(open());
    await bench.put('q:r1', words);
    await bench.add('r1', 'a1', 10);
    await bench.add('r1', 'a2', 20);
    await bench.add('r2', 'a3', 30);
    const tab = bench.tab();
    expect(await tab.run()).toBe(T0 + timing.leaseMs);
    expect(bench.asked).toEqual([{ record: 'r2', attachment: 'a3', size: 30, type: 'image/png' }]);
    await bench.del('q:r1');
    expect(await tab.run()).toBe(Infinity);
    expect(bench.asked.slice(1).map(({ attachment, size }) => [attachment, size])).toEqual([
      ['a1', 10],
      ['a2', 20],
    ]);
    expect(await bench.keys('a:')).toEqual([]);
    expect(await bench.rows(ATTACHED)).toEqual({ [ATTACHED]: { bytes: 0 } });
    expect(bench.lost).toEqual([]);
  });

  it.each([
    [
      'rejected by name',
      (id: string) => ({ status: 200, json: { results: [{ id, status: 'rejected', code: 'empty' }] } }),
      'empty',
    ],
    ['by a collector that takes none: 415', () => ({ status: 415 }), 'refused'],
    ['with 413 and JSON', () => ({ status: 413, json: {} }), 'refused'],
  ])('one that is refused %s costs only itself, and is an event (Q10, Q2)', async (_how, answer, code) => {
    const bench = setUp(open());
    await bench.add('r', 'bad');
    await bench.add('r', 'good');
    bench.answer = async (id) => (id === 'bad' ? answer(id) : acked(id));
    await bench.tab().run();
    expect(bench.lost).toEqual([{ id: 'r', attachment: 'bad', type: 'rejected', code }]);
    expect(bench.asked.map(({ attachment }) => attachment)).toEqual(['bad', 'good']);
    expect(await bench.keys('a:')).toEqual([]);
  });

  it.each([
    ['no answer', { status: 0 }],
    ['500', { status: 500 }],
    ['200 without results, of a portal', { status: 200, json: {} }],
    ['retry', { status: 200, json: { results: [{ id: 'a', status: 'retry', code: 'unknown_record' }] } }],
  ])('after %s it waits by itself, longer each time, and holds up no words (Q8)', async (_what, reply) => {
    const bench = setUp(open());
    await bench.add('r', 'a');
    bench.answer = async () => reply;
    const tab = bench.tab();
    const first = await tab.run();
    expect(first).toBe(T0 + 2 * timing.backoffBaseMs);
    await tab.run();
    expect(bench.asked).toHaveLength(1);
    bench.clock.now = first;
    expect((await tab.run()) - first).toBe(4 * timing.backoffBaseMs);
    expect(await bench.keys(ENDPOINT)).toEqual([]);
    expect(bench.lost).toEqual([]);
  });

  it('the server’s Retry-After holds for all attachments, in all tabs, and for no words (Q8, Q10)', async () => {
    const bench = setUp(open());
    await bench.add('r', 'a');
    await bench.add('r', 'b');
    bench.answer = async () => ({ status: 429, retryAfter: '60' });
    expect(await bench.tab(() => 0).run()).toBe(T0 + 60_000);
    expect(await bench.tab(() => 0).run()).toBe(T0 + 60_000);
    expect(bench.asked).toHaveLength(1);
    expect(await bench.keys(ENDPOINT)).toEqual([]);
    bench.answer = async (id) => acked(id);
    bench.clock.now += 60_000;
    await bench.tab().run();
    expect(await bench.keys('a:')).toEqual([]);
  });

  it('waits while the endpoint itself is held, as words do (Q8)', async () => {
    const bench = setUp(open());
    const state = { url: 'u', fails: 1, until: T0 + 5000, hard: 0, size: 20, okAt: 0, lone: 0 };
    await bench.put(ENDPOINT, state);
    await bench.add('r', 'a');
    expect(await bench.tab().run()).toBe(T0 + 5000);
    await bench.put(ENDPOINT, { ...state, until: 0, hard: T0 + 9000 });
    expect(await bench.tab().run()).toBe(T0 + 9000);
    expect(bench.asked).toEqual([]);
  });

  it('goes with a record that was refused, as an event (Q2)', async () => {
    const bench = setUp(open());
    await bench.put('dead:r', words);
    await bench.add('r', 'a');
    await bench.tab().run();
    expect(bench.asked).toEqual([]);
    expect(bench.lost).toEqual([{ id: 'r', attachment: 'a', type: 'rejected', code: 'record' }]);
    expect(await bench.rows(ATTACHED)).toEqual({ [ATTACHED]: { bytes: 0 } });
  });

  it.each([
    ['403 of a firewall', { status: 403, type: 'text/html' }],
    ['404 of a deploy', { status: 404 }],
    ['405', { status: 405, json: {} }],
    ['413 of a proxy, in HTML', { status: 413, type: 'text/html' }],
    ['400 with JSON from where a redirect led', { status: 400, json: {}, redirected: true }],
  ])('%s is not about it: it waits an hour, as words do, and is told to a developer (Q7)', async (_what, reply) => {
    const bench = setUp(open());
    await bench.add('r', 'a');
    bench.answer = async () => reply;
    expect(await bench.tab(() => 0).run()).toBe(T0 + timing.pauseMs);
    expect(bench.lost).toEqual([]);
    expect(bench.reported).toEqual(['endpoint']);
    bench.answer = async (id) => acked(id);
    bench.clock.now += timing.pauseMs;
    await bench.tab().run();
    expect(await bench.keys('a:')).toEqual([]);
  });

  it('410 holds it for a day, and it is still there then (Q7)', async () => {
    const bench = setUp(open());
    await bench.add('r', 'a');
    bench.answer = async () => ({ status: 410 });
    expect(await bench.tab().run()).toBe(T0 + timing.goneMs);
    expect(await bench.tab().run()).toBe(T0 + timing.goneMs);
    expect(bench.asked).toHaveLength(1);
    expect(bench.lost).toEqual([]);
  });

  it('waits for a record that the collector does not know yet, as of an app that delivers it later, until its age', async () => {
    const bench = setUp(open());
    await bench.add('later', 'a');
    bench.answer = async (id) => ({
      status: 200,
      json: { results: [{ id, status: 'retry', code: 'unknown_record' }] },
    });
    const tab = bench.tab();
    for (let n = 0; n < 20; n++) bench.clock.now = Math.min(await tab.run(), bench.clock.now + 1e9);
    expect(bench.asked).toHaveLength(20);
    expect(bench.lost).toEqual([]);
    bench.answer = async (id) => acked(id);
    await tab.run();
    expect(await bench.keys('a:')).toEqual([]);
  });

  it('after many tries it is asked for once a day at most', async () => {
    const bench = setUp(open());
    await bench.add('r', 'a', 10, { tries: 24 });
    bench.answer = async () => ({ status: 0 });
    expect(await bench.tab(() => 0).run()).toBe(T0 + 432e5);
    expect(bench.reported).toEqual(['network']);
  });

  it('another endpoint than the one that asked for patience is asked at once (Q8)', async () => {
    const bench = setUp(open());
    await bench.put(ATTACHED, { bytes: 0, hold: T0 + 5000, url: 'another' });
    await bench.add('r', 'a');
    await bench.tab().run();
    expect(bench.asked).toHaveLength(1);
  });

  it('Retry-After holds also where the attachment left meanwhile (Q8)', async () => {
    const bench = setUp(open());
    await bench.add('r', 'a');
    await bench.add('s', 'b');
    bench.answer = async () => {
      await bench.del('a:r:a');
      return { status: 503, retryAfter: '60' };
    };
    expect(await bench.tab().run()).toBe(T0 + 60_000);
    expect(bench.asked).toHaveLength(1);
  });

  it('Retry-After holds also where the answer that asks for it takes one out (Q8)', async () => {
    const bench = setUp(open());
    await bench.add('r', 'a');
    await bench.add('s', 'b');
    bench.answer = async (id) => ({ ...acked(id), retryAfter: '60' });
    expect(await bench.tab().run()).toBe(T0 + 60_000);
    expect(await bench.keys('a:')).toHaveLength(1);
    expect((await bench.rows(ATTACHED))[ATTACHED]).toMatchObject({ hold: T0 + 60_000 });
    expect(bench.asked).toHaveLength(1);
  });

  it('reads no bytes of what waits for its words', async () => {
    const store = open();
    const bench = setUp(store);
    await bench.put('q:r', words);
    await bench.add('r', 'a');
    const read: string[] = [];
    const { run } = store;
    store.run = (work, mode) =>
      run((tx) => {
        const { get } = tx;
        tx.get = (key, then) => {
          read.push(key);
          get(key, then);
        };
        work(tx);
      }, mode);
    expect(await bench.tab().run()).toBe(T0 + timing.leaseMs);
    expect(read).toContain('q:r');
    expect(read).not.toContain('a:r:a');
  });

  it('of one record, or all, are erased with what they take, of whatever version (Q11, Q15)', async () => {
    const store = open();
    const bench = setUp(store);
    await bench.add('r', 'a', 10);
    await bench.add('r', 'b', 10, { v: 2 });
    await bench.add('s', 'c', 30);
    const gone: object[] = [];
    await store.run((tx) => eraseAttached(tx, gone, 'r'));
    expect(gone).toEqual([
      { id: 'r', attachment: 'a' },
      { id: 'r', attachment: 'b' },
    ]);
    expect(await bench.keys('a:')).toEqual(['a:s:c']);
    expect(await bench.rows(ATTACHED)).toEqual({ [ATTACHED]: { bytes: 30 } });
    await bench.put('a:broken', null);
    await store.run((tx) => eraseAttached(tx, gone));
    expect(await bench.keys('a:')).toEqual([]);
    expect(await bench.rows(ATTACHED)).toEqual({ [ATTACHED]: { bytes: 0 } });
  });

  it('expires over its age, a day after that was first seen (fault 22)', async () => {
    const bench = setUp(open());
    await bench.add('r', 'a');
    bench.answer = async () => ({ status: 0 });
    const tab = bench.tab();
    bench.clock.now = T0 + 31 * 864e5;
    await tab.run();
    expect(bench.lost).toEqual([]);
    bench.clock.now += 864e5 + 1;
    await tab.run();
    expect(bench.lost).toEqual([{ id: 'r', attachment: 'a', type: 'expired' }]);
  });

  it('of a newer version it is left alone (Q13)', async () => {
    const store = open();
    const bench = setUp(store);
    await bench.add('r', 'a', 10, { v: 2 });
    await bench.tab().run();
    await evictAttachments(store, 1e9);
    expect(bench.asked).toEqual([]);
    expect(await bench.keys('a:')).toEqual(['a:r:a']);
  });

  it('one that a tab died with is free again when its lease ends, which is longer than its request (Q6)', async () => {
    const bench = setUp(open());
    await bench.add('r', 'a');
    bench.answer = () => new Promise(() => {});
    bench.tab().run(); // dies
    await expect.poll(() => bench.asked.length).toBe(1);
    bench.answer = async (id) => acked(id);
    const other = bench.tab();
    const free = await other.run();
    expect(free - T0).toBeGreaterThan(4 * timing.requestTimeoutMs);
    expect(bench.asked).toHaveLength(1);
    bench.clock.now = free;
    await other.run();
    expect(bench.asked).toHaveLength(2);
  });
});

it('in any order of answers, and with two tabs, each attachment ends once: stored, or as an event (Q2, Q5, Q10)', async () => {
  let databases = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('ack', 'lost', '500', 'none', 'reject', '415', 'later'), { maxLength: 24 }),
      fc.integer({ min: 1, max: 5 }),
      async (script, count) => {
        const bench = setUp(diskStore(`attached-${databases++}`, 2000));
        const stored: string[] = [];
        const flying = new Set<string>();
        bench.answer = async (id) => {
          expect(flying.has(id)).toBe(false);
          flying.add(id);
          await Promise.resolve();
          flying.delete(id);
          const what = script.shift() ?? 'ack';
          if (/ack|lost/.test(what) && !stored.includes(id)) stored.push(id);
          if (what === 'ack') return acked(id);
          if (what === 'reject' && !stored.includes(id))
            return { status: 200, json: { results: [{ id, status: 'rejected', code: 'unlisted' }] } };
          if (what === '415' && !stored.includes(id)) return { status: 415 };
          if (what === 'later') return { status: 429, retryAfter: '2' };
          return { status: what === '500' ? 500 : 0 };
        };
        for (let n = 0; n < count; n++) await bench.add(`r${n % 2}`, `a${n}`, n + 1);
        const tabs = [bench.tab(), bench.tab()];
        for (let turn = 0; turn < 60 && (await bench.keys('a:')).length; turn++) {
          await Promise.all(tabs.map((tab) => tab.run()));
          bench.clock.now += 36e5;
        }
        expect(await bench.keys('a:')).toEqual([]);
        expect((await bench.rows(ATTACHED))[ATTACHED]).toMatchObject({ bytes: 0 });
        const ended = [...stored, ...bench.lost.map(({ attachment }) => attachment)].sort();
        expect(ended).toEqual(Array.from({ length: count }, (_unused, n) => `a${n}`).sort());
      },
    ),
    { numRuns: 60 },
  );
});
