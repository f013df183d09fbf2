// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { addEntry } from '../../../src/delivery/entry';
import type { Reply } from '../../../src/delivery/send';
import { startDelivery } from '../../../src/extras/delivery';
import { createReceipts } from '../../../src/extras/receipts';
import { brokenStore, entry, fakeTab, newProject, put, rowsIn } from './fake-engine';

/** Of nobody who was named. */
const receiptsOf = (engine: Parameters<typeof createReceipts>[0]) => createReceipts(engine);

const tabs: { destroy(): void }[] = [];
const start = (options: object = {}, disk?: typeof brokenStore) => {
  const tab = fakeTab(newProject(), options, disk);
  const delivery = startDelivery(tab.engine, tab.memory, receiptsOf(tab.engine));
  tabs.push(tab);
  return { ...tab, delivery, disk: tab.engine.disk };
};
afterEach(() => {
  for (const tab of tabs.splice(0)) tab.destroy();
});

const names = (events: [string, object][]) => events.map(([name]) => name).filter((name) => name !== 'error');
const acked = (id: string): Reply => ({ status: 200, json: { results: [{ id, status: 'accepted' }] } });
const rejected = (id: string): Reply => ({
  status: 200,
  json: { results: [{ id, status: 'rejected', code: 'bad' }] },
});
const total = { n: 1, bytes: 10 };

describe('events', () => {
  it('say at each step what became of words', async () => {
    const { delivery, disk, events, told } = start();
    const words = entry('a', { by: 'a', lease: Date.now() + 1e4 });
    await addEntry(disk, words, '');
    await delivery.added(disk, words, total, false);
    await delivery.settle(disk, words, acked('a'));
    expect(names(events)).toEqual(['submit', 'saved', 'sent']);
    await vi.waitFor(() => expect(told).toEqual([['a', 'sent']]));
  });

  it.each(['impression', 'dismissal', 'signal'] as const)('say nothing of an %s that arrives', async (kind) => {
    const { delivery, disk, events } = start({ consent: 'granted' });
    const made = entry('a', { by: 'a', kind });
    await addEntry(disk, made, '');
    await delivery.added(disk, made, total, false);
    await delivery.settle(disk, made, acked('a'));
    expect(names(events)).toEqual([]);
    expect(await rowsIn(disk, 'q:')).toEqual({});
  });

  it('tell of everything that is lost (Q2, Q11)', async () => {
    const { delivery, disk, events } = start({ maxRecords: 0 });
    const made = entry('a', { kind: 'impression', lease: Date.now() + 1e4 });
    await addEntry(disk, made, '');
    await delivery.added(disk, made, total, false);
    expect(events).toContainEqual(['evicted', { id: 'a', code: undefined }]);
  });
});

it('a form that asks after a record right after submit() hears that it waits, not that it is being sent', async () => {
  const { delivery, disk, engine } = start();
  const hold = Date.now() + 1e6;
  await put(disk, 'meta:endpoint', { url: engine.settings.endpoint, hard: hold, size: 20, okAt: 0 });
  await put(disk, 'meta:total', { n: 0, bytes: 0, hold });
  const words = entry('a');
  const { held } = await addEntry(disk, words, '');
  expect(held).toBe(true);
  const heard: string[] = [];
  const listeners: ((state: string) => void)[] = [];
  engine.tell = (_, state) => {
    for (const listener of listeners) listener(state);
  };
  const adding = delivery.added(disk, words, total, held);
  await Promise.resolve(); // the form goes on some microtasks later
  await Promise.resolve();
  heard.push('sending');
  listeners.push((state) => heard.push(state));
  await adding;
  await vi.waitFor(() => expect(heard.at(-1)).toBe('waiting'));
});

it('what became of words is an event, and the form hears of it, though the disk takes longer than its limit (Q2)', async () => {
  const { delivery, disk, events, told } = start();
  const words = entry('a', { by: 'a', lease: Date.now() + 1e4 });
  await addEntry(disk, words, '');
  const { run } = disk;
  let late: (() => void) | undefined;
  vi.spyOn(disk, 'run').mockImplementationOnce(async (work, how) => {
    await run(work);
    late = how as () => void;
    throw 'timeout';
  });
  await delivery.settle(disk, words, acked('a'));
  expect(names(events)).toEqual([]);
  late!();
  expect(names(events)).toEqual(['sent']);
  await vi.waitFor(() => expect(told).toEqual([['a', 'sent']]));
});

it('storage that fails is an error event, never an exception on the page (Q16)', async () => {
  const thrown: unknown[] = [];
  const note = (error: unknown) => thrown.push(error);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const { delivery, events, disk } = start({}, brokenStore);
  const words = entry('a');
  await delivery.added(disk, words, { n: 1000, bytes: 1e9 }, true);
  await delivery.settle(disk, words, acked('a'));
  await delivery.revive('a');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(thrown).toEqual([]);
  expect(events.filter(([, { code }]) => code === 'storage').length).toBeGreaterThanOrEqual(3);
});

it('sharedDevice: words that an earlier page left on the disk are sent (Q15)', async () => {
  const tab = fakeTab(newProject(), { sharedDevice: true });
  tabs.push(tab);
  await put(tab.engine.disk, 'q:a', entry('a'));
  await put(tab.engine.disk, 'meta:total', total);
  tab.reply.with = acked('a');
  startDelivery(tab.engine, tab.memory, receiptsOf(tab.engine));
  await vi.waitFor(async () => expect(await rowsIn(tab.engine.disk, 'q:')).toEqual({}));
  expect(tab.events).toContainEqual(['sent', { id: 'a', code: undefined }]);
});

it('what is in memory waits for the Retry-After that only the disk knows of, a first attempt too (Q8)', async () => {
  const tab = fakeTab(newProject(), { consent: 'denied' });
  tabs.push(tab);
  const { engine, memory } = tab;
  const posted = vi.fn(async () => acked('a'));
  engine.transport = posted;
  const hold = Date.now() + 1e6;
  await put(engine.disk, 'meta:endpoint', { url: engine.settings.endpoint, hard: hold, until: 0, size: 20, okAt: 0 });
  await addEntry(memory, entry('a'), '');
  const { flusher } = startDelivery(engine, memory, receiptsOf(engine));
  await flusher.flush(1);
  expect(posted).not.toHaveBeenCalled();
  expect(await addEntry(memory, entry('c'), '')).toMatchObject({ held: true });
});

it('a wake that waits after `online` ends with destroy(), and leaves no timer (Q16)', async () => {
  const { engine, destroy } = start({ timing: { onlineJitterMs: 1e6 } });
  await new Promise((resolve) => setTimeout(resolve, 20)); // its own first wake
  const set = vi.spyOn(globalThis, 'setTimeout');
  const clear = vi.spyOn(globalThis, 'clearTimeout');
  onTestFinished(() => void vi.restoreAllMocks());
  window.dispatchEvent(new Event('online'));
  const waits = set.mock.results.map(({ value }) => value);
  expect(waits).toHaveLength(1);
  engine.transport = vi.fn();
  destroy();
  expect(clear.mock.calls.flat()).toContain(waits[0]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(engine.transport).not.toHaveBeenCalled();
});

it('storage that is out of reach is said once, however often it is tried (Q12)', async () => {
  const { delivery, events } = start({}, brokenStore);
  for (let i = 0; i < 3; i++) await delivery.flusher.flush();
  expect(events.filter(([, { code }]) => code === 'storage')).toHaveLength(1);
});

describe('refused words', () => {
  it('are sent again from disk and memory, counted, and gone when they are taken (Q9)', async () => {
    const { delivery, engine, disk, memory, events, told } = start();
    for (const [store, id] of [
      [disk, 'a'],
      [memory, 'b'],
    ] as const) {
      const words = entry(id, { by: id, lease: Date.now() + 1e4 });
      await addEntry(store, words, '');
      await delivery.settle(store, words, rejected(id));
      expect(Object.keys(await rowsIn(store, 'dead:'))).toEqual([`dead:${id}`]);
    }
    const posted: string[] = [];
    engine.transport = async (body) => {
      const ids = (JSON.parse(body).records as { id: string }[]).map(({ id }) => id);
      posted.push(...ids);
      return { status: 200, json: { results: ids.map((id) => ({ id, status: 'accepted' })) } };
    };
    await delivery.revive();
    await vi.waitFor(() => expect(posted.sort()).toEqual(['a', 'b']));
    await vi.waitFor(() => expect(names(events)).toEqual(['rejected', 'rejected', 'sent', 'sent']));
    for (const store of [disk, memory]) {
      expect(await rowsIn(store, 'dead:')).toEqual({});
      expect(await rowsIn(store, 'q:')).toEqual({});
      expect((await rowsIn(store))['meta:total']).toMatchObject({ n: 0, bytes: 0 });
    }
    await vi.waitFor(() => expect(told.filter(([, state]) => state === 'sent')).toHaveLength(2));
  });

  it('are forgotten when they are over their age', async () => {
    const tab = fakeTab(newProject());
    tabs.push(tab);
    const at = Date.now() - 40 * 864e5;
    await put(tab.engine.disk, 'dead:a', { ...entry('a', { at }), late: at + 35 * 864e5 });
    await put(tab.engine.disk, 'dead:b', entry('b'));
    startDelivery(tab.engine, tab.memory, receiptsOf(tab.engine));
    await vi.waitFor(async () => expect(Object.keys(await rowsIn(tab.engine.disk, 'dead:'))).toEqual(['dead:b']));
  });
});
