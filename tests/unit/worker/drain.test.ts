import { expect, it, onTestFinished, vi } from 'vitest';
import { newsChannel, type WorkerNews } from '../../../src/delivery/worker-settings';
import { drain } from '../../../src/worker/drain';
import { acked, network, site } from './site';

const HOST = { force: true, mostMs: 10_000 };

it('sends what waits to where the pages said, and leaves nothing behind (Q4)', async () => {
  const { project, add, rows } = await site({ url: 'https://other.example/v1' });
  const net = network(acked);
  for (const id of ['a', 'b', 'c']) await add(id);
  expect(await drain(project, HOST)).toBe(true);
  expect(net.asked).toEqual([['a', 'b', 'c']]);
  expect(net.urls).toEqual(['https://other.example/v1']);
  expect(await rows('q:')).toEqual({});
  expect(await rows('meta:total')).toMatchObject({ 'meta:total': { n: 0, bytes: 0 } });
});

it.each([
  ['no row of this', null],
  ['a row of a newer version', { v: 2 }],
  ['a row that says no address', { url: undefined }],
])('leaves all to the pages where they left %s (Q13)', async (_what, settings) => {
  const { project, add, rows } = await site(settings);
  const net = network(acked);
  await add('a');
  const before = await rows('');
  expect(await drain(project, HOST)).toBe(true);
  expect(net.asked).toEqual([]);
  expect(await rows('')).toEqual(before);
});

it('says that something waits when an attempt failed, which then waits as it would for a tab (Q8)', async () => {
  const { project, add, rows } = await site();
  const net = network(() => new Response('', { status: 500 }));
  await add('a');
  expect(await drain(project, HOST)).toBe(false);
  expect(net.asked).toEqual([['a']]);
  expect(await rows('q:')).toMatchObject({ 'q:a': { tries: 1, lease: 0 } });
  expect(await rows('meta:endpoint')).toMatchObject({ 'meta:endpoint': { fails: 1 } });
});

it('asks nothing of an endpoint that asked for patience, not even by force; of our own backoff it does (Q8)', async () => {
  const { project, add, put } = await site();
  const net = network(acked);
  const state = { url: 'https://c.example/', fails: 3, size: 20, okAt: 0, lone: 0 };
  await add('a');
  await put('meta:endpoint', { ...state, hard: Date.now() + 60_000, until: 0 });
  expect(await drain(project, HOST)).toBe(false);
  await put('meta:endpoint', { ...state, hard: 0, until: Date.now() + 60_000 });
  expect(await drain(project, { ...HOST, force: false })).toBe(false);
  expect(net.asked).toEqual([]);
  expect(await drain(project, HOST)).toBe(true);
  expect(net.asked).toEqual([['a']]);
});

it('waits for what a tab has in hand, and sends it when that tab’s lease has ended (Q5, Q6)', async () => {
  const { project, add } = await site();
  const net = network(acked);
  const lease = Date.now() + 1500;
  await add('a', { by: 'tab', lease });
  await add('b', { by: 'tab', lease });
  expect(await drain(project, HOST)).toBe(true);
  expect(net.asked).toEqual([['a', 'b']]);
  expect(Date.now()).toBeGreaterThanOrEqual(lease);
});

it('is not kept awake by words whose time is far off: it looks once, and leaves them to a later event (Q8)', async () => {
  const { project, add } = await site();
  const net = network(acked);
  await add('a', { tries: 1, next: Date.now() + 600_000 } as never);
  const timers = vi.spyOn(globalThis, 'setTimeout');
  expect(await drain(project, { force: false, mostMs: 2500 })).toBe(false);
  const looks = timers.mock.calls.filter(([, ms]) => ms === 1000);
  timers.mockRestore();
  expect(looks).toEqual([]);
  expect(net.asked).toEqual([]);
});

it('begins no batch after its time, and says that something waits', async () => {
  const { project, add, rows } = await site();
  const net = network(async (records, url) => {
    await new Promise((resolve) => setTimeout(resolve, 120));
    return acked(records, url);
  });
  for (let n = 100; n < 145; n++) await add(`r${n}`);
  expect(await drain(project, { ...HOST, mostMs: 60 })).toBe(false);
  expect(net.asked).toHaveLength(1);
  expect(Object.keys(await rows('q:'))).toHaveLength(25);
});

it('is not kept awake by rows of a newer version, which no page of this one sends either (Q13)', async () => {
  const { project, put, rows } = await site();
  const net = network(acked);
  await put('q:newer', { v: 2, body: '{}' });
  expect(await drain(project, HOST)).toBe(true);
  expect(net.asked).toEqual([]);
  expect(await rows('q:')).toEqual({ 'q:newer': { v: 2, body: '{}' } });
});

it.each([
  [true, ['receipt:a']],
  [false, []],
])('keeps the receipt of what arrived where the consent allows it: %s', async (receipts, kept) => {
  const { project, add, rows } = await site({ receipts });
  network(acked);
  const note = { at: 1, said: 'Bad', who: 7 };
  await add('a', { secret: 's', note });
  await drain(project, HOST);
  expect(Object.keys(await rows('receipt:'))).toEqual(kept);
  // as it was said: no other person of the device gets it
  if (receipts) expect(await rows('receipt:')).toEqual({ 'receipt:a': { secret: 's', sent: true, ...note } });
});

it('keeps no receipt when the consent was withdrawn while the request was under way', async () => {
  const { project, add, put, rows } = await site();
  network(async (records, url) => {
    await put('meta:worker', { ...((await rows('meta:worker'))['meta:worker'] as object), receipts: false });
    return acked(records, url);
  });
  await add('a', { secret: 's', note: { at: 1 } });
  await drain(project, HOST);
  expect(await rows('receipt:')).toEqual({});
});

it('tells open pages what became of each record, and never the secret', async () => {
  const { project, add } = await site();
  network(() =>
    Response.json({
      results: [
        { id: 'a', status: 'accepted' },
        { id: 'b', status: 'rejected', code: 'invalid_record' },
        { id: 'c', status: 'retry' },
      ],
    }),
  );
  const heard: WorkerNews[] = [];
  const channel = new BroadcastChannel(newsChannel(project));
  onTestFinished(() => channel.close());
  channel.onmessage = ({ data }) => heard.push(data);
  for (const id of ['a', 'b', 'c']) await add(id, { secret: 's', note: { at: 1 } });
  expect(await drain(project, HOST)).toBe(false);
  await vi.waitFor(() => expect(heard.length).toBeGreaterThan(2)); // what is to be retried is, once more, by force
  expect(heard.slice(0, 3)).toEqual([
    { id: 'a', type: 'sent', code: undefined },
    { id: 'b', type: 'rejected', code: 'invalid_record' },
    { id: 'c', type: 'waiting', code: undefined },
  ]);
});
