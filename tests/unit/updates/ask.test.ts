// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import type { EventName } from '../../../src/engine';
import { createReceipts } from '../../../src/extras/receipts';
import { useNews } from '../../../src/extras/use-news';
import { markOf } from '../../../src/privacy/mark';
import { KEPT } from '../../../src/updates/kept';
import { entry, fakeTab, newProject, put, rowsIn } from '../extras/fake-engine';

const HOUR = 36e5;
const ENDPOINT = 'https://c.example/v1/submissions';
const reply = { text: 'Mended', at: '2026-11-20T09:00:00Z' };
const update = { id: 'u', at: '2026-11-20T09:00:00Z', title: 'Mended', text: '', locale: 'en' };

const tabs: { destroy(): void }[] = [];
afterEach(() => {
  for (const tab of tabs.splice(0)) tab.destroy();
  vi.unstubAllGlobals();
});

type Asked = { url: URL; body?: { secrets: string[] } };
/** A visitor's tab with receipts, and a collector that answers `status` to all that is asked. */
const open = (
  options: object = {},
  { status = 200, project = newProject(), who = () => undefined as string | undefined } = {},
) => {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    const body = init.body ? JSON.parse(init.body as string) : undefined;
    asked.push({ url, body });
    // another address would be told the secrets
    expect(init).toMatchObject({ credentials: 'omit', redirect: 'error' });
    expect(JSON.stringify(init)).not.toContain('headers');
    const receipts = (body?.secrets ?? []).map(() => ({ status: 'answered', reply, updates: ['u'] }));
    return {
      ok: status < 300,
      status,
      json: async () => (body ? { receipts } : { updates: [update] }),
    };
  });
  const tab = fakeTab(project, { endpoint: ENDPOINT, ...options });
  tabs.push(tab);
  const heard = new Map<EventName | '*', (detail: never) => void>();
  const on = (name: EventName | '*', listener: (detail: never) => void) => {
    heard.set(name, listener);
    return () => true;
  };
  const start = () => useNews(tab.engine, tab.memory, on as never, { who, preloadMore() {} });
  const form = (trigger = 'visitor') => heard.get('open')?.({ cause: { trigger } } as never);
  const calm = () => new Promise((resolve) => setTimeout(resolve, 60));
  return { ...tab, asked, start, form, calm, on, project, receipts: createReceipts(tab.engine) };
};
const paths = (asked: Asked[]) => asked.map(({ url }) => url.pathname).sort();
const old = { secret: 'secret-of-a', at: Date.now() - 24 * HOUR, said: 'Good' };

it('a device without receipts asks for nothing before somebody opens the form, and then for what is public', async () => {
  const { asked, start, form, calm, engine } = open({ consent: 'granted' });
  start();
  await calm();
  expect(asked).toEqual([]);
  expect(engine.settings.news!.some).toBe(false);
  form('prompt');
  form('api');
  await calm();
  expect(asked).toEqual([]);
  form();
  await vi.waitFor(() => expect(engine.settings.news!.some).toBe(true));
  expect(paths(asked)).toEqual(['/v1/updates']);
  expect(engine.settings.news!.fresh).toBe(false);
  form();
  await calm();
  expect(asked).toHaveLength(1);
});

it('with granted consent a device that waits for an answer asks at idle, once; what came is new until it was looked at', async () => {
  const tab = open({ consent: 'granted' });
  await put(tab.engine.disk, 'receipt:a', old);
  tab.start();
  const { news } = tab.engine.settings;
  await vi.waitFor(() => expect(news!.fresh).toBe(true));
  expect(paths(tab.asked)).toEqual(['/v1/receipts', '/v1/updates']);
  expect(tab.asked.find(({ body }) => body)!.body).toEqual({ v: 1, project: tab.project, secrets: ['secret-of-a'] });
  expect(tab.asked.some(({ url }) => url.href.includes('secret-of-a'))).toBe(false);
  expect(await news!.look()).toMatchObject({
    own: [{ id: 'a', said: 'Good', state: 'answered', reply, fresh: true }],
    changes: [{ id: 'u', fresh: true }],
  });
  news!.seen();
  await vi.waitFor(() => expect(news!.fresh).toBe(false));

  // the next page, and the next one without a network
  tab.asked.length = 0;
  const next = open({ consent: 'granted' }, { project: tab.project, status: 503 });
  next.start();
  await next.calm();
  expect(next.asked).toEqual([]);
  expect(await next.engine.settings.news!.ask()).toBe(false);
  expect((await next.engine.settings.news!.look()).own[0]!.reply).toEqual(reply);
});

it('a visitor who was not asked for consent is known to nobody by a visit: receipts are asked with when they look', async () => {
  const tab = open({ consent: 'pending' });
  await put(tab.engine.disk, 'receipt:a', old);
  tab.start();
  tab.form();
  await vi.waitFor(() => expect(paths(tab.asked)).toEqual(['/v1/updates']));
  expect(await tab.engine.settings.news!.ask()).toBe(true);
  expect(paths(tab.asked)).toEqual(['/v1/receipts', '/v1/updates', '/v1/updates']);
});

it.each([{ consent: 'denied' }, { consent: 'granted', sharedDevice: true }])(
  '%o: no receipt is kept, and what was changed is known to this page only',
  async (options) => {
    const tab = open(options);
    tab.start();
    const said = entry('a', { secret: 'secret-of-a', note: { at: Date.now() } });
    tab.receipts.note(said, tab.engine.disk);
    tab.receipts.keep(said);
    expect(await tab.engine.settings.news!.ask()).toBe(true);
    expect(paths(tab.asked)).toEqual(['/v1/updates']);
    expect(await tab.engine.settings.news!.look()).toMatchObject({ own: [], changes: [{ id: 'u' }] });
    expect(await rowsIn(tab.engine.disk)).toEqual({});
    expect(Object.keys(await rowsIn(tab.memory))).toEqual([KEPT]);
  },
);

it('a collector that has no updates costs one question a week, and says nothing', async () => {
  const tab = open({}, { status: 404 });
  tab.start();
  tab.form();
  await vi.waitFor(() => expect(tab.asked).toHaveLength(1));
  await tab.calm();
  tab.form();
  await tab.calm();
  expect(tab.asked).toHaveLength(1);
  expect(tab.events).toEqual([]);
  expect(tab.engine.settings.news!.some).toBe(false);
});

it.each([{ endpoint: 'https://c.example/feedback' }, { updates: false }])(
  '%o: there is no such thing, and nothing is asked',
  async (options) => {
    const tab = open(options);
    await put(tab.engine.disk, 'receipt:a', old);
    tab.start();
    tab.form();
    await tab.calm();
    expect(tab.asked).toEqual([]);
    expect(tab.engine.settings.news).toBe(undefined);
    // and nothing would ever end a receipt
    const said = entry('b', { secret: 'secret-of-b', note: { at: Date.now() } });
    tab.receipts.note(said, tab.engine.disk);
    tab.receipts.keep(said);
    await tab.calm();
    expect(Object.keys(await rowsIn(tab.engine.disk, 'receipt:'))).toEqual(['receipt:a']);
  },
);

it('what was reset while the collector was asked is not written again', async () => {
  const tab = open({ consent: 'granted' });
  await put(tab.engine.disk, 'receipt:a', old);
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', async (...given: Parameters<typeof fetch>) => {
    const answer = await fetch(...given);
    await tab.engine.disk.run((tx) => tx.del('receipt:a'));
    return answer;
  });
  tab.start();
  await tab.engine.settings.news!.ask();
  expect(JSON.stringify(await rowsIn(tab.engine.disk))).not.toContain('Mended","at":"2026-11-20T09:00:00Z"}');
  expect((await tab.engine.settings.news!.look()).own).toEqual([]);
});

it('another person of the same device sees nothing of the one before; what nobody was named for is everybody’s', async () => {
  const who = { name: 'ada' as string | undefined };
  const tab = open({ consent: 'granted' }, { who: () => who.name });
  tab.start();
  await put(tab.engine.disk, 'q:a', entry('a'));
  const said = entry('a', { secret: 'secret-of-a', note: { at: Date.now(), said: 'Good', who: markOf('ada') } });
  tab.receipts.note(said, tab.engine.disk);
  await tab.calm();
  const rows = await rowsIn(tab.engine.disk, 'receipt:');
  expect(rows['receipt:a']).toMatchObject({ secret: 'secret-of-a', said: 'Good' });
  expect(JSON.stringify(rows)).not.toMatch(/ada|sent/);
  await put(tab.engine.disk, 'receipt:b', { secret: 'secret-of-b', at: Date.now(), sent: true });
  const ids = async () => (await tab.engine.settings.news!.look()).own.map(({ id, state }) => [id, state]).sort();
  expect(await ids()).toEqual([
    ['a', 'waiting'],
    ['b', 'received'],
  ]);
  who.name = 'bob';
  expect(await ids()).toEqual([['b', 'received']]);
});

it('whoever delivers it, a receipt is of whom it was said by', async () => {
  const who = { name: 'bob' };
  const tab = open({ consent: 'granted' }, { who: () => who.name });
  tab.start();
  const note = { at: Date.now(), said: 'Bad', who: markOf('ada') };
  tab.receipts.keep(entry('a', { secret: 'secret-of-a', note }));
  await tab.calm();
  expect((await tab.engine.settings.news!.look()).own).toEqual([]);
  who.name = 'ada';
  expect((await tab.engine.settings.news!.look()).own).toMatchObject([{ said: 'Bad', state: 'received' }]);
});

it('what only this page knows leaves no receipt before it arrived', async () => {
  const tab = open({ consent: 'granted' });
  tab.start();
  tab.receipts.note(entry('a', { secret: 'secret-of-a', note: { at: Date.now() } }), tab.memory);
  await tab.calm();
  expect(await rowsIn(tab.engine.disk, 'receipt:')).toEqual({});
});

it('receipts end with their age where nobody opens the form; of what was granted they stay while a banner is waited for', async () => {
  const tab = open({ consent: 'pending', maxAgeDays: 30 });
  const { disk } = tab.engine;
  await put(disk, 'receipt:a', { ...old, at: Date.now() - 31 * 24 * HOUR });
  await put(disk, 'meta:person', { consent: 'granted' });
  tab.start();
  await tab.calm();
  expect(Object.keys(await rowsIn(disk, 'receipt:'))).toEqual(['receipt:a']);
  await put(disk, 'meta:person', { consent: 'pending' });
  open({ consent: 'pending', maxAgeDays: 30 }, { project: tab.project }).start();
  await vi.waitFor(async () => expect(await rowsIn(disk, 'receipt:')).toEqual({}));
});

it('a collector that fails is not asked again by each page, unless its failure lies in the future', async () => {
  const tab = open({ consent: 'granted' }, { status: 503 });
  await put(tab.engine.disk, 'receipt:a', old);
  tab.start();
  await vi.waitFor(async () => expect(await rowsIn(tab.engine.disk, KEPT)).not.toEqual({}));
  const next = open({ consent: 'granted' }, { project: tab.project });
  next.start();
  await next.calm();
  expect(next.asked).toEqual([]);
  const kept = (await rowsIn(tab.engine.disk, KEPT))[KEPT] as object;
  await put(tab.engine.disk, KEPT, { ...kept, triedAt: Date.now() + 48 * HOUR });
  const last = open({ consent: 'granted' }, { project: tab.project });
  last.start();
  await vi.waitFor(() => expect(last.asked).toHaveLength(2));
});

it('where a collector has neither, own receipts are no reason to show a way that only ever fails', async () => {
  const tab = open({ consent: 'granted' }, { status: 404 });
  await put(tab.engine.disk, 'receipt:a', { ...old, sent: true });
  tab.start();
  const { news } = tab.engine.settings;
  await vi.waitFor(() => expect(tab.asked).toHaveLength(2));
  await vi.waitFor(() => expect(news!.some).toBe(false));
  expect((await news!.look()).asOf).toBe(0);
});

it('where a collector has receipts and no updates, or the other way round, it was heard', async () => {
  for (const missing of ['updates', 'receipts']) {
    const tab = open({ consent: 'granted' });
    await put(tab.engine.disk, 'receipt:a', { ...old, sent: true });
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', async (url: URL, init: RequestInit) =>
      url.pathname.endsWith(missing) ? { ok: false, status: 404 } : fetch(url, init),
    );
    tab.start();
    expect(await tab.engine.settings.news!.ask()).toBe(true);
    expect(tab.engine.settings.news!.some).toBe(true);
  }
});

it('what was reset while somebody looked is not written back', async () => {
  const tab = open({ consent: 'granted' });
  await put(tab.engine.disk, 'receipt:a', old);
  tab.start();
  const { news } = tab.engine.settings;
  await news!.ask();
  const { run } = tab.engine.disk;
  news!.seen();
  await run((tx) => {
    tx.del('receipt:a');
    tx.del(KEPT);
  });
  await tab.calm();
  expect(JSON.stringify(await rowsIn(tab.engine.disk))).not.toContain('Mended","at":"2026-11-20T09:00:00Z"}');
});
