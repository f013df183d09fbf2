import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/storage/store';
import { createPost } from '../../src/webhooks/post';
import type { Webhook } from '../../src/webhooks/webhook';
import { SHOP, type TestCollector, TOKEN, testCollector, testStore } from '../support/collector';
import { newDataFolder } from '../support/data-folder';
import { startProcess } from '../support/process';
import { parseExposition } from '../support/prometheus';
import { newSecret, type Receiver, startReceiver, verified } from '../support/receiver';
import { batch, ces, record, words } from '../support/records';
import { T0, webhook, webhooksOn } from '../support/webhooks';

const MIN_MS = 60_000;
const SECRET = newSecret();

let store: Store;
let receiver: Receiver;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  receiver = await startReceiver();
  return () => receiver.stop();
});

/** One on this machine. */
const local = (more: Partial<Webhook> = {}) =>
  webhook({ url: receiver.url, secrets: [SECRET], allowPrivate: true, ...more });

describe('a receiver that was down for ten minutes', () => {
  it('gets what it missed, once, and verifies it with the public package', async () => {
    const told = webhooksOn(store, [local()], { post: createPost(), random: Math.random });
    const one = record({ answers: [ces(2), words('Größe 한글')] });
    receiver.answer('down');
    await told.store(one);
    const failed = () => receiver.received.length;
    expect(failed()).toBe(1);
    while (told.clock() < T0 + 10 * MIN_MS) {
      told.clock.pass(10_000);
      await told.send();
    }
    expect(failed()).toBe(3); // at once, after 5 seconds, after 5 minutes
    receiver.answer(204);
    const arrived: number[] = [];
    while (told.clock() < T0 + 100 * MIN_MS) {
      told.clock.pass(MIN_MS);
      const before = receiver.received.length;
      await told.send();
      if (receiver.received.length > before) arrived.push(told.clock());
    }
    expect(arrived).toHaveLength(1);
    const last = receiver.received.at(-1)!;
    expect(verified(SECRET, last, arrived[0]!)).toMatchObject({
      type: 'submission.created',
      timestamp: new Date(T0).toISOString(),
      data: { project: told.project, id: one.id, record: one },
    });
    // The same message each time, at the time of each attempt.
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(() => verified(SECRET, last, T0)).toThrow('too new');
    expect(() => verified(newSecret(9), last, arrived[0]!)).toThrow('No matching signature');
    expect(await told.rows()).toEqual([]);
  });
});

describe('a collector with webhooks', () => {
  let collector: TestCollector;
  let projects = 0;
  let project: string;
  let stop: () => Promise<void>;
  const start = (webhooks: Webhook[], name = `shop-${++projects}`) => {
    project = name;
    collector = testCollector(
      { ...store, close: async () => {} }, // it serves all tests
      { projects: { [project]: { origins: [SHOP], webhooks }, bare: { origins: [SHOP] } } },
    );
    stop = collector.close;
  };
  afterEach(() => stop());

  const ask = async (path: string, method = 'GET', token = TOKEN) => {
    const response = await collector.app.request(`/v1/admin/webhooks${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}` },
    });
    return { status: response.status, body: (await response.json()) as never };
  };
  const listed = async () => (await ask(`?project=${project}`)).body['webhooks'] as Record<string, unknown>[];
  const deliveries = async (query = '') =>
    (await ask(`/deliveries?project=${project}${query}`)).body['deliveries'] as Record<string, unknown>[];

  it('tells of a submission that came in over HTTP, as soon as it is stored', async () => {
    start([
      local(),
      local({ name: 'low', url: `${receiver.url}/low`, when: { score: { metric: 'ces2', atMost: 3 } } }),
    ]);
    const [good, bad] = [record({ answers: [ces(6)] }), record({ answers: [ces(1)] })];
    expect(await collector.send([good, bad, good], project)).toEqual(['accepted', 'accepted', 'duplicate']);
    await expect.poll(() => receiver.received.length).toBe(3);
    const told = receiver.received.map((request) => {
      const { data } = verified(SECRET, request, Date.now());
      return `${request.path} ${data['id']}`;
    });
    expect(told.sort()).toEqual([`/hook ${good.id}`, `/hook ${bad.id}`, `/hook/low ${bad.id}`].sort());
    await expect.poll(async () => (await listed()).map(({ waiting }) => waiting)).toEqual([0, 0]);
  });

  it('sends what an earlier one left, by itself', async () => {
    const earlier = webhooksOn(store, [local()], { clock: Date.now });
    for (const endpoint of earlier.endpoints) endpoint.stop();
    await earlier.store(record());
    start([local()], earlier.project);
    await expect.poll(() => receiver.received.length).toBe(1);
  });

  it('shows the state of its webhooks, without their secrets or what stands behind the question mark', async () => {
    start([local({ url: `${receiver.url}?token=secret` })]);
    receiver.answer(500);
    await collector.send([record()], project);
    await expect.poll(async () => (await listed())[0]!['last']).not.toBeNull();
    const [shown] = await listed();
    expect(shown).toMatchObject({
      name: 'crm',
      url: `${receiver.url}?…`,
      events: ['submission.created'],
      state: 'on',
      pausedUntil: null,
      waiting: 1,
      dead: 0,
      last: { delivered: false, status: 500, code: 'refused' },
    });
    expect(JSON.stringify(shown)).not.toMatch(/secret|whsec/);
    expect((await ask('?project=bare')).body).toEqual({ webhooks: [] });
    expect((await ask('?project=none%00')).body).toEqual({ webhooks: [] });
  });

  it('lists what was given up, page by page, and sends it again, one or all', async () => {
    start([local()]);
    receiver.answer(410);
    for (let count = 1; count <= 3; count++) {
      await collector.send([record()], project);
      await expect.poll(async () => (await deliveries('&state=dead')).length).toBe(count);
      expect(await listed()).toMatchObject([{ state: 'disabled', dead: count, waiting: 0 }]);
      await stop();
      start([local()], project); // it is enabled again by a new start
    }
    receiver.answer(204);
    const dead = await deliveries('&state=dead');
    expect(dead).toHaveLength(3);
    expect(dead[0]).toMatchObject({
      webhook: 'crm',
      event: 'submission.created',
      state: 'dead',
      attempts: 1,
      status: 410,
      code: 'gone',
    });
    const page = (await ask(`/deliveries?project=${project}&limit=2`)).body as { deliveries: unknown[]; next: string };
    expect(page.deliveries).toEqual(dead.slice(0, 2));
    expect(await deliveries(`&after=${page.next}`)).toEqual(dead.slice(2));
    const before = receiver.received.length;
    expect((await ask(`/deliveries/${dead[1]!['id']}/retry?project=${project}`, 'POST')).body).toEqual({ retried: 1 });
    await expect.poll(() => receiver.received.length).toBe(before + 1);
    expect(receiver.received.at(-1)!.headers['webhook-id']).toBe(dead[1]!['id']);
    expect((await ask(`/deliveries/${dead[1]!['id']}/retry?project=other`, 'POST')).body).toEqual({ retried: 0 });
    expect((await ask(`/crm/retry?project=${project}`, 'POST')).body).toEqual({ retried: 2 });
    await expect.poll(async () => (await deliveries()).length).toBe(0);
    expect(receiver.received).toHaveLength(before + 3);
  });

  it('tries a webhook out, and says what its receiver answered', async () => {
    start([local()]);
    const test = (query = `project=${project}`, name = 'crm') => ask(`/${name}/test?${query}`, 'POST');
    expect((await test()).body).toEqual({ delivered: true, status: 204, code: null });
    expect(verified(SECRET, receiver.received[0]!, Date.now())).toMatchObject({
      type: 'earshot.test',
      data: { project, webhook: 'crm' },
    });
    receiver.answer(404);
    expect((await test()).body).toEqual({ delivered: false, status: 404, code: 'refused' });
    receiver.answer('down');
    expect((await test()).body).toEqual({ delivered: false, status: null, code: 'connection' });
    expect((await test(`project=${project}`, 'none')).status).toBe(404);
    expect((await test('project=bare')).status).toBe(404);
    expect(await deliveries()).toEqual([]);
  });

  it('answers nobody without the admin token, and 400 where it is not said of what', async () => {
    start([local()]);
    const paths = ['', '/deliveries', '/deliveries/msg_1/retry', '/crm/retry', '/crm/test'];
    for (const path of paths) {
      const method = /retry|test/.test(path) ? 'POST' : 'GET';
      expect((await ask(path, method)).status).toBe(400);
      expect((await ask(`${path}?project=${project}`, method, 'not-the-admin-token')).status).toBe(401);
    }
    expect((await ask(`/deliveries?project=${project}&state=lost`)).status).toBe(400);
    expect((await ask(`/deliveries?project=%00&after=%00&limit=-1`)).body).toEqual({ deliveries: [], next: null });
    expect((await ask(`/deliveries/%00/retry?project=${project}`, 'POST')).body).toEqual({ retried: 0 });
    expect(receiver.received).toEqual([]);
  });

  it('counts for Prometheus how deliveries ended, from 0 on, and shows what waits', async () => {
    start([local()]);
    const metrics = async () => {
      const answer = await collector.app.request('/metrics', { headers: { Authorization: `Bearer ${TOKEN}` } });
      return parseExposition(await answer.text());
    };
    const count = async (outcome: string) =>
      (await metrics()).value('earshot_webhook_deliveries_total', { project, webhook: 'crm', outcome });
    for (const outcome of ['delivered', 'failed', 'dead', 'dropped']) expect(await count(outcome)).toBe(0);
    const { value } = await metrics();
    for (const state of ['waiting', 'dead'])
      expect(value('earshot_webhook_backlog', { project, webhook: 'crm', state })).toBe(0);
    await collector.send([record()], project);
    await expect.poll(() => count('delivered')).toBe(1);
    receiver.answer(410);
    await collector.send([record()], project);
    await expect.poll(() => count('dead')).toBe(1);
    expect((await metrics()).value('earshot_webhook_disabled', { project, webhook: 'crm' })).toBe(1);
  });
});

it('the program sends what its config file asks for, and ends gently', async () => {
  const folder = await newDataFolder();
  const config = join(folder, 'config.json');
  const { secrets: _, ...crm } = { ...local(), secretEnv: 'CRM_SECRET' };
  writeFileSync(config, JSON.stringify({ projects: { shop: { origins: [SHOP], webhooks: [crm] } } }));
  const env = { EARSHOT_CONFIG: config, EARSHOT_PROJECTS: '', CRM_SECRET: SECRET, DATA_DIR: folder };
  const running = await startProcess(env);
  try {
    const one = record();
    const answer = await fetch(`${running.url}/v1/submissions`, { method: 'POST', body: JSON.stringify(batch([one])) });
    expect(answer.status).toBe(200);
    await expect.poll(() => receiver.received.length).toBe(1);
    expect(verified(SECRET, receiver.received[0]!, Date.now()).data).toMatchObject({ project: 'shop', id: one.id });
  } finally {
    expect(await running.stop('SIGTERM')).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  }
});
