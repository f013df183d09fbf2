import { beforeAll, expect, it, vi } from 'vitest';
import { acked, network, site } from './site';

interface Fired {
  /** What the event waits for; undefined where it waits for nothing. */
  waited: Promise<unknown> | undefined;
}

/** The worker's global as our file finds it. */
const scope = Object.assign(new EventTarget(), { clients: { matchAll: vi.fn(async () => [] as unknown[]) } });
const globals = new Set(Object.keys(globalThis));

const fire = (type: string, more: object): Fired => {
  const fired: Fired = { waited: undefined };
  const event = Object.assign(new Event(type), more, {
    waitUntil: (job: Promise<unknown>) => {
      fired.waited = job;
    },
  });
  scope.dispatchEvent(event);
  return fired;
};

beforeAll(async () => {
  vi.stubGlobal('self', scope);
  await import('../../../src/worker/index');
  vi.unstubAllGlobals();
});

it('adds no global and listens to nothing but sync, periodicsync and message', async () => {
  expect(Object.keys(globalThis).filter((name) => !globals.has(name))).toEqual([]);
  vi.resetModules();
  const add = vi.fn();
  vi.stubGlobal('self', { addEventListener: add, clients: {} });
  await import('../../../src/worker/index');
  vi.unstubAllGlobals();
  expect(add.mock.calls.map(([type]) => type)).toEqual(['sync', 'periodicsync', 'message']);
});

it('does nothing where it was put on a page by mistake', async () => {
  vi.resetModules();
  const add = vi.fn();
  vi.stubGlobal('self', { addEventListener: add });
  await import('../../../src/worker/index');
  vi.unstubAllGlobals();
  expect(add).not.toHaveBeenCalled();
});

it('a sync event of a project sends that one; its promise rejects while something waits, so that the browser comes again', async () => {
  const [one, other] = [await site(), await site()];
  const net = network(() => new Response('', { status: 503 }));
  await one.add('a');
  await other.add('b');
  await expect(fire('sync', { tag: `earshot:${one.project}` }).waited).rejects.toThrow('still waits');
  net.answer = acked;
  await fire('sync', { tag: `earshot:${one.project}` }).waited;
  expect(net.asked).toEqual([['a'], ['a']]);
  expect(Object.keys(await other.rows('q:'))).toEqual(['q:b']);
});

it('a tab that is open keeps the pace: its backoff is not forced, until the browser’s last try (Q8)', async () => {
  const { project, add, put } = await site();
  const net = network(acked);
  await add('a');
  await put('meta:endpoint', {
    url: 'https://c.example/',
    fails: 3,
    size: 20,
    okAt: 0,
    lone: 0,
    hard: 0,
    until: Date.now() + 60_000,
  });
  scope.clients.matchAll.mockResolvedValueOnce([{}]).mockResolvedValueOnce([{}]);
  await expect(fire('sync', { tag: `earshot:${project}` }).waited).rejects.toThrow();
  expect(net.asked).toEqual([]);
  await fire('sync', { tag: `earshot:${project}`, lastChance: true }).waited;
  expect(net.asked).toEqual([['a']]);
});

it('events of the host’s own are left alone', async () => {
  const net = network(acked);
  for (const tag of ['cart', 'earshot-cart', 'my:earshot:shop', 'earshot:', 'earshot:a b', `earshot:${'x'.repeat(65)}`])
    expect(fire('sync', { tag }).waited, tag).toBe(undefined);
  for (const data of [undefined, null, 'earshot-flush', 7, { type: 'SKIP_WAITING' }, { earshot: true }])
    expect(fire('message', { data, ports: [] }).waited, `${data}`).toBe(undefined);
  expect(net.asked).toEqual([]);
});

it('a message asks it to send all projects, or one; one whose disk fails does not keep the others', async () => {
  const [one, other] = [await site(), await site()];
  const net = network(acked);
  await one.add('a');
  await other.add('b');
  await fire('message', { data: { type: 'earshot-flush', project: other.project } }).waited;
  expect(net.asked).toEqual([['b']]);
  await other.add('c');
  await other.put('meta:worker', { v: 1, url: 'https://c.example/' }); // says too little to be used
  await fire('message', { data: { type: 'earshot-flush' } }).waited;
  expect(net.asked).toContainEqual(['a']);
  expect(await one.rows('q:')).toEqual({});
  expect(Object.keys(await other.rows('q:'))).toEqual(['q:c']);
});

it('a project that has no database here gets none by being named', async () => {
  network(acked);
  await fire('message', { data: { type: 'earshot-flush', project: 'nobody' } }).waited;
  await fire('sync', { tag: 'earshot:nobody' }).waited;
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('earshot:nobody');
});

it('where a browser cannot list databases, the project that is named is sent (Firefox before 126)', async () => {
  const { project, add } = await site();
  const net = network(acked);
  await add('a');
  const databases = vi.spyOn(indexedDB, 'databases').mockRejectedValue(new Error('no list'));
  await fire('message', { data: { type: 'earshot-flush', project } }).waited;
  databases.mockRestore();
  expect(net.asked).toEqual([['a']]);
});

it('answers a page that asks whether it is there, and keeps the browser awake for nothing', () => {
  const port = { postMessage: vi.fn() };
  expect(fire('message', { data: { type: 'earshot-hello' }, ports: [port] }).waited).toBe(undefined);
  expect(port.postMessage).toHaveBeenCalledWith(expect.stringMatching(/^\d+\.\d+\.\d+/));
});
