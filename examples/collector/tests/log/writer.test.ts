import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeadLetters } from '../../src/log/dead-letters';
import { type Entry, writeEntry } from '../../src/log/entry';
import { createWriter, type Taken } from '../../src/log/writer';
import { record } from '../support/records';

const entryOf = (): Entry => ({ project: 'shop', receivedAtMs: 1, skewMs: 0, signals: '', record: record() });

/** A log that gives a message again until it is acked; an ack may get lost, and a message may come to two at once. */
const memoryLog = (texts: string[], isLost: () => boolean = () => false) => {
  const waiting = texts.map((text, id) => ({ id, text, free: true }));
  let given = 0;
  const take = async function* (most: number): AsyncGenerator<Taken> {
    await new Promise((resolve) => setImmediate(resolve));
    for (const one of waiting.filter(({ free }) => free).slice(0, most)) {
      one.free = isLost(); // given to another one, too
      given++;
      yield {
        text: () => one.text,
        ack: () => {
          const at = waiting.indexOf(one);
          if (isLost()) one.free = true;
          else if (at >= 0) waiting.splice(at, 1);
        },
        giveBack: () => {
          one.free = true;
        },
        working: () => {},
      };
    }
  };
  return { take, left: () => waiting.length, given: () => given };
};

const noDeadLetters = { setAside: async () => {}, setAsideUnread: async () => {} } as unknown as DeadLetters;
const quiet = { onStored: () => {}, clock: () => 0, pauseMs: 1 };

describe('what waits in the log is written', () => {
  it('each once, whatever comes again, however often the database fails, before or after its commit (Q3)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.constantFrom('stored', 'stored', 'failed', 'stored and failed'), { minLength: 1, maxLength: 12 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
        async (count, answers, losses) => {
          const entries = Array.from({ length: count }, entryOf);
          let losing = 0;
          const log = memoryLog(
            entries.map(writeEntry),
            () => losing < 40 && (losses[losing++ % losses.length] ?? false),
          );
          const rows = new Map<string, number>();
          let asked = 0;
          const insert = async ({ record: { id } }: Entry) => {
            await Promise.resolve();
            const answer = asked < 40 ? answers[asked % answers.length] : 'stored';
            asked++;
            const isNew = !rows.has(id);
            if (answer !== 'failed') rows.set(id, 1);
            if (answer !== 'stored') throw new Error('the database is away');
            return isNew ? ('accepted' as const) : ('duplicate' as const);
          };
          const writers = [1, 2].map(() =>
            createWriter({ ...quiet, take: log.take, insert, deadLetters: noDeadLetters, log: () => {} }),
          );
          for (const writer of writers) writer.start();
          while (log.left()) await new Promise((resolve) => setImmediate(resolve));
          await Promise.all(writers.map((writer) => writer.stop()));
          expect([...rows.keys()].sort()).toEqual(entries.map((entry) => entry.record.id).sort());
        },
      ),
      { numRuns: 40 },
    );
  });

  it('and one that cannot be stored is set aside and never keeps the others back (Q9); nothing of it is logged', async () => {
    const [good, bad] = [entryOf(), entryOf()];
    const log = memoryLog(['no record with secret words', writeEntry(bad), writeEntry(good)]);
    const aside: unknown[] = [];
    const lines: string[] = [];
    const stored: string[] = [];
    const writer = createWriter({
      ...quiet,
      take: log.take,
      async insert({ record: { id } }) {
        if (id === bad.record.id) return { unstorable: '22P05' };
        stored.push(id);
        return 'accepted';
      },
      deadLetters: {
        setAside: async (entry: Entry, reason: string) => void aside.push([entry.record.id, reason]),
        setAsideUnread: async (text: string) => void aside.push(text),
      } as unknown as DeadLetters,
      log: (line) => lines.push(line),
    });
    writer.start();
    await expect.poll(log.left).toBe(0);
    await writer.stop();
    expect(stored).toEqual([good.record.id]);
    expect(aside).toEqual(expect.arrayContaining(['no record with secret words', [bad.record.id, '22P05']]));
    expect(writer.counts).toEqual({ accepted: 1, duplicate: 0, dead: 2 });
    expect(lines.join()).toContain('SQLSTATE 22P05');
    expect(lines.join()).not.toMatch(/secret|Quick and clear/);
    expect(lines.join()).not.toContain(bad.record.id);
  });

  it('but one of a later collector, which is given back until that one takes it', async () => {
    const log = memoryLog([JSON.stringify({ ...JSON.parse(writeEntry(entryOf())), v: 2 })]);
    const writer = createWriter({
      ...quiet,
      take: log.take,
      insert: async () => 'accepted',
      deadLetters: noDeadLetters,
      log: () => {},
    });
    writer.start();
    await expect.poll(log.given).toBeGreaterThan(1);
    await writer.stop();
    expect([log.left(), writer.counts]).toEqual([1, { accepted: 0, duplicate: 0, dead: 0 }]);
  });

  it('less and less often while the database fails, whatever else comes out of the log', async () => {
    const newer = JSON.stringify({ ...JSON.parse(writeEntry(entryOf())), v: 2 });
    const log = memoryLog([writeEntry(entryOf()), newer]);
    const lines: string[] = [];
    let asked = 0;
    const writer = createWriter({
      ...quiet,
      pauseMs: 50,
      take: log.take,
      async insert() {
        asked++;
        await new Promise((resolve) => setTimeout(resolve, 5));
        throw Object.assign(new Error('secret'), { code: 'ECONNREFUSED' });
      },
      deadLetters: noDeadLetters,
      log: (line) => lines.push(line),
    });
    writer.start();
    await new Promise((resolve) => setTimeout(resolve, 400));
    await writer.stop();
    expect(asked).toBeLessThan(8);
    expect(lines).toHaveLength(1);
  });

  it('after an outage that is told of once, and that it is over', async () => {
    const log = memoryLog(Array.from({ length: 20 }, () => writeEntry(entryOf())));
    const lines: string[] = [];
    let failing = true;
    const writer = createWriter({
      ...quiet,
      take: log.take,
      async insert() {
        if (failing) throw Object.assign(new Error('secret'), { code: 'ECONNREFUSED' });
        return 'accepted';
      },
      deadLetters: noDeadLetters,
      log: (line) => lines.push(line),
    });
    writer.start();
    await expect.poll(log.given).toBeGreaterThan(60);
    failing = false;
    await expect.poll(log.left).toBe(0);
    await writer.stop();
    expect(lines).toEqual([
      'ingest log: the database failed: ECONNREFUSED. What is taken waits in the log',
      'ingest log: the database is back, what waits is written',
    ]);
  });
});
