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

/** What may happen to a request on its way, by name. */
export const networkFaults = (random: Random): { [name: string]: Fault } => ({
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
  // of the ids' last digits: some records are refused alone, others pass
  '413 on some records': (exchange) => (refused(exchange) ? refuses('', 413)(exchange) : pass(exchange)),
  '403 on some records': (exchange) => (refused(exchange) ? refuses('', 403)(exchange) : pass(exchange)),
});

const refused = ({ seen }: Exchange) => seen.ids.some((id) => id.endsWith('0'));
