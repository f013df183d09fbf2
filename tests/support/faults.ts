import type { Results } from '../../src/contract/types';
import { type Fault, pass } from './fault-proxy';

export { pass };

/** An answer of the endpoint itself, readable by the page. */
export const status =
  (
    code: number,
    headers: Record<string, string> = {},
    body: unknown = { error: { code: `http_${code}`, message: '' } },
  ): Fault =>
  ({ reply, cors }) =>
    reply({
      status: code,
      headers: { ...cors, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

/** Never answers. */
export const hang: Fault = () => {};

/** The collector stores the batch, and its answer is lost on the way. */
export const lostAck: Fault = async ({ forward, cut }) => {
  await forward();
  cut();
};

/** The connection breaks before the collector hears of it. */
export const cut: Fault = (exchange) => exchange.cut();

/** A captive portal, or a single-page app's fallback. */
export const html: Fault = ({ reply, cors }) =>
  reply({ status: 200, headers: { ...cors, 'content-type': 'text/html' }, body: '<!doctype html><h1>Welcome</h1>' });

export const noContent: Fault = ({ reply, cors }) => reply({ status: 204, headers: cors, body: '' });

/** 200 and JSON, but not a collector's. */
export const withoutResults: Fault = status(200, {}, { ok: true });

/** Sends a POST to another page, where the browser arrives with a GET and reads 200 JSON. */
export const redirect =
  (code: 301 | 302, page: object = { ok: true }, target = '/portal.json'): Fault =>
  (exchange) =>
    exchange.seen.path === target
      ? status(200, {}, page)(exchange)
      : exchange.reply({ status: code, headers: { ...exchange.cors, location: target }, body: '' });

/** Stored and answered, but the page may not read the answer. */
export const withoutCors: Fault = async ({ forward, reply }) => {
  const { headers, ...answer } = await forward();
  reply({
    ...answer,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('access-control'))),
  });
};

/** A web application firewall or a proxy's size limit: refuses what holds `marker`, unreadable for the page. */
export const refuses =
  (marker: string, code: 413 | 403): Fault =>
  (exchange) =>
    exchange.seen.body.includes(marker)
      ? exchange.reply({ status: code, headers: { 'content-type': 'text/html' }, body: '<h1>Refused</h1>' })
      : pass(exchange);

/** Everything is stored, and only some of it is acked. */
export const ackOnly =
  (keeps: (id: string, index: number) => boolean): Fault =>
  async ({ forward, reply }) => {
    const answer = await forward();
    const { results, ...rest } = JSON.parse(answer.body) as Results;
    reply({
      ...answer,
      body: JSON.stringify({ ...rest, results: results.filter(({ id }, index) => keeps(id, index)) }),
    });
  };

/** `fault` for the first `count` batches, `then` for all others. */
export const first = (count: number, fault: Fault, then: Fault = pass): Fault => {
  let left = count;
  return (exchange) => {
    if (exchange.seen.method !== 'POST') return then(exchange);
    return left-- > 0 ? fault(exchange) : then(exchange);
  };
};
