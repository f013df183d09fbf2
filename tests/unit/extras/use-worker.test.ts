// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { ATTACHED } from '../../../src/delivery/attached';
import { TOTAL } from '../../../src/delivery/entry';
import type { Store } from '../../../src/delivery/store';
import { newsChannel, WORKER } from '../../../src/delivery/worker-settings';
import type { EventDetail, EventName } from '../../../src/engine';
import { useWorker } from '../../../src/extras/use-worker';
import { fakeTab, newProject, put, rowsIn } from './fake-engine';

const tabs: { destroy(): void }[] = [];
afterEach(() => {
  for (const tab of tabs.splice(0)) tab.destroy();
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

/** A site's service worker; `answers`: whether our file is in it. */
const siteWorker = ({ answers = true, sync = true, controls = false } = {}) => {
  const register = vi.fn(async (_tag: string) => {});
  const active = {
    postMessage: vi.fn((message: { type: string }, [port]: [MessagePort]) => {
      if (answers && message.type === 'earshot-hello') port.postMessage('0.1.0');
    }),
  };
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: {
      ready: Promise.resolve({ active, ...(sync ? { sync: { register } } : {}) }),
      controller: controls ? active : null,
    },
  });
  return { active, register };
};

const openTab = async ({
  project = newProject(),
  before = {},
  disk,
  ...options
}: {
  disk?: Store;
  [name: string]: unknown;
} = {}) => {
  const tab = fakeTab(project as string, options, disk);
  tabs.push(tab);
  for (const [key, row] of Object.entries(before as object)) await put(tab.engine.disk, key, row);
  const listeners: [string, (detail: EventDetail, name: EventName) => void][] = [];
  const on = (name: EventName | '*', listener: (detail: EventDetail, name: EventName) => void) => {
    listeners.push([name, listener]);
    return () => true;
  };
  const methods = {
    setConsent: vi.fn(async (state: 'granted' | 'pending' | 'denied') => {
      tab.engine.settings.consent = state;
      seen.push(await rowsIn(tab.engine.disk, WORKER));
    }),
  };
  /** The worker's row each time that a consent was about to be applied. */
  const seen: object[] = [];
  const all = { ...methods };
  tab.engine.settings.news ??= {} as never;
  useWorker(tab.engine, on, all as never);
  const hear = (name: EventName, detail: EventDetail) => {
    for (const [wanted, listener] of listeners) if (wanted === name) listener(detail, name);
  };
  return { ...tab, project: project as string, disk: tab.engine.disk, hear, methods: all, seen };
};

it('when words are kept it tells the worker where they go, then asks for a sync event of the project', async () => {
  const { register, active } = siteWorker();
  const { hear, disk, project } = await openTab({ ack: 'status', consent: 'granted' });
  let row: unknown;
  register.mockImplementation(async () => {
    row = (await rowsIn(disk, WORKER))[WORKER];
  });
  hear('saved', { id: 'a', durable: true });
  await vi.waitFor(() => expect(register).toHaveBeenCalledWith(`earshot:${project}`));
  await vi.waitFor(() =>
    expect(row).toMatchObject({
      v: 1,
      url: 'https://c.example/',
      ack: 'status',
      maxAgeDays: 30,
      timing: { leaseMs: 30_000 },
      receipts: true,
    }),
  );
  hear('saved', { id: 'b', durable: true });
  await vi.waitFor(() => expect(register).toHaveBeenCalledTimes(2));
  expect(active.postMessage).toHaveBeenCalledTimes(1); // it knows by then
});

it('says nothing to the worker of a site where nobody speaks, nor for words in memory', async () => {
  const { active } = siteWorker({ controls: true });
  const { hear } = await openTab();
  hear('saved', { id: 'a', durable: false });
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(active.postMessage).not.toHaveBeenCalled();
});

it('asks early whether it is there: when a form is opened', async () => {
  const { active, register } = siteWorker();
  const { hear } = await openTab();
  hear('open', {});
  await vi.waitFor(() => expect(active.postMessage).toHaveBeenCalledTimes(1));
  expect(register).not.toHaveBeenCalled();
});

it('a worker that does not answer is asked for nothing, and nothing is written for it', async () => {
  const { register, active } = siteWorker({ answers: false });
  const { hear, disk } = await openTab();
  hear('saved', { id: 'a', durable: true });
  await vi.waitFor(() => expect(active.postMessage).toHaveBeenCalled());
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(register).not.toHaveBeenCalled();
  expect(await rowsIn(disk)).toEqual({});
});

it('without Background Sync the row is there all the same, for a message of the host’s', async () => {
  siteWorker({ sync: false });
  const { hear, disk } = await openTab();
  hear('saved', { id: 'a', durable: true });
  await vi.waitFor(async () => expect(Object.keys(await rowsIn(disk, WORKER))).toEqual([WORKER]));
});

it('a refusal of the browser is nobody’s error (Q16)', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  const { register } = siteWorker();
  register.mockRejectedValue(new DOMException('denied', 'NotAllowedError'));
  const { hear, events } = await openTab();
  hear('saved', { id: 'a', durable: true });
  await vi.waitFor(() => expect(register).toHaveBeenCalled());
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
  expect(events).toEqual([]);
});

it('a frame that may not have a worker, and a page without any, go on without (Q16)', async () => {
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    get() {
      throw new DOMException('sandboxed', 'SecurityError');
    },
  });
  const { hear } = await openTab();
  hear('saved', { id: 'a', durable: true });
  Reflect.deleteProperty(navigator, 'serviceWorker');
  (await openTab()).hear('saved', { id: 'a', durable: true });
});

it('what waits from an earlier visit is told to the worker at the start, where it is in charge of the page', async () => {
  const { register } = siteWorker({ controls: true });
  const { disk } = await openTab({ before: { [TOTAL]: { n: 1, bytes: 10 } } });
  await vi.waitFor(() => expect(register).toHaveBeenCalled());
  expect(Object.keys(await rowsIn(disk, WORKER))).toEqual([WORKER]);
});

it('attachments that wait alone are told to the worker at the start as words are (Q10)', async () => {
  const { register } = siteWorker({ controls: true });
  const { disk } = await openTab({ before: { [TOTAL]: { n: 0, bytes: 0 }, [ATTACHED]: { bytes: 10 } } });
  await vi.waitFor(() => expect(register).toHaveBeenCalled());
  expect(Object.keys(await rowsIn(disk, WORKER))).toEqual([WORKER]);
});

it('a page that is loaded with another consent corrects what the worker may keep', async () => {
  siteWorker({ controls: true });
  const { disk } = await openTab({ consent: 'denied', before: { [WORKER]: { v: 1, url: 'u', receipts: true } } });
  await vi.waitFor(async () =>
    expect((await rowsIn(disk, WORKER))[WORKER]).toEqual({ v: 1, url: 'u', receipts: false }),
  );
});

it('while a consent changes the worker keeps no receipt; then it does what the new one says', async () => {
  siteWorker();
  const { methods, disk, seen } = await openTab({
    consent: 'granted',
    before: { [WORKER]: { v: 1, url: 'u', receipts: true } },
  });
  const row = async () => (await rowsIn(disk, WORKER))[WORKER];
  await methods.setConsent('denied');
  expect(seen).toEqual([{ [WORKER]: { v: 1, url: 'u', receipts: false } }]);
  expect(await row()).toEqual({ v: 1, url: 'u', receipts: false });
  await methods.setConsent('granted');
  expect(await row()).toEqual({ v: 1, url: 'u', receipts: true });
});

it('a consent holds for what is submitted right after it, however slow the disk is (Q14)', async () => {
  siteWorker();
  const disk: Store = { durable: true, run: () => new Promise(() => {}) };
  const { methods, engine } = await openTab({ disk, consent: 'granted' });
  void methods.setConsent('denied');
  expect(engine.settings.consent).toBe('denied');
});

it('a consent writes no row where there was none', async () => {
  siteWorker();
  const { methods, disk } = await openTab();
  await methods.setConsent('granted');
  expect(await rowsIn(disk)).toEqual({});
});

it('hears what the worker did with the words of this page, and of no other', async () => {
  siteWorker();
  const { hear, project, events, told } = await openTab();
  const channel = new BroadcastChannel(newsChannel(project));
  hear('saved', { id: 'a', durable: true });
  hear('saved', { id: 'b', durable: true });
  for (const news of [
    { id: 'other', type: 'sent' },
    { id: 'a', type: 'waiting' },
    { id: 'a', type: 'sent' },
    { id: 'b', type: 'rejected', code: 'invalid_record' },
  ])
    channel.postMessage(news);
  await vi.waitFor(() => expect(events).toHaveLength(2));
  channel.close();
  expect(events).toEqual([
    ['sent', { id: 'a', code: undefined }],
    ['rejected', { id: 'b', code: 'invalid_record' }],
  ]);
  expect(told).toEqual([
    ['a', 'waiting'],
    ['a', 'sent'],
    ['b', 'refused'],
  ]);
});

it('an attachment that is lost is no end of its words: what the worker says of them is heard (Q2)', async () => {
  siteWorker();
  const { hear, project, told } = await openTab();
  const channel = new BroadcastChannel(newsChannel(project));
  hear('saved', { id: 'a', durable: true });
  hear('evicted', { id: 'a', attachment: '1' });
  channel.postMessage({ id: 'a', type: 'sent' });
  await vi.waitFor(() => expect(told).toEqual([['a', 'sent']]));
  channel.close();
});
