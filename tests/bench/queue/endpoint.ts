import { type Origin, serve } from '../../support/origins';
import type { Contender } from './contenders';

/**
 * `accept`: counted and answered. `fail`: 500. `hold`: counted, never answered. `lose`: neither, as if the request had
 * got lost on its way.
 */
type Answer = 'accept' | 'fail' | 'hold' | 'lose';

/** What came to one address. */
export interface Counted {
  url: string;
  answer: Answer;
  /** Instead of `answer` from the moment when so many records have arrived. */
  after: { arrived: number; answer: Answer } | undefined;
  requests: number;
  /** How often each record arrived and was taken. */
  arrived: Map<string, number>;
  /** By `performance.now()`. 0 before the first. */
  firstMs: number;
  lastMs: number;
  /** Since when a request is held or lost. 0 before. */
  heldMs: number;
}

export interface CountingEndpoint {
  /** A new address for this contender, which answers as it wants to be answered. */
  address(contender: Contender): Counted;
  close(): Promise<void>;
}

/** How many records arrived more than once. */
export const twice = ({ arrived }: Counted) => [...arrived.values()].filter((times) => times > 1).length;

/** One server for all: results by id for Earshot, a bare 200 for the others, who look no further. */
export async function countingEndpoint(): Promise<CountingEndpoint> {
  const all = new Map<string, { counted: Counted; contender: Contender }>();
  const origin: Origin = await serve(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const found = all.get(request.url ?? '');
    const say = (status: number, answer: object = {}) => {
      response.writeHead(status, { 'access-control-allow-origin': '*', 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    };
    if (!found || request.method !== 'POST') return say(404);
    const { counted, contender } = found;
    counted.requests++;
    const answer =
      counted.after && counted.arrived.size >= counted.after.arrived ? counted.after.answer : counted.answer;
    const nowMs = performance.now();
    if (answer === 'hold' || answer === 'lose') counted.heldMs ||= nowMs;
    counted.firstMs ||= nowMs;
    if (answer === 'fail') return say(500);
    if (answer === 'lose') return;
    const ids = contender.idsIn(body);
    for (const id of ids) counted.arrived.set(id, (counted.arrived.get(id) ?? 0) + 1);
    counted.lastMs = nowMs;
    if (answer === 'accept') say(200, { results: ids.map((id) => ({ id, status: 'accepted' })) });
  });
  return {
    address(contender) {
      const path = `/${contender.key}/${all.size}`;
      const counted: Counted = {
        url: origin.url + path,
        answer: 'accept',
        after: undefined,
        requests: 0,
        arrived: new Map(),
        firstMs: 0,
        lastMs: 0,
        heldMs: 0,
      };
      all.set(path, { counted, contender });
      return counted;
    },
    close: () => origin.close(),
  };
}
