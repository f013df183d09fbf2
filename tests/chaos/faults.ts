import type { Exchange, Fault } from '../support/fault-proxy';
import {
  ackOnly,
  cut,
  hang,
  html,
  lostAck,
  noContent,
  pass,
  redirect,
  refuses,
  status,
  withoutCors,
  withoutResults,
} from '../support/faults';
import type { Random } from './random';

const SOME_413 = '413 on some records';
const SOME_403 = '403 on some records';
/** These say themselves when they met a record. */
export const CHOOSY = [SOME_413, SOME_403];

/** What may happen to a request on its way, by name. Requests come when they come: `random` is none that steps draw from. */
export const networkFaults = (random: Random, fire: (name: string) => void): { [name: string]: Fault } => ({
  'no answer (hang)': hang,
  'connection cut': cut,
  'stored, ack lost': lostAck,
  '500': status(500),
  '503, Retry-After in seconds': status(503, { 'retry-after': '1' }),
  '429, Retry-After as a date': (exchange) =>
    status(429, { 'retry-after': new Date(Date.now() + 1000).toUTCString() })(exchange),
  'some acked, some not': ackOnly(() => random.next() < 0.5),
  '200 with HTML': html,
  '200 without results': withoutResults,
  '204': noContent,
  '301 to a page': redirect(301),
  '302 to a page': redirect(302),
  'stored, no CORS headers': withoutCors,
  // by the ids' last digits: a quarter of the records is refused alone, the others pass
  [SOME_413]: (exchange) => refuseSome(exchange, 413, () => fire(SOME_413)),
  [SOME_403]: (exchange) => refuseSome(exchange, 403, () => fire(SOME_403)),
});

const refuseSome = (exchange: Exchange, code: 413 | 403, fired: () => void) => {
  if (!exchange.seen.ids.some((id) => /[0-3]$/.test(id))) return pass(exchange);
  fired();
  return refuses('', code)(exchange);
};
