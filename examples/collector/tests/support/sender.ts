import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { FeedbackRecord } from '../../src/contract';
import type { Running } from './process';
import { batch, record, words } from './records';

/** One request as its sender saw it. `lost`: it ended without an answer. */
export interface Sent {
  outcome?: 'answered' | 'refused' | 'lost';
}

const RECORDS = 3;
/** Only so that a collector that is away is not asked ten thousand times while it starts. */
const PAUSE_MS = 100;

/**
 * Sends without a pause on `lanes` connections, and what was not acked again, under the same id with the same body, as
 * the widget does. `urlOf` is asked for each request: a collector that was started anew has another port.
 */
export const startSender = (urlOf: () => string, lanes: number) => {
  /** What the collector promised, by id. */
  const acked = new Map<string, FeedbackRecord>();
  const open = new Set<Sent>();
  const counts = { duplicate: 0, lost: 0, resent: 0 };
  /** How many requests were answered with each status. */
  const statuses = new Map<number, number>();
  const waiting: FeedbackRecord[] = [];
  let made = 0;
  let stopped = false;

  const ask = async (records: FeedbackRecord[], sent: Sent): Promise<FeedbackRecord[]> => {
    try {
      const response = await fetch(`${urlOf()}/v1/submissions`, {
        method: 'POST',
        body: JSON.stringify(batch(records)),
      });
      const body = (await response.json()) as { results?: { id: string; status: string }[] };
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      const status = new Map(body.results?.map((result) => [result.id, result.status]));
      const left = records.filter(({ id }) => !/^(accepted|duplicate)$/.test(status.get(id) ?? ''));
      for (const one of records) if (!left.includes(one)) acked.set(one.id, one);
      for (const one of status.values()) if (one === 'duplicate') counts.duplicate++;
      sent.outcome = left.length ? 'refused' : 'answered';
      return left;
    } catch {
      sent.outcome = 'lost';
      counts.lost++;
      return records;
    }
  };

  const lane = async () => {
    while (!stopped || waiting.length) {
      const records = waiting.splice(0, RECORDS);
      counts.resent += records.length;
      while (!stopped && records.length < RECORDS) records.push(record({ answers: [words(`token ${made++}`)] }));
      const sent: Sent = {};
      open.add(sent);
      const left = await ask(records, sent);
      open.delete(sent);
      waiting.push(...left);
      if (left.length) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  const done = Promise.all(Array.from({ length: lanes }, lane));

  return {
    acked,
    open,
    counts,
    statuses,
    /** How many records there are, acked or not. */
    made: () => made,
    /** Makes nothing new, and resolves when all that was made is acked. */
    drained: () => {
      stopped = true;
      return done;
    },
  };
};

export type Sender = ReturnType<typeof startSender>;

/** Everything that the collector has stored of the project, page by page. */
const storedRecords = async ({ url }: Running): Promise<FeedbackRecord[]> => {
  const all: FeedbackRecord[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const response: Response = await fetch(`${url}/v1/admin/submissions?project=shop&limit=1000&after=${after}`, {
      headers: { Authorization: 'Bearer a-token-of-the-tests' },
    });
    if (!response.ok) throw new Error(`the admin API answered ${response.status}: ${await response.text()}`);
    const page = (await response.json()) as { submissions: { record: FeedbackRecord }[]; next: string | null };
    all.push(...page.submissions.map((row) => row.record));
    after = page.next;
  }
  return all;
};

/** Every acked id is stored exactly once, with the body that was acked. Returns how many rows there are. */
export const everyAckStands = async (acked: ReadonlyMap<string, FeedbackRecord>, running: Running): Promise<number> => {
  const promised = [...acked]; // those acked from here on may come after the pages that are read
  const stored = await storedRecords(running);
  const byId = new Map(stored.map((one) => [one.id, one]));
  expect(stored.length - byId.size, 'rows that stand twice').toBe(0);
  const missing = promised.filter(([id]) => !byId.has(id)).map(([id]) => id);
  expect(missing, 'acked, and not stored').toEqual([]);
  const other = promised.filter(([id, one]) => !isDeepStrictEqual(byId.get(id), one)).map(([id]) => id);
  expect(other, 'stored with another body than was acked').toEqual([]);
  return stored.length;
};

export const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
};
