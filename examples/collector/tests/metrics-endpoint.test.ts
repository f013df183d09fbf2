import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../src/app';
import { exposition } from '../src/prometheus/exposition';
import { createStore } from '../src/storage/store';
import { SHOP, type TestCollector, TOKEN, testCollector, testStore } from './support/collector';
import { blob, listed, PNG } from './support/pictures';
import { parseExposition } from './support/prometheus';
import { batch, newId, record, words } from './support/records';

const METRICS_TOKEN = 'only-for-the-metrics';
const ODD = 'a "shop" \\ of\nmany lines';

let opened: Store;
beforeAll(async () => {
  opened = await testStore();
});
afterAll(() => opened.close());

let store: Store;
let collector: TestCollector;
// What is counted begins with the process; here with a store of each test's own on the same database.
beforeEach(async () => {
  store = await createStore(opened.database);
  collector = testCollector(store, {
    metricsToken: METRICS_TOKEN,
    projects: { shop: { origins: [SHOP] }, [ODD]: { origins: ['*'] } },
  });
  return () => store.counters.close();
});

const ask = async (token?: string) =>
  collector.app.request('/metrics', token ? { headers: { Authorization: `Bearer ${token}` } } : {});
const samples = async () => parseExposition(await (await ask(METRICS_TOKEN)).text());

describe('GET /metrics', () => {
  it('is Prometheus’ text format 0.0.4, and never cached', async () => {
    const answer = await ask(METRICS_TOKEN);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toMatch(/^text\/plain; version=0\.0\.4(;|$)/);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    const { types } = await samples();
    expect(types['earshot_records_total']).toBe('counter');
    for (const [name, type] of Object.entries(types)) if (type === 'counter') expect(name).toMatch(/_total$/);
  });

  it('counts what became of records, by project, status and code', async () => {
    const one = record();
    await collector.send([one, record(), record({ context: { ...record().context, tz: 5 as never } })]);
    await collector.send([one, { ...one, answers: [words('other')] }, { id: newId(), v: 1 }, { id: newId(), v: 2 }]);
    const { value } = await samples();
    const project = 'shop';
    expect(value('earshot_records_total', { project, status: 'accepted' })).toBe(3);
    expect(value('earshot_records_total', { project, status: 'duplicate' })).toBe(2);
    expect(value('earshot_records_total', { project, status: 'rejected' })).toBe(1);
    expect(value('earshot_records_total', { project, status: 'retry' })).toBe(1);
    expect(value('earshot_records_mended_total', { project })).toBe(1);
    expect(value('earshot_record_conflicts_total', { project })).toBe(1);
    expect(value('earshot_records_refused_total', { project, status: 'rejected', code: 'invalid_kind' })).toBe(1);
    expect(value('earshot_records_refused_total', { project, status: 'retry', code: 'unknown_version' })).toBe(1);
    expect(value('earshot_records_total', { project: ODD, status: 'accepted' })).toBe(0);
  });

  it('counts attachments, their bytes and their codes', async () => {
    const one = record({ attachments: [listed('shot-1', PNG)] });
    const send = (attachment: string) => collector.attach({ record: one.id, attachment, file: blob(PNG) });
    await send('shot-1');
    await collector.send([one]);
    for (const attachment of ['shot-1', 'shot-1', 'shot-2']) await send(attachment);
    const { value } = await samples();
    const project = 'shop';
    for (const status of ['accepted', 'duplicate', 'rejected', 'retry'])
      expect(value('earshot_attachments_total', { project, status }), status).toBe(1);
    expect(value('earshot_attachment_bytes_total', { project })).toBe(PNG.length);
    expect(value('earshot_attachments_refused_total', { project, status: 'rejected', code: 'unlisted' })).toBe(1);
    expect(value('earshot_attachments_refused_total', { project, status: 'retry', code: 'unknown_record' })).toBe(1);
  });

  it('counts answers by route and class, and refused requests by code', async () => {
    await collector.post('{');
    await collector.post(batch([record()]));
    await collector.post(batch([record()], { project: 'nobody' }));
    await collector.app.request('/v1/admin/counters');
    await collector.app.request('/report');
    await collector.app.request('/v1/health');
    await ask();
    const { value } = await samples();
    const of = (route: string, status: string) => value('earshot_http_responses_total', { route, class: status });
    expect(of('submissions', '2xx')).toBe(1);
    expect(of('submissions', '4xx')).toBe(2);
    expect([of('admin', '4xx'), of('report', '4xx'), of('health', '2xx'), of('metrics', '4xx')]).toEqual([1, 1, 1, 1]);
    const refused = (code: string) => value('earshot_submission_requests_refused_total', { code });
    expect([refused('malformed_json'), refused('unknown_project')]).toEqual([1, 1]);
  });

  it('answers while the database is away, which is when somebody looks', async () => {
    const gone = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }));
    const broken = { ...store, insert: gone, known: gone, database: { ...store.database, query: gone } };
    collector = testCollector(broken, { metricsToken: METRICS_TOKEN });
    expect((await collector.post(batch([record()]))).status).toBe(503);
    expect((await collector.app.request('/v1/health')).status).toBe(503);
    const { value } = await samples();
    expect(value('earshot_http_responses_total', { route: 'submissions', class: '5xx' })).toBe(1);
    expect(value('earshot_http_responses_total', { route: 'health', class: '5xx' })).toBe(1);
    expect(value('earshot_submission_requests_refused_total', { code: 'unavailable' })).toBe(1);
  });

  it('shows how much waits for the database', async () => {
    let release = () => {};
    const hanging = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = false;
    const insert = async () => {
      asked = true;
      await hanging;
      return 'accepted' as const;
    };
    collector = testCollector({ ...store, insert }, { metricsToken: METRICS_TOKEN });
    const body = JSON.stringify(batch([record()]));
    const waiting = collector.post(body);
    await expect.poll(() => asked).toBe(true);
    expect((await samples()).value('earshot_waiting_bytes', { what: 'batches' })).toBe(Buffer.byteLength(body));
    release();
    await waiting;
    expect((await samples()).value('earshot_waiting_bytes', { what: 'batches' })).toBe(0);
  });

  it('gets no longer by what strangers invent: projects, codes, paths, methods', async () => {
    const lines = async () => (await (await ask(METRICS_TOKEN)).text()).split('\n').length;
    const storm = async () => {
      for (let at = 0; at < 50; at++) {
        const name = Math.random().toString(36).slice(2);
        await collector.post(batch([record()], { project: name }));
        await collector.attach({ project: name, record: newId(), attachment: name, file: blob(PNG) });
        await collector.send([{ id: newId(), v: 1, kind: name, [name]: name }]);
        await collector.app.request(`/report/${name}`);
        await collector.app.request('/v1/submissions', { method: name.replaceAll(/\d/g, 'x').toUpperCase() });
        const headers = { Authorization: `Bearer ${TOKEN}` };
        const path = `/v1/admin/submissions/${newId()}?project=${name}`;
        await collector.app.request(path, { method: 'DELETE', headers });
        store.counters.add(name, 'erased');
      }
    };
    await lines(); // this one is counted, too
    await storm();
    const before = await lines();
    await storm();
    expect(await lines()).toBe(before);
    expect(before).toBeLessThan(150);
  });

  it('opens to the token for metrics and to the admin token only; the former opens nothing else', async () => {
    expect((await ask()).status).toBe(401);
    expect((await ask('a-wrong-token-of-somebody')).status).toBe(401);
    expect((await ask(TOKEN)).status).toBe(200);
    const headers = { Authorization: `Bearer ${METRICS_TOKEN}` };
    for (const path of ['/v1/admin/counters', '/v1/admin/submissions?project=shop'])
      expect((await collector.app.request(path, { headers })).status).toBe(401);
    expect((await collector.app.request(`/report?token=${METRICS_TOKEN}`)).status).toBe(401);
    const without = testCollector(store);
    expect((await without.app.request('/metrics', { headers })).status).toBe(401);
    expect(() => testCollector(store, { metricsToken: 'short' })).toThrow('metricsToken needs 16 characters');
  });
});

describe('the text format', () => {
  it('is escaped, so that no name can add a line or a label', () => {
    const labels = { project: ODD };
    const written = exposition([
      { name: 'x_total', help: 'One\\two\nthree', type: 'counter', samples: [{ labels, value: 1 }] },
    ]);
    expect(written).toBe(
      '# HELP x_total One\\\\two\\nthree\n# TYPE x_total counter\nx_total{project="a \\"shop\\" \\\\ of\\nmany lines"} 1\n',
    );
    expect(parseExposition(written).value('x_total', labels)).toBe(1);
  });

  it('is read strictly by these tests', () => {
    for (const wrong of [
      'x_total 1\n', // no TYPE
      '# HELP x_total x\n# TYPE x_total counter\nx_total 1', // no last line feed
      '# HELP x_total x\n# TYPE x_total counter\nx_total{a="b} 1\n',
      '# HELP x_total x\n# TYPE x_total counter\nx_total 1\nx_total 2\n', // twice
      '# HELP x_total x\n# TYPE x_total counter\nx_total NaN,\n',
      '# HELP x_total x\n# TYPE x_total number\n',
    ])
      expect(() => parseExposition(wrong), wrong).toThrow();
  });
});
