import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { diskStore } from '../../../src/delivery/disk';
import { each } from '../../../src/delivery/each';
import { addEntry, TOTAL } from '../../../src/delivery/entry';
import { createFlusher } from '../../../src/delivery/flusher';
import { createQueue } from '../../../src/delivery/queue';
import type { Reply, Transport } from '../../../src/delivery/send';
import { memoryStore, type Store } from '../../../src/delivery/store';
import { MORE_DEFAULTS } from '../../../src/extras/more-options';

const { timing } = MORE_DEFAULTS;
let databases = 0;
const stores: [string, () => Store][] = [
  ['in memory', memoryStore],
  ['in IndexedDB', () => diskStore(`flush-${databases++}`, 2000)],
];

const idsIn = (body: string): string[] => JSON.parse(body).records.map(({ id }: { id: string }) => id);
const acked = (body: string): Reply => ({
  status: 200,
  json: { results: idsIn(body).map((id) => ({ id, status: 'accepted' })) },
});

/** A queue with `count` records, and a flusher that sends by `transport`. */
const setUp = async (store: Store, count: number, transport: Transport) => {
  const now = () => Date.now();
  const queue = createQueue(store, {
    url: 'u',
    maxRecords: 1000,
    maxBytes: 4e6,
    maxAgeMs: 30 * 864e5,
    timing,
    now,
    random: Math.random,
  });
  for (let index = 100; index < 100 + count; index++) {
    const id = `r${index}`;
    const entry = {
      id,
      v: 1,
      kind: 'submission',
      body: `{"id":"${id}"}`,
      bytes: 13,
      at: now(),
      lease: 0,
      by: '',
    } as const;
    await addEntry(store, entry, '');
  }
  const heard: string[] = [];
  const reports: unknown[] = [];
  const flusher = createFlusher([queue], {
    project: 'p',
    ack: 'results',
    timing,
    now,
    random: Math.random,
    transport,
    sending() {},
    heard: ({ id, type }) => void heard.push(`${id} ${type}`),
    report: (code, detail) => void reports.push(detail ?? code),
  });
  const rows = async (prefix: string) => {
    const found: [string, unknown][] = [];
    await store.run((tx) => each(tx, prefix, (key, row) => void found.push([key, row])), 'readonly');
    return found;
  };
  return { flusher, heard, reports, rows };
};

describe.each(stores)('the drain loop %s', (_, open) => {
  it('sends every record once, in order, and leaves nothing behind (Q1, Q4)', async () => {
    const sent: string[] = [];
    const { flusher, heard, rows } = await setUp(open(), 95, async (body) => {
      sent.push(...idsIn(body));
      return acked(body);
    });
    await flusher.flush();
    flusher.stop();
    const all = Array.from({ length: 95 }, (_unused, index) => `r${100 + index}`);
    expect(sent).toEqual(all);
    expect(heard).toEqual(all.map((id) => `${id} sent`));
    expect(await rows('q:')).toEqual([]);
    expect(await rows(TOTAL)).toMatchObject([[TOTAL, { n: 0, bytes: 0 }]]);
  });

  it('never has more than one batch in flight, though it takes the next one while the last is taken out', async () => {
    let flying = 0;
    let most = 0;
    const store = open();
    const { flusher, rows } = await setUp(store, 60, async (body) => {
      most = Math.max(most, ++flying);
      flying--;
      return acked(body);
    });
    await flusher.flush();
    flusher.stop();
    expect(most).toBe(1);
    expect(await rows('q:')).toEqual([]);
  });

  it('does not take the next batch before a failure is settled: the pause holds for it too (Q8)', async () => {
    let requests = 0;
    const { flusher, rows } = await setUp(open(), 60, async (body) =>
      ++requests === 2 ? { status: 503, retryAfter: '60' } : acked(body),
    );
    await flusher.flush(1);
    flusher.stop();
    expect(requests).toBe(2);
    const waiting = (await rows('q:')) as [string, { lease: number; tries?: number }][];
    expect(waiting).toHaveLength(40);
    expect(waiting.filter(([, { lease }]) => lease > 0)).toEqual([]);
    expect(waiting.filter(([, { tries }]) => tries === 1)).toHaveLength(20);
  });

  it('stopped in the middle of a request it settles that, and sends no more', async () => {
    let requests = 0;
    const bench = await setUp(open(), 60, async (body) => {
      requests++;
      bench.flusher.stop();
      return acked(body);
    });
    await bench.flusher.flush();
    expect(requests).toBe(1);
    expect(await bench.rows('q:')).toHaveLength(40);
  });
});

it('a store that fails while a batch is taken out is reported, and is nobody’s unhandled rejection (Q16)', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  const store = memoryStore();
  const disk: Store = { ...store, durable: true };
  let broken = false;
  disk.run = (work, mode) => (broken ? Promise.reject(new Error('gone')) : store.run(work, mode));
  const { flusher, reports } = await setUp(disk, 60, async (body) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    broken = true;
    return acked(body);
  });
  await flusher.flush();
  flusher.stop();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(reports.map(String)).toContain('Error: gone');
  expect(unhandled).not.toHaveBeenCalled();
  process.off('unhandledRejection', unhandled);
});

it('a lock that another tab never gives back is waited for as long as a lease, then done without (fault 20, Q5, Q6)', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  let asked = 0;
  vi.stubGlobal('navigator', {
    locks: {
      request: async (_name: string, _options: LockOptions, job: LockGrantedCallback<unknown>) => {
        asked++;
        return job(null);
      },
    },
  });
  const store: Store = { ...memoryStore(), durable: true };
  const startedAt = Date.now();
  let sentAt = 0;
  const { flusher, rows } = await setUp(store, 3, async (body) => {
    sentAt ||= Date.now();
    return acked(body);
  });
  try {
    await flusher.flush(); // as a start does
    expect(await rows('q:')).toHaveLength(3);
    while (!sentAt && Date.now() - startedAt < 10 * timing.leaseMs) await vi.advanceTimersByTimeAsync(100);
    // each refusal waits one to two times the jitter
    expect(sentAt - startedAt).toBeGreaterThanOrEqual(timing.leaseMs);
    expect(sentAt - startedAt).toBeLessThanOrEqual(2 * timing.leaseMs + 2 * timing.onlineJitterMs);
    expect(await rows('q:')).toEqual([]);
    const before = asked;
    await flusher.flush();
    expect(asked).toBe(before + 1); // and the lock is asked for again
  } finally {
    flusher.stop();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  }
});
