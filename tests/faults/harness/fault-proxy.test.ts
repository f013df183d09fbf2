import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FaultProxy, faultProxy } from '../../support/fault-proxy';
import {
  ackOnly,
  cut,
  first,
  hang,
  html,
  lostAck,
  noContent,
  redirect,
  refuses,
  status,
  withoutCors,
  withoutResults,
} from '../../support/faults';
import { type Origin, serve } from '../../support/origins';

let collector: Origin;
let proxy: FaultProxy;
let stored: string[];

beforeEach(async () => {
  stored = [];
  collector = await serve(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { records } = JSON.parse(body);
    stored.push(...records.map(({ id }: { id: string }) => id));
    const results = records.map(({ id }: { id: string }) => ({ id, status: 'accepted' }));
    response.writeHead(200, {
      'content-type': 'application/json',
      'access-control-allow-origin': request.headers.origin ?? '*',
    });
    response.end(JSON.stringify({ results }));
  });
  proxy = await faultProxy(collector.url);
});

afterEach(async () => {
  await proxy.close();
  await collector.close();
});

const batch = (...ids: string[]) =>
  `{"v":1,"project":"p","attempts":{"${ids[0]}":2},"records":[${ids.map((id) => `{"id":"${id}", "text":"\\"records\\":[{ é \\u00e9"}`).join(',')}]}`;
const send = (body: string, init: RequestInit = {}) => fetch(proxy.endpoint, { method: 'POST', body, ...init });

test('passes a batch on and remembers its ids, attempts and bytes', async () => {
  const answer = await send(batch('a', 'b'));
  expect(await answer.json()).toEqual({
    results: [
      { id: 'a', status: 'accepted' },
      { id: 'b', status: 'accepted' },
    ],
  });
  expect(stored).toEqual(['a', 'b']);
  expect(proxy.seen).toHaveLength(1);
  expect(proxy.seen[0]).toMatchObject({ ids: ['a', 'b'], attempts: { a: 2 }, method: 'POST', path: '/v1/submissions' });
  expect(proxy.seen[0]?.raw.get('b')).toBe('{"id":"b", "text":"\\"records\\":[{ é \\u00e9"}');
});

test('finds the records of a batch although words before them look like the key', async () => {
  await send('{"note":"\\"records\\":[{\\"id\\":\\"x\\"}]","in":{"records":[{"id":"y"}]},"records":[{"id":"z"}]}');
  expect(proxy.seen[0]?.ids).toEqual(['z']);
});

test('a lost ack is stored and never answered, a cut is neither', async () => {
  proxy.fault = lostAck;
  await expect(send(batch('a'))).rejects.toThrow();
  proxy.fault = cut;
  await expect(send(batch('b'))).rejects.toThrow();
  expect(stored).toEqual(['a']);
  expect(proxy.seen.map(({ ids }) => ids)).toEqual([['a'], ['b']]);
});

test('a hanging request ends only when its sender gives up', async () => {
  proxy.fault = hang;
  await expect(send(batch('a'), { signal: AbortSignal.timeout(200) })).rejects.toThrow(/abort|timeout/i);
  expect(stored).toEqual([]);
});

test('answers with a status, headers and CORS as told', async () => {
  proxy.fault = status(429, { 'retry-after': 'soon' });
  const answer = await send(batch('a'));
  expect(answer.status).toBe(429);
  expect(answer.headers.get('retry-after')).toBe('soon');
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(stored).toEqual([]);
});

test('portals answer 200 with HTML, 204, or JSON that acks nothing', async () => {
  proxy.fault = html;
  expect((await send(batch('a'))).headers.get('content-type')).toBe('text/html');
  proxy.fault = noContent;
  expect((await send(batch('a'))).status).toBe(204);
  proxy.fault = withoutResults;
  expect(await (await send(batch('a'))).json()).toEqual({ ok: true });
  expect(stored).toEqual([]);
});

test.each([301, 302] as const)('a %s turns the POST into a GET that reads 200 JSON', async (code) => {
  proxy.fault = redirect(code);
  const answer = await send(batch('a'));
  expect([answer.status, answer.redirected, await answer.json()]).toEqual([200, true, { ok: true }]);
  expect(stored).toEqual([]);
});

test('takes the CORS headers away from an answer that was stored', async () => {
  proxy.fault = withoutCors;
  expect((await send(batch('a'))).headers.get('access-control-allow-origin')).toBe(null);
  expect(stored).toEqual(['a']);
});

test('refuses only what holds the marker, without CORS', async () => {
  proxy.fault = refuses('evil', 413);
  const refused = await send(batch('evil'));
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([413, null]);
  await send(batch('good'));
  expect(stored).toEqual(['good']);
});

test('acks a part of what was stored', async () => {
  proxy.fault = ackOnly((_, index) => index === 1);
  expect(await (await send(batch('a', 'b', 'c'))).json()).toEqual({ results: [{ id: 'b', status: 'accepted' }] });
  expect(stored).toEqual(['a', 'b', 'c']);
});

test('spoils the first requests and passes the rest', async () => {
  proxy.fault = first(2, status(500));
  const codes = [];
  for (let n = 0; n < 3; n++) codes.push((await send(batch('a'))).status);
  expect(codes).toEqual([500, 500, 200]);
});

test('a collector that is down looks like a broken connection', async () => {
  await collector.close();
  await expect(send(batch('a'))).rejects.toThrow();
});
