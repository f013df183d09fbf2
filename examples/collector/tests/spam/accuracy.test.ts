import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/app';
import type { FeedbackRecord } from '../../src/contract';
import { partsOf } from '../../src/sample/parts';
import { sample } from '../../src/sample/sample';
import { readSignals } from '../../src/spam/signal';
import { SHOP, testCollector, testStore } from '../support/collector';
import { batch } from '../support/records';
import { bots } from './bots';

const HOUR_MS = 3_600_000;
let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

/** Sends records as they would come in over time, and gives back the signals of each. */
const flagged = async (project: string, sent: { record: FeedbackRecord; atMs: number; address: string }[]) => {
  let nowMs = 0;
  const collector = testCollector(store, {
    projects: { [project]: { origins: [SHOP] } },
    clock: () => nowMs,
    proxyHops: 1,
  });
  // Those of one hour at once, as many collectors and connections would bring them.
  const hours = new Map<number, typeof sent>();
  for (const one of sent) {
    const hour = Math.floor(one.atMs / HOUR_MS);
    hours.set(hour, [...(hours.get(hour) ?? []), one]);
  }
  for (const together of hours.values()) {
    nowMs = together.at(-1)!.atMs;
    const sentAt = new Date(nowMs).toISOString();
    const responses = await Promise.all(
      together.map(({ record, address }) =>
        collector.post(batch([record], { project, sentAt }), { 'X-Forwarded-For': address }),
      ),
    );
    for (const response of responses)
      expect(await response.json()).toMatchObject({ results: [{ status: 'accepted' }] });
    await collector.lookedForSpam();
  }
  const rows = await store.database.query<{ id: string; signals: string }>(
    'SELECT id, signals FROM earshot_submissions WHERE project = $1',
    [project],
  );
  return new Map(rows.map(({ id, signals }) => [id, readSignals(signals)]));
};

describe('what looks like spam', () => {
  it('is under one in a hundred of what people send', async () => {
    const [part] = partsOf({ seed: 'of-the-tests', now: Date.parse('2026-11-22T15:00:00Z'), days: 14, size: 900 });
    const people = Array.from(sample(part!))
      .filter(({ record }) => record.kind === 'submission' && !record.test)
      // Some of them share an address, as in an office.
      .map(({ record, receivedAtMs }) => ({
        record,
        atMs: receivedAtMs,
        address: `192.0.2.${parseInt(record.id.slice(-2), 16) % 60}`,
      }));
    expect(people.length).toBeGreaterThan(300);
    const signals = await flagged('people', people);
    const wrong = [...signals].filter(([, of]) => of.length);
    const share = wrong.length / people.length;
    console.log(
      `spam: ${wrong.length} of ${people.length} submissions of people are flagged (${(share * 100).toFixed(1)} %): ${JSON.stringify(wrong.map(([, of]) => of))}`,
    );
    expect(signals.size).toBe(people.length);
    expect(share).toBeLessThan(0.01);
  });

  it('is over nine in ten of what programs send, and all of it is stored', async () => {
    const atMs = Date.parse('2026-11-22T10:00:00Z');
    const sent = bots('of-the-tests').map((one, index) => ({ ...one, atMs: atMs + index * 1_000 }));
    const signals = await flagged('bots', sent);
    const kinds = new Map<string, [flagged: number, of: number]>();
    for (const { kind, record } of sent) {
      const [hits, n] = kinds.get(kind) ?? [0, 0];
      kinds.set(kind, [hits + (signals.get(record.id)!.length ? 1 : 0), n + 1]);
    }
    const hits = [...signals.values()].filter((of) => of.length).length;
    console.log(
      `spam: ${hits} of ${sent.length} submissions of programs are flagged: ${[...kinds].map(([kind, [of, n]]) => `${kind} ${of}/${n}`).join(', ')}`,
    );
    expect(signals.size).toBe(sent.length);
    expect(hits / sent.length).toBeGreaterThan(0.9);
  });
});
