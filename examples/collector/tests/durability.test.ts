import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FeedbackRecord } from '../src/contract';
import { newDataFolder } from './support/data-folder';
import { type Running, startProcess } from './support/process';
import { batch, record, words } from './support/records';

/** PostgreSQL when it is there, with a schema of its own; else a folder of its own. */
const place = async (): Promise<Record<string, string | undefined>> => {
  const url = process.env['TEST_DATABASE_URL'];
  return url
    ? { DATABASE_URL: url, DATABASE_SCHEMA: `test_${randomBytes(6).toString('hex')}` }
    : { DATA_DIR: await newDataFolder() };
};

const rows = async ({ url }: Running): Promise<FeedbackRecord[]> => {
  const all: FeedbackRecord[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const response: Response = await fetch(`${url}/v1/admin/submissions?project=shop&limit=1000&after=${after}`, {
      headers: { Authorization: 'Bearer a-token-of-the-tests' },
    });
    const page = (await response.json()) as { submissions: { record: FeedbackRecord }[]; next: string | null };
    all.push(...page.submissions.map((row) => row.record));
    after = page.next;
  }
  return all;
};

/** Sends without a pause on `lanes` connections until the collector is gone or `stop()`; `acked` holds what it promised. */
const load = ({ url }: Running, lanes: number) => {
  const acked = new Map<string, string>();
  let sent = 0;
  let stopped = false;
  const lane = async () => {
    while (!stopped) {
      const records = Array.from({ length: 3 }, () => record({ answers: [words(`token ${sent++}`)] }));
      try {
        const response = await fetch(`${url}/v1/submissions`, { method: 'POST', body: JSON.stringify(batch(records)) });
        if (response.status !== 200) continue;
        const { results } = (await response.json()) as { results: { id: string; status: string }[] };
        for (const { id, status } of results)
          if (status === 'accepted') acked.set(id, String(records.find((one) => one.id === id)!.answers[0]!.value));
      } catch {
        return;
      }
    }
  };
  const done = Promise.all(Array.from({ length: lanes }, lane));
  return {
    acked,
    stop: () => {
      stopped = true;
      return done;
    },
    done,
  };
};

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
};

const everyAckStands = async (acked: Map<string, string>, running: Running) => {
  const stored = await rows(running);
  const byId = new Map(stored.map((one) => [one.id, one.answers[0]!.value]));
  expect(byId.size).toBe(stored.length);
  const missing = [...acked].filter(([id, text]) => byId.get(id) !== text);
  expect(missing).toEqual([]);
};

describe('what was acked is there (faults 9 and 31, Q4)', () => {
  it('after two SIGKILLs and a SIGTERM, each in the middle of a load on the same data', async () => {
    const env = await place();
    const acked = new Map<string, string>();
    for (const signal of ['SIGKILL', 'SIGKILL', 'SIGTERM'] as const) {
      const running = await startProcess(env);
      await everyAckStands(acked, running);
      const traffic = load(running, 8);
      await until(() => traffic.acked.size >= 60);
      const code = await running.stop(signal);
      await traffic.done;
      for (const [id, text] of traffic.acked) acked.set(id, text);
      if (signal === 'SIGKILL') continue;
      expect(code).toBe(0);
      expect(running.output()).toContain('stopped');
    }
    const last = await startProcess(env);
    await everyAckStands(acked, last);
    expect(acked.size).toBeGreaterThanOrEqual(180);
    await last.stop('SIGTERM');
    if (env['DATA_DIR']) rmSync(env['DATA_DIR'], { recursive: true });
  }, 240_000); // four starts of a database, slow where many tests share two cores
});
