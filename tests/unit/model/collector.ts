import type { Reply } from '../../../src/delivery/send';
import type { Machine, Process } from './machine';

/** What becomes of a request. */
export const FATES = [
  'acked',
  'acked in part',
  'stored, answer lost',
  'lost on the way',
  'no answer',
  '500',
  '429',
  '404',
  '413',
  '410',
  'html',
  'no results',
] as const;
export type Fate = (typeof FATES)[number];

/** What is drawn for each request: its fate, and how long it takes there and back, ms. */
export interface Draw {
  fate: Fate;
  thereMs: number;
  backMs: number;
}

interface Travel {
  /** The lease of whoever sent it holds until then, in virtual time. */
  leasedUntil: number;
  tries: number;
}

/** A collector by the contract, behind a network that does with each request what the next fate says. */
export function modelCollector(machine: Machine, requestTimeoutMs: number, leaseMs: number, now: () => number) {
  const stored = new Map<string, string>();
  const travelling = new Map<string, Travel>();
  const problems: string[] = [];
  let duplicates = 0;

  const receive = (body: string, only?: number) => {
    const { records } = JSON.parse(body) as { records: { id: string }[] };
    return records.slice(0, only).map((record) => {
      const text = JSON.stringify(record);
      const first = stored.get(record.id);
      if (first === undefined) stored.set(record.id, text);
      else if (first !== text) problems.push(`${record.id} came with another body (Q3)`);
      else duplicates++;
      return { id: record.id, status: first === undefined ? ('accepted' as const) : ('duplicate' as const) };
    });
  };

  const answer = (fate: Fate, body: string): Reply | undefined => {
    switch (fate) {
      case 'acked':
        return { status: 200, json: { results: receive(body) } };
      case 'acked in part':
        return { status: 200, json: { results: receive(body, 1) } };
      case 'stored, answer lost':
        receive(body);
        return { status: 0 };
      case 'lost on the way':
        return { status: 0 };
      case 'no answer':
        return undefined;
      case 'html':
        return { status: 200, type: 'text/html' };
      case 'no results':
        return { status: 200, json: {} };
      case '429':
        return { status: 429, retryAfter: '600', json: {} };
      default:
        return { status: Number(fate) };
    }
  };

  return {
    stored,
    problems,
    duplicates: () => duplicates,
    /** The transport of a tab. */
    transportOf:
      (process: Process, draw: () => Draw) =>
      async (body: string): Promise<Reply> => {
        const { fate, thereMs, backMs } = draw();
        const { records, attempts } = JSON.parse(body) as {
          records: { id: string }[];
          attempts: { [id: string]: number };
        };
        const sentAt = now();
        const mine = records.map(({ id }) => {
          const travel = { leasedUntil: sentAt + leaseMs, tries: attempts[id] ?? 0 };
          const other = travelling.get(id);
          // who gave up has counted that, and whose lease is over is not waited for
          if (other && other.leasedUntil > sentAt && other.tries === travel.tries)
            problems.push(`${id} was sent by two at the same time (Q5)`);
          travelling.set(id, travel);
          return () => travelling.get(id) === travel && travelling.delete(id);
        });
        const travels = (async () => {
          await machine.elapse(thereMs);
          const reply = answer(fate, body);
          if (!reply) return machine.elapse(864e5).then(() => ({ status: 0 }));
          await machine.elapse(backMs);
          return reply;
        })();
        // an abort is a timer of the page: the request may still arrive
        const reply = await Promise.race([travels, machine.elapse(requestTimeoutMs).then(() => ({ status: 0 }))]);
        for (const end of mine) end();
        await machine.sleep(process, 0);
        return reply;
      },
  };
}
