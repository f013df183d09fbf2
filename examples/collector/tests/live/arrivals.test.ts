import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createArrivals, MOST_ARRIVALS } from '../../src/live/arrivals';

const arrival = fc.record({ id: fc.integer({ min: 0, max: 60 }).map(String), receivedAtMs: fc.nat(1_000) });

it('however often and in whatever order they are found, each counts once, after any moment', () => {
  fc.assert(
    fc.property(fc.array(fc.array(arrival)), fc.nat(1_000), (turns, sinceMs) => {
      const arrivals = createArrivals();
      for (const found of turns) arrivals.add(found);
      const known = new Map(turns.flat().map(({ id, receivedAtMs }) => [id, receivedAtMs]));
      const newestMs = Math.max(0, ...known.values());
      const count = [...known.values()].filter((ms) => ms > sinceMs).length;
      expect(arrivals.after(sinceMs)).toEqual({ count, more: false, newestMs });
      expect(arrivals.newestMs()).toBe(newestMs);
    }),
  );
});

it('a flood is held to the newest thousand and one, and said to be more', () => {
  const arrivals = createArrivals();
  for (let lot = 0; lot < 5; lot++)
    arrivals.add(Array.from({ length: 700 }, (_, at) => ({ id: `${lot}-${at}`, receivedAtMs: 1_000 * lot + at })));
  expect(arrivals.after(0)).toEqual({ count: MOST_ARRIVALS, more: true, newestMs: 4_699 });
  expect(arrivals.after(4_000)).toEqual({ count: 699, more: false, newestMs: 4_699 });
});
