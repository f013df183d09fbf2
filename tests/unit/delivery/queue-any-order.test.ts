import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/delivery/send';
import { acked, setUp, stores } from './queue-scene';

describe.each(stores)('the queue %s', (_, open) => {
  it('loses nothing and acks nothing twice under any interleaving of two tabs, answers and clock steps (Q2, Q5, Q6)', async () => {
    const action = fc.oneof(
      fc.constant('add' as const),
      fc.constant('revive' as const),
      fc.record({
        tab: fc.nat(1),
        reply: fc.constantFrom('ack', 'lost', 'fail', 'part', 'die', 'reject', 'gone'),
        force: fc.constantFrom(0 as const, 1 as const, 2 as const),
      }),
      fc.record({ stepMs: fc.constantFrom(1000, 31_000, 4e6, -4e6) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
        const { queue, add, rows, settle, ids, clock, total } = setUp(open());
        const stored = new Map<string, number>();
        const left = new Set<string>();
        let added = 0;
        for (const what of actions) {
          if (what === 'add') {
            await add(`r${100 + added++}`);
          } else if (what === 'revive') {
            for (const [key] of await rows('dead:')) left.delete(key.slice(5));
            await queue.revive();
          } else if ('stepMs' in what) {
            clock.now += what.stepMs;
          } else {
            const claim = await queue.claim(`tab${what.tab}`, what.force);
            const list = ids(claim);
            if (!list.length) continue;
            const take = what.reply === 'part' ? list.slice(0, 1) : list;
            // the collector stores before the answer is lost
            if (/ack|lost|part/.test(what.reply)) for (const id of take) stored.set(id, 1);
            if (what.reply === 'die') continue;
            const reply: Reply =
              what.reply === 'reject'
                ? { status: 200, json: { results: [{ id: list[0], status: 'rejected' }] } }
                : /ack|part/.test(what.reply)
                  ? acked(...take)
                  : { status: what.reply === 'gone' ? 410 : 0 };
            for (const { id, type } of await settle(claim, reply)) if (type !== 'waiting') left.add(id);
          }
        }
        const waiting = (await rows('q:')).map(([key]) => key.slice(2));
        // each record is either waiting or has left with an event; what left by an ack is stored
        expect([...waiting, ...left].sort()).toEqual(Array.from({ length: added }, (_, i) => `r${100 + i}`));
        const dead = (await rows('dead:')).map(([key]) => key.slice(5));
        for (const id of left) expect(stored.has(id) || dead.includes(id)).toBe(true);
        if (added) expect(await total()).toEqual({ n: waiting.length, bytes: waiting.length * 10 });
      }),
      { numRuns: 60 },
    );
  });
});
