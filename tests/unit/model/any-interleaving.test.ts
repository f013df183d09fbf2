import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MORE_DEFAULTS } from '../../../src/extras/more-options';
import { type Draw, FATES, modelCollector } from './collector';
import { makeMachine, type Process } from './machine';
import { sharedDisk } from './shared-disk';
import { modelTab } from './tabs';

const { timing } = MORE_DEFAULTS;
const T0 = 1_800_000_000_000;
const TABS = 3;
/** Longer than any wait that an endpoint may ask for, and than our own longest. */
const ALL_WAITS_MS = 4 * Math.max(timing.goneMs, timing.retryAfterMaxMs);

/** Whole runs: `EARSHOT_MODEL_RUNS=20000 npx vitest run tests/unit/model` looks longer. */
const RUNS = Number(process.env['EARSHOT_MODEL_RUNS'] ?? 500);

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const tab = fc.nat(TABS - 1);
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('submit' as const), tab }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('flush' as const),
      tab,
      force: fc.constantFrom(0 as const, 1 as const, 2 as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), tab }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('freeze' as const), tab }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('thaw' as const), tab }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(1, 3, 10, 100, 1_000, 5_000, 14_999, 31_000, 4e6),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('set clock' as const), hours: fc.constantFrom(1, -1, 0) }) },
);

/** Draws that last: what a run asks for more often begins again. */
const drawn = <T>(values: T[]) => {
  let at = 0;
  return () => values[at++ % values.length]!;
};

it('whatever tabs, disk, network and clock do, and in whatever order: no durable word is lost, none is another’s, and no two send the same one at once (Q1 to Q8)', async () => {
  let interrupted = 0;
  let duplicates = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { minLength: 1, maxLength: 50 }),
      fc.array(
        fc.record({
          fate: fc.oneof(fc.constant('acked' as const), fc.constantFrom(...FATES)),
          thereMs: fc.constantFrom(0, 2, 20, 400),
          backMs: fc.constantFrom(0, 2, 20, 400),
        }),
        { minLength: 1, maxLength: 30 },
      ),
      fc.array(fc.constantFrom(0, 1, 3, 30), { minLength: 1, maxLength: 20 }),
      // a jitter that is nothing each time would try without end in no time
      fc.array(fc.double({ min: 0.1, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 10 }),
      fc.boolean(),
      async (actions, fates, diskMs, randoms, leasesHold) => {
        vi.setSystemTime(T0);
        const machine = makeMachine();
        const clock = { offMs: 0 };
        const now = () => Date.now() + clock.offMs;
        const disk = sharedDisk(machine, drawn(diskMs));
        const collector = modelCollector(machine, timing.requestTimeoutMs, timing.leaseMs, () => Date.now());
        const random = drawn(randoms);
        let network: () => Draw = drawn(fates);
        const durable = new Set<string>();
        const asked = new Map<string, string>();
        const sent = new Set<string>();
        const open = () => {
          const process = machine.spawn();
          const made = modelTab({
            store: disk.storeOf(process),
            transport: collector.transportOf(process, () => network()),
            timing,
            now,
            random,
            heard: ({ id, type }) => void (type === 'sent' && sent.add(id)),
          });
          machine.run(process, () => setTimeout(() => made.flush(0)));
          return { process, ...made };
        };
        const tabs = Array.from({ length: TABS }, open);
        const end = (process: Process) => {
          process.alive = false;
          interrupted++;
        };

        for (const what of actions) {
          const it = 'tab' in what ? tabs[what.tab]! : tabs[0]!;
          // clocks that differ, and a frozen tab that goes on with what it claimed long ago, prove nothing about leases
          if (leasesHold && (what.do === 'freeze' || what.do === 'set clock')) continue;
          if (what.do === 'pass') await machine.pass(what.ms);
          else if (what.do === 'set clock') {
            clock.offMs = what.hours * 36e5;
          } else if (what.do === 'freeze') {
            it.process.frozen = true;
          } else if (what.do === 'thaw') machine.thaw(it.process);
          else if (what.do === 'kill') {
            end(it.process);
            tabs[what.tab] = open();
          } else if (!it.process.frozen) {
            machine.run(it.process, () => {
              if (what.do === 'flush') return void it.flush(what.force);
              const id = `r${100 + asked.size}`;
              asked.set(id, `{"id":"${id}","words":"${id} says"}`);
              it.submit(id, asked.get(id)!).then(() => durable.add(id));
            });
          }
        }

        // all is mended: what waits has to arrive, by the timers alone
        clock.offMs = 0;
        network = () => ({ fate: 'acked', thereMs: 1, backMs: 1 });
        for (const { process } of tabs) machine.thaw(process);
        await machine.pass(ALL_WAITS_MS);
        for (const { process } of tabs) end(process);

        const overlaps = collector.problems.filter((problem) => leasesHold || !/Q5/.test(problem));
        expect(overlaps).toEqual([]);
        for (const id of durable) expect(collector.stored.get(id), `${id} is lost`).toBe(asked.get(id));
        for (const [id, body] of collector.stored) expect(asked.get(id), `${id} is nobody’s`).toBe(body);
        for (const id of sent) expect(collector.stored.has(id), `${id} left unstored (Q2)`).toBe(true);
        expect(disk.rows('q:')).toEqual([]);
        expect(disk.rows('dead:')).toEqual([]);
        for (const [, total] of disk.rows('meta:total'))
          expect(total).toEqual(expect.objectContaining({ n: 0, bytes: 0 }));
        duplicates += collector.duplicates();
      },
    ),
    // a counterexample is made small, which takes minutes: not where it is enough that there is one
    { numRuns: RUNS, endOnFailure: !!process.env['EARSHOT_MODEL_FIRST'] },
  );
  // a run in which nothing went wrong would show nothing
  expect(interrupted).toBeGreaterThan(RUNS);
  expect(duplicates).toBeGreaterThan(0);
}, 600_000);
