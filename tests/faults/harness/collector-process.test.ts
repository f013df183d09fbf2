import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CollectorProcess, collectorProcess } from '../../support/collector-process';
import { type FaultProxy, faultProxy } from '../../support/fault-proxy';
import { lostAck, pass } from '../../support/faults';

let collector: CollectorProcess;
let proxy: FaultProxy;

beforeAll(async () => {
  collector = await collectorProcess(['one', 'two'], ['https://shop.example']);
  proxy = await faultProxy(collector.url);
});

afterAll(async () => {
  await proxy?.close();
  await collector?.close();
});

const record = (id: string, value: string) => ({
  id,
  v: 1,
  kind: 'submission',
  test: false,
  mode: 'always_on',
  trigger: 'api',
  channel: 'web',
  survey: { id: 'feedback', version: '1' },
  locale: 'en',
  answers: [{ question: 'comment', type: 'text', value, prompt: 'What happened?' }],
  context: { url: 'https://shop.example/', referrer: '', viewport: { w: 1, h: 1 }, dpr: 1, tz: 'UTC', online: true },
  consent: { state: 'pending', contact: false },
  time: { startedAt: '2026-01-01T00:00:00.000Z', createdAt: '2026-01-01T00:00:00.000Z', tzOffsetMin: 0, durationMs: 0 },
});
const id = (n: number) => `01900000-0000-7000-8000-00000000000${n}`;
const send = async (project: string, ...records: object[]) => {
  const sentAt = new Date().toISOString();
  const batch = { v: 1, project, sdk: { name: 'earshot', version: '0' }, sentAt, attempts: {}, records };
  const answer = await fetch(proxy.endpoint, {
    method: 'POST',
    body: JSON.stringify(batch),
    headers: { origin: 'https://shop.example', 'content-type': 'text/plain;charset=UTF-8' },
  });
  return (await answer.json()).results;
};

test('the real collector stores what came through the proxy, and a retry after a lost ack is a duplicate (Q3)', async () => {
  proxy.fault = lostAck;
  await expect(send('one', record(id(1), 'words'))).rejects.toThrow();
  proxy.fault = pass;
  expect(await send('one', record(id(1), 'words'), record(id(2), 'more'))).toEqual([
    { id: id(1), status: 'duplicate' },
    { id: id(2), status: 'accepted' },
  ]);
  expect((await collector.rows('one')).map((row) => row.record.answers[0]?.value)).toEqual(['words', 'more']);
  expect(await collector.rows('two')).toEqual([]);
  expect(await collector.counters('one')).toMatchObject({ accepted: 2, duplicate: 1, conflict: 0 });
});

test('what was acked before a SIGKILL is there after a restart, on the same address', async () => {
  expect(await send('two', record(id(3), 'acked'))).toEqual([{ id: id(3), status: 'accepted' }]);
  await collector.kill();
  await expect(send('two', record(id(4), 'nobody hears'))).rejects.toThrow();
  await collector.restart();
  expect((await collector.rows('two')).map((row) => row.record.id)).toEqual([id(3)]);
});
