import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LIMITS } from '../src/contract';
import { newDataFolder } from './support/data-folder';
import { blob, listed, PNG } from './support/pictures';
import { type Running, startProcess } from './support/process';
import { parseExposition } from './support/prometheus';
import { batch, newId, record } from './support/records';

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

/** Announces the largest attachment and then says no more; resolves with the head of the answer, if one ever comes. */
const silent = () => {
  const { hostname, port } = new URL(running.url);
  const socket = connect(Number(port), hostname);
  const answer = new Promise<string>((resolve, reject) => {
    socket.once('data', (chunk) => resolve(String(chunk))).once('error', reject);
  });
  socket.write(
    `POST /v1/submissions HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: multipart/form-data; boundary=x\r\n` +
      `Content-Length: ${LIMITS.attachmentBytes}\r\n\r\n`,
  );
  return { socket, answer };
};
const configured = async (limits: object) => {
  const file = join(env['DATA_DIR']!, 'limits.json');
  writeFileSync(file, JSON.stringify({ limits }));
  await running.stop('SIGTERM');
  running = await startProcess({ ...env, EARSHOT_CONFIG: file });
};
const waitingBytes = async () => {
  const answer = await fetch(`${running.url}/metrics`, { headers: { Authorization: `Bearer ${METRICS_TOKEN}` } });
  return parseExposition(await answer.text()).value('earshot_waiting_bytes', { what: 'attachments' });
};

it('senders that announce and say nothing take no room: the attachments of others are stored beside them', async () => {
  // room for two that are here, of any number that are not
  await configured({ maxWaitingBytes: LIMITS.attachmentBytes * 2, attachmentsAtOncePerIp: 0 });
  const mute = Array.from({ length: 16 }, silent);
  try {
    await Promise.all(mute.map(({ socket }) => once(socket, 'connect')));
    const one = record({ attachments: [listed('shot-1', PNG)] });
    await post(JSON.stringify(batch([one])));
    expect(await (await sendAttachment(one.id, PNG)).json()).toMatchObject({ results: [{ status: 'accepted' }] });
    expect(await waitingBytes()).toBe(0);
  } finally {
    for (const { socket } of mute) socket.destroy();
  }
});

it('one that does not arrive in time is answered 408, which is asked again, and its connection is closed', async () => {
  await configured({ maxArrivalMs: 200 });
  const { socket, answer } = silent();
  const ended = once(socket, 'close');
  expect(await answer).toMatch(/^HTTP\/1\.1 408 [\s\S]*access-control-allow-origin: \*\r[\s\S]*"too_slow"/i);
  await ended;
});

/**
 * Sends a head, waits for the answer, sends the body after it, and then asks something else over the same connection:
 * what a browser does that is answered while it still uploads. Resolves to the two answers' heads.
 */
const answeredEarly = async (head: string, body: string | Buffer): Promise<string[]> => {
  const { hostname, port } = new URL(running.url);
  const socket = connect(Number(port), hostname);
  let text = '';
  const heard = (count: number) =>
    new Promise<void>((resolve, reject) => {
      const look = () => text.split('HTTP/1.1 ').length > count && resolve();
      socket
        .on('data', look)
        .once('error', reject)
        .once('close', () => reject(new Error(`Closed after: ${text}`)));
      look();
    });
  socket.on('data', (chunk) => (text += chunk));
  try {
    socket.write(`POST /v1/submissions HTTP/1.1\r\nHost: ${hostname}\r\n${head}\r\n\r\n`);
    if (/chunked/.test(head)) socket.write(body);
    await heard(1);
    if (!/chunked/.test(head)) socket.write(body);
    socket.write(`GET /metrics HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${METRICS_TOKEN}\r\n\r\n`);
    await heard(2);
    return text
      .split('HTTP/1.1 ')
      .slice(1)
      .map((answer) => answer.split('\r\n\r\n')[0]!);
  } finally {
    socket.destroy();
  }
};
const FORM = 'Content-Type: multipart/form-data; boundary=x';

it('of one address only so many arrive at once; the next is answered 429, and taken when the others are gone', async () => {
  await configured({ attachmentsAtOncePerIp: 2 });
  const one = record({ attachments: [listed('shot-1', PNG)] });
  await post(JSON.stringify(batch([one])));
  const mute = [silent(), silent()];
  try {
    await expect.poll(async () => (await sendAttachment(newId(), PNG)).status).toBe(429);
    // a connection that was closed before the body had come would look like no network, and nobody would wait (Q8)
    const [refused, next] = await answeredEarly(`${FORM}\r\nContent-Length: 1000000`, Buffer.alloc(1_000_000));
    expect(refused).toMatch(/^429 [\s\S]*retry-after: 5\r/i);
    expect(next).toMatch(/^200 /);
  } finally {
    for (const { socket } of mute) socket.destroy();
  }
  await expect.poll(async () => (await sendAttachment(one.id, PNG)).status).toBe(200);
});

it.each([
  ['an attachment', FORM, LIMITS.attachmentBytes * 1.5],
  ['a batch', 'Content-Type: text/plain', 800_000],
])(
  '%s that grows too large without having said so is answered 413, and its connection goes on',
  async (_, type, bytes) => {
    const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`;
    const body = `${chunk.repeat(Math.ceil(bytes / 0x8000))}0\r\n\r\n`;
    const [refused, next] = await answeredEarly(`${type}\r\nTransfer-Encoding: chunked`, body);
    expect(refused).toMatch(/^413 /);
    expect(next).toMatch(/^200 /);
  },
);

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
