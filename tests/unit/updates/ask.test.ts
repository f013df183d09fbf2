// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import type { EventName } from '../../../src/engine';
import { createReceipts } from '../../../src/extras/receipts';
import { useNews } from '../../../src/extras/use-news';
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
    expect(init).toMatchObject({ credentials: 'omit' });
    expect(JSON.stringify(init)).not.toContain('headers');
    const receipts = (body?.secrets ?? []).map(() => ({ status: 'answered', reply, updates: ['u'] }));
    return {
      ok: status < 300,
      status,
      redirected: false,
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
  return { ...tab, asked, start, form, calm, on, project, receipts: createReceipts(tab.engine, who) };
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
    await tab.receipts.note(entry('a', { secret: 'secret-of-a' }));
    tab.receipts.keep('a', 'secret-of-a');
    tab.start();
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
  await put(tab.engine.disk, 'q:a', entry('a'));
  const body = JSON.stringify({
    answers: [
      { type: 'text', value: 'my own words' },
      { type: 'scale', label: 'Good', value: 4 },
    ],
  });
  tab.receipts.note(entry('a', { secret: 'secret-of-a', body }));
  await tab.calm();
  const rows = await rowsIn(tab.engine.disk, 'receipt:');
  expect(rows['receipt:a']).toMatchObject({ secret: 'secret-of-a', said: 'Good' });
  expect(JSON.stringify(rows)).not.toMatch(/ada|my own words/);
  await put(tab.engine.disk, 'receipt:b', { secret: 'secret-of-b', at: Date.now() });
  tab.start();
  const ids = async () => (await tab.engine.settings.news!.look()).own.map(({ id, state }) => [id, state]).sort();
  expect(await ids()).toEqual([
    ['a', 'waiting'],
    ['b', 'received'],
  ]);
  who.name = 'bob';
  expect(await ids()).toEqual([['b', 'received']]);
});
