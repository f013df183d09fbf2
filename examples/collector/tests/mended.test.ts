import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../src/app';
import { createMendedLog } from '../src/ingest/mended';
import { submissionItem } from '../src/report/submissions/submission-item';
import { figureRows } from '../src/storage/rows';
import { type TestCollector, testCollector, testStore } from './support/collector';
import { ces, record, words } from './support/records';

let store: Store;
let collector: TestCollector;
beforeAll(async () => {
  store = await testStore();
  collector = testCollector(store);
});
afterAll(() => store.close());

/** A record whose page says three wrong things about itself. */
const malformed = () => {
  const one = record({ answers: [ces(6), words('Please keep this.')] });
  return {
    one,
    sent: { ...one, touchpoint: 'Check out', locale: 'secret words', context: { ...one.context, tz: 7.5e-7 } },
  };
};

describe('a record that is malformed beside the words', () => {
  it('is accepted and stored with exactly that mended, and counted', async () => {
    const { one, sent } = malformed();
    const before = await collector.counters();
    expect(await collector.send([sent, record()])).toEqual(['accepted', 'accepted']);
    const stored = (await collector.bodies()).find(({ id }) => id === one.id);
    expect(stored).toEqual({ ...one, locale: 'und', context: { ...one.context, tz: '7.5e-7' } });
    const after = await collector.counters();
    expect(after['mended']! - (before['mended'] ?? 0)).toBe(1);
    expect(after['accepted']! - (before['accepted'] ?? 0)).toBe(2);
  });

  it('is the same record when it is sent again: a duplicate, no conflict, and not counted twice (Q3)', async () => {
    const { sent } = malformed();
    const { time: _, ...timeless } = sent;
    expect(await collector.send([timeless])).toEqual(['accepted']);
    const before = await collector.counters();
    expect(await collector.send([timeless])).toEqual(['duplicate']);
    const after = await collector.counters();
    expect([after['conflict'], after['mended']]).toEqual([before['conflict'], before['mended']]);
  });

  it('is told to the developer in one line a project and path, however many records come, and never by a value', async () => {
    const fresh = testCollector(store);
    for (let round = 0; round < 3; round++) await fresh.send([malformed().sent, malformed().sent]);
    const line = (project: string, path: string) =>
      `submissions: project "${project}" sends a malformed ${path}: it is mended or left out, the rest is stored`;
    const paths = ['touchpoint', 'locale', 'context.tz'];
    expect(fresh.logged).toEqual(paths.map((path) => line('shop', path)));
    await fresh.send([malformed().sent], 'other');
    expect(fresh.logged.slice(3)).toEqual(paths.map((path) => line('other', path)));
    const rating = (value: number) => ces(value, { prompt: 7 as never });
    await fresh.send([record({ answers: [words('a'), rating(1)] }), record({ answers: [rating(2)] })]);
    expect(fresh.logged.slice(6)).toEqual([line('shop', 'answers[].prompt')]);
  });

  it('cannot fill the log: what a sender calls its entries is its own, and after 100 lines nothing more is said of it', () => {
    const lines: string[] = [];
    const logMended = createMendedLog((line) => lines.push(line));
    for (let at = 0; at < 300; at++) logMended('shop', [`data.k${at}`]);
    logMended('other', ['locale']);
    expect(lines).toHaveLength(101);
    expect(lines.at(-1)).toContain('"other"');
  });

  it('keeps a rating without a readable scale on the report, and out of every figure', async () => {
    const one = record({ answers: [ces(6, { label: 'Agree', scale: { min: 1 } as never }), words('Easy.')] });
    expect(await collector.send([one])).toEqual(['accepted']);
    const stored = (await collector.rows()).find((row) => row.record.id === one.id)!;
    const { metric: _, scale: __, ...rest } = ces(6, { label: 'Agree' });
    expect(stored.record.answers).toEqual([{ ...rest, type: 'number' }, words('Easy.')]);
    expect(figureRows(one, { project: 'shop', receivedAtMs: 0, skewMs: 0 })).not.toEqual([]);
    expect(figureRows(stored.record, { project: 'shop', receivedAtMs: 0, skewMs: 0 })).toEqual([]);
    expect(String(submissionItem({ ...stored, masked: false }, [], Date.now()))).toContain('6 (Agree)');
  });
});
