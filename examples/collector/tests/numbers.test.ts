import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const bench = join(import.meta.dirname, '../bench');
const numbers = JSON.parse(readFileSync(join(bench, 'numbers.json'), 'utf8'));
// Commands of Node's own: they have no types.
const load = async (file: string) =>
  (await import(join(bench, file))) as Record<string, (...args: unknown[]) => unknown>;

describe('the numbers that are shown', () => {
  it('in the README are those that were measured last, and nothing else', async () => {
    const { blockIn } = await load('write-numbers.mjs');
    const { numbersBlock } = await load('render-numbers.mjs');
    const page = readFileSync(join(bench, '../README.md'), 'utf8');
    expect(blockIn!(page, 'numbers')).toBe(numbersBlock!(numbers));
  });

  it('in CAPACITY.md are worked out from those that were measured last', async () => {
    const { blockIn } = await load('write-numbers.mjs');
    const { capacityBlock } = await load('render-capacity.mjs');
    const page = readFileSync(join(bench, '../CAPACITY.md'), 'utf8');
    expect(blockIn!(page, 'capacity')).toBe(capacityBlock!(numbers.capacity));
  });

  it('say with each budget whether it was met, and on which machine', async () => {
    const { numbersBlock } = await load('render-numbers.mjs');
    const run = { collectorPerSecond: 300, referencePerSecond: 1_000, barePerSecond: 2_000, share: 0.3, p99Ms: 60 };
    const slow = { ...numbers, ingest: { PGlite: { share: 0.3, p99Ms: 60, connections: 64, runs: [run] } } };
    const lost = {
      name: 'collectors',
      acked: 10,
      stored: 9,
      lost: 1,
      duplicates: 0,
      faults: [{ gapMs: 1_500 }],
      why: ['lost'],
    };
    const block = String(
      numbersBlock!({ ...slow, failures: { runs: [lost], skipped: [{ name: 'jetstream', why: 'no nats-server' }] } }),
    );
    expect(block).toMatch(/Ingest on PGlite.*30\.0 %.*≥ 40 %.*\*\*no\*\*/);
    expect(block).toMatch(/acked 10, stored 9, lost 1.*1\.5 s.*\*\*no\*\*/);
    expect(block).toContain('not run: no nats-server');
    expect(block).toContain(`${numbers.machine.cores} cores`);
  });
});

describe('the capacity that is worked out', () => {
  const cost = {
    perSecond: 2_000,
    requestBytes: 1_000,
    collectorMs: 0.3,
    databaseMs: 0.2,
    countingMs: 0.1,
    walBytes: 3_000,
    rowBytes: 2_000,
    nats: { bytes: 1_200, cpuMs: 0.02 },
  };

  it('is the costs times the number, by the formulas that stand below it', async () => {
    const { stageOf } = await load('render-capacity.mjs');
    const stage = stageOf!(8_640_000, cost) as Record<string, number>;
    expect(stage['perSecond']).toBe(1_000);
    expect(stage['collectorCores']).toBeCloseTo(0.5); // 1,000 × 0.3 ms ÷ 60 %
    expect(stage['databaseCores']).toBeCloseTo(1 / 3 + 100 / 6_000); // and 100 a second × 0.1 ms ÷ 60 %
    expect(stage['diskBytes']).toBeCloseTo(8_640_000 * 2_000 * 90 * 1.4);
    expect(stage['walPerSecond']).toBe(3_000_000);
    expect(stage['inBitsPerSecond']).toBe(8_000_000);
    expect(stage['logBytes']).toBe(1_000 * 3_600 * 1_200 * 3);
    expect(stage['measured']).toBe(true);
  });

  it('calls extrapolated what this machine was never seen to take', async () => {
    const { stageOf } = await load('render-capacity.mjs');
    expect(stageOf!(1e9, cost)).toMatchObject({ measured: false });
  });
});
