import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IngestLog, openIngestLog, type Store } from '../../src/app';
import { readIngestLogConfig } from '../../src/log/config-log';
import { type TestCollector, TOKEN, testCollector, testStore } from '../support/collector';
import { everyTable } from '../support/every-table';
import { type NatsServer, newNatsServer, whyNoNats } from '../support/nats-server';
import { blob, listed, PNG } from '../support/pictures';
import { batch, record, words } from '../support/records';

it('whoever has no ingest log never loads the client of NATS', () => {
  const src = join(import.meta.dirname, '../../src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const importing = files.flatMap((file) =>
    [...readFileSync(join(src, file), 'utf8').matchAll(/^(import .*|.* from) '@nats-io.*$/gm)].map(([line]) => line),
  );
  expect(importing.length).toBeGreaterThan(0);
  expect(importing.filter((line) => !line.startsWith('import type '))).toEqual([]);
});

it('a log that fails to close does not keep the store from closing', async () => {
  const store = await testStore();
  const closed: string[] = [];
  const failing = {
    accepting: (whole: Store) => whole,
    start: () => {},
    close: async () => Promise.reject(new Error('the log is away')),
  } as unknown as IngestLog;
  const close = async () => void closed.push('store');
  const broken = testCollector({ ...store, close }, { ingestLog: failing });
  await expect(broken.close()).rejects.toThrow('the log is away');
  expect(closed).toEqual(['store']);
  await store.close();
});

const skipped = whyNoNats ? `: skipped, ${whyNoNats}` : '';
describe.skipIf(whyNoNats)(`a collector with an ingest log${skipped}`, () => {
  let nats: NatsServer;
  let client: NatsConnection;
  let store: Store;
  let log: IngestLog;
  let collector: TestCollector;
  const logged: string[] = [];
  let away = false;

  /** The same database, which may be away for what takes and writes submissions. */
  const fragile = (whole: Store): Store => {
    const fail = <Args extends unknown[], Value>(work: (...args: Args) => Promise<Value>) => {
      return async (...args: Args): Promise<Value> => {
        if (away) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
        return work(...args);
      };
    };
    const database = { ...whole.database, query: fail(whole.database.query) as Store['database']['query'] };
    return { ...whole, database, insert: fail(whole.insert), known: fail(whole.known), attach: fail(whole.attach) };
  };
  const open = (more: Record<string, string> = {}) =>
    openIngestLog(readIngestLogConfig({ servers: nats.url, maxBytes: 1_048_576 }, more)!, (line) => logged.push(line));
  const request = async (path: string) => {
    const response = await collector.app.request(path, { headers: { Authorization: `Bearer ${TOKEN}` } });
    return { status: response.status, text: await response.text() };
  };
  const messages = async (): Promise<number> => {
    const answer = await client.request('$JS.API.STREAM.INFO.EARSHOT', undefined, { timeout: 5_000 });
    return answer.json<{ state: { messages: number } }>().state.messages;
  };
  const ids = async () => (await collector.bodies()).map(({ id }) => id);

  beforeAll(async () => {
    nats = await newNatsServer();
    await nats.start();
    client = await connect({ servers: nats.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
    store = await testStore();
    log = await open();
    collector = testCollector(fragile(store), { ingestLog: log });
  });
  afterAll(async () => {
    await client?.close();
    await collector?.close();
    await nats?.remove();
  });

  it('stores what it has acked, once, as of when it was received, counts it, and leaves nothing in the log (Q3, Q4)', async () => {
    const records = [record(), record(), record()];
    const before = Date.now();
    expect(await collector.send(records)).toEqual(['accepted', 'accepted', 'accepted']);
    const after = Date.now();
    expect(await collector.send([records[0]])).toEqual(['duplicate']);
    await expect.poll(ids).toEqual(records.map(({ id }) => id).sort());
    for (const { receivedAt } of await collector.rows()) {
      expect(Date.parse(receivedAt)).toBeGreaterThanOrEqual(before);
      expect(Date.parse(receivedAt)).toBeLessThanOrEqual(after);
    }
    await expect.poll(messages).toBe(0);
    expect(await collector.counted(10_000)).toBe(true);
    const [sum] = await store.database.query(`SELECT sum(n) AS n FROM earshot_sums WHERE dimension = ''`);
    expect(Number(sum!['n'])).toBe(3);
  });

  it('that was erased while it was in the log stores nothing, and its words are nowhere (fault 38)', async () => {
    const [late, next] = [record({ answers: [words('words to be erased')] }), record()];
    away = true;
    expect(await collector.send([late])).toEqual(['accepted']);
    await store.erase('shop', late.id);
    away = false;
    expect(await collector.send([next])).toEqual(['accepted']);
    await expect.poll(ids).toContain(next.id);
    await expect.poll(messages).toBe(0);
    expect(await everyTable(store.database.query)).not.toContain('words to be erased');
    expect(await ids()).not.toContain(late.id);
  });

  it('takes records while the database is away, and says so; the erasure of a person waits for them', async () => {
    const mine = record({ respondent: { userKey: 'ann' }, answers: [words('words of Ann')] });
    away = true;
    const response = await collector.post(batch([mine, { id: record().id, v: 1 }]));
    expect(await response.json()).toMatchObject({
      results: [{ status: 'accepted' }, { status: 'retry', code: 'unavailable' }],
    });
    expect(await request('/v1/health')).toEqual({ status: 200, text: '{"ok":true,"ingestLog":true,"database":false}' });
    const erasure = collector.app.request('/v1/admin/respondents?project=shop', {
      method: 'DELETE',
      body: '{"userKey":"ann"}',
      headers: { Authorization: `Bearer ${TOKEN}` },
    });
    expect(await messages()).toBe(1);
    away = false;
    expect(await (await erasure).json()).toEqual({ erased: 1, userData: 0 });
    expect(await everyTable(store.database.query)).not.toContain('words of Ann');
    expect(await request('/v1/health')).toEqual({ status: 200, text: '{"ok":true,"ingestLog":true,"database":true}' });
  });

  it('asks for an attachment again while its record is in the log, and never gives it up (Q10)', async () => {
    const one = record({ attachments: [listed('a1', PNG)] });
    const attachment = { record: one.id, attachment: 'a1', file: blob(PNG) };
    const response = await collector.postAttachment(attachment);
    expect(await response.json()).toEqual({
      results: [{ id: 'a1', status: 'retry', code: 'unknown_record' }],
      retryAfter: 2,
    });
    expect(await collector.send([one])).toEqual(['accepted']);
    await expect.poll(() => collector.attach(attachment)).toBe('accepted');
  });

  it('sets aside what is no record, and shows it', async () => {
    const next = record();
    await client.request('EARSHOT.records', 'not ours');
    expect(await collector.send([next])).toEqual(['accepted']);
    await expect.poll(ids).toContain(next.id);
    await expect.poll(messages).toBe(0);
    const { text } = await request('/metrics');
    expect(text).toContain('earshot_log_written_total{outcome="dead"} 1');
    expect(text).toContain('earshot_log_up 1');
    await expect.poll(async () => (await request('/metrics')).text).toContain('earshot_log_dead 1');
    expect(collector.logged.join()).toContain('a message that is no record was set aside');
    expect(collector.logged.join()).not.toContain('not ours');
  });

  it('that is full asks for it again, and throws nothing away', async () => {
    away = true;
    const text = 'x'.repeat(3_900);
    const answers = ['a', 'b', 'c', 'd'].map((question) => ({ ...words(text), question }));
    const results: string[] = [];
    while (!results.some((result) => result.startsWith('retry')))
      results.push(...(await collector.send(Array.from({ length: 10 }, () => record({ answers })))));
    expect(results.find((result) => result.startsWith('retry'))).toBe('retry log_full');
    const taken = results.filter((result) => result === 'accepted').length;
    expect(await messages()).toBe(taken);
    const before = (await store.database.query('SELECT id FROM earshot_submissions')).length;
    away = false;
    await expect.poll(messages, { timeout: 60_000 }).toBe(0);
    expect((await store.database.query('SELECT id FROM earshot_submissions')).length).toBe(before + taken);
    expect(await collector.send([record()])).toEqual(['accepted']);
  });

  it('that is away asks for it again by an explicit result, says so, and goes on by itself (Q4, Q8)', async () => {
    const one = record();
    const ending = await open();
    ending.start({ store, onStored: () => {}, clock: Date.now, log: () => {} });
    await nats.kill();
    await expect.poll(log.isUp).toBe(false);
    const response = await collector.post(batch([one]));
    expect([response.status, await response.json()]).toEqual([
      200,
      { results: [{ id: one.id, status: 'retry', code: 'log_unavailable' }], retryAfter: 5 },
    ]);
    expect(await request('/v1/health')).toEqual({
      status: 503,
      text: '{"ok":false,"ingestLog":false,"database":true}',
    });
    expect((await request('/metrics')).text).toContain('earshot_log_up 0');
    await ending.close(); // within seconds, though nobody answers
    await nats.start();
    await expect.poll(() => collector.send([one])).toEqual(['accepted']);
    await expect.poll(ids).toContain(one.id);
    expect(logged).toEqual(
      expect.arrayContaining([
        'ingest log: NATS is away: records are answered "retry" until it is back',
        'ingest log: NATS is back',
      ]),
    );
  });

  it('shares the log with another one; each record is stored once', async () => {
    const second = testCollector({ ...store, close: async () => {} }, { ingestLog: await open() });
    const sent = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const one = record();
        await expect.poll(() => (index % 2 ? second : collector).send([one])).toEqual(['accepted']);
        return one.id;
      }),
    );
    await expect.poll(ids).toEqual(expect.arrayContaining(sent));
    await second.close();
  });

  it('that somebody removed is made anew', async () => {
    const one = record();
    await client.request('$JS.API.STREAM.DELETE.EARSHOT', undefined, { timeout: 5_000 });
    await expect.poll(() => collector.send([one])).toEqual(['accepted']);
    await expect.poll(ids).toContain(one.id);
  });

  it('does not start on a stream that is not of a collector, or without a server', async () => {
    await client.request('$JS.API.STREAM.CREATE.OTHER', JSON.stringify({ name: 'OTHER', subjects: ['OTHER.records'] }));
    await expect(open({ INGEST_LOG_STREAM: 'OTHER' })).rejects.toThrow('is not one of a collector');
    await expect(open({ INGEST_LOG: 'nats://127.0.0.1:1' })).rejects.toThrow(/127\.0\.0\.1:1 does not answer/);
    await expect(
      openIngestLog(readIngestLogConfig({ servers: nats.url, replicas: 3, stream: 'THREE' }, {})!),
    ).rejects.toThrow('Set ingestLog.replicas to 1');
  });
});
