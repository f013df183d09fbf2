import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LIMITS } from '../src/contract';
import { newDataFolder } from './support/data-folder';
import { blob, listed, PNG } from './support/pictures';
import { type Running, startProcess } from './support/process';
import { parseExposition } from './support/prometheus';
import { batch, record } from './support/records';

const METRICS_TOKEN = 'only-for-the-metrics';
const headers = { Authorization: 'Bearer a-token-of-the-tests' };
let env: Record<string, string>;
let running: Running;
beforeAll(async () => {
  env = { DATA_DIR: await newDataFolder(), METRICS_TOKEN };
  running = await startProcess(env);
});
afterAll(async () => {
  await running.stop('SIGKILL');
  rmSync(env['DATA_DIR']!, { recursive: true });
});

const post = (body: string | FormData) => fetch(`${running.url}/v1/submissions`, { method: 'POST', body });
const sendAttachment = async (of: string, bytes: Uint8Array<ArrayBuffer>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ v: '1', project: 'shop', record: of, attachment: 'shot-1' }))
    form.append(name, value);
  form.append('file', blob(bytes));
  return post(form);
};

it('fault 31, Q10: an attachment that was acked is there after a SIGKILL, once, byte by byte', async () => {
  const bytes = new Uint8Array(300_000).map((_, at) => (at * 7 + (at >> 8)) & 255);
  const one = record({ attachments: [listed('shot-1', bytes)] });
  await post(JSON.stringify(batch([one])));
  expect(await (await sendAttachment(one.id, bytes)).json()).toMatchObject({ results: [{ status: 'accepted' }] });
  await running.stop('SIGKILL');
  running = await startProcess(env);
  const address = `${running.url}/v1/admin/submissions/${one.id}/attachments/shot-1?project=shop`;
  const stored = new Uint8Array(await (await fetch(address, { headers })).arrayBuffer());
  expect(Buffer.compare(stored, bytes)).toBe(0);
  expect(await (await sendAttachment(one.id, bytes)).json()).toMatchObject({ results: [{ status: 'duplicate' }] });
});

it('one that says of itself that it is too large is answered before it is read', async () => {
  const { hostname, port } = new URL(running.url);
  const socket = connect(Number(port), hostname);
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text));
    socket.on('error', reject);
    socket.write(
      `POST /v1/submissions HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: multipart/form-data; boundary=x\r\n` +
        `Content-Length: ${LIMITS.attachmentBytes * 100}\r\n\r\n`,
    );
  });
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toMatch(/^access-control-allow-origin: \*\r$/im);
  expect(answer).toContain('"too_large"');
});

it('METRICS_TOKEN opens /metrics, which begins at 0 with each start', async () => {
  const read = async () => {
    const answer = await fetch(`${running.url}/metrics`, { headers: { Authorization: `Bearer ${METRICS_TOKEN}` } });
    expect(answer.status).toBe(200);
    const { value } = parseExposition(await answer.text());
    return value('earshot_records_total', { project: 'shop', status: 'accepted' });
  };
  await post(JSON.stringify(batch([record({ attachments: [listed('shot-1', PNG)] })])));
  expect(await read()).toBeGreaterThan(0);
  await running.stop('SIGTERM');
  running = await startProcess(env);
  expect(await read()).toBe(0);
  const counters = await (await fetch(`${running.url}/v1/admin/counters`, { headers })).json();
  expect(counters).toMatchObject({ projects: { shop: { accepted: expect.any(Number) } } });
});
