import 'fake-indexeddb/auto';
import { diskStore } from '../../../src/delivery/disk';
import { each } from '../../../src/delivery/each';
import { addEntry, type Claimed, TOTAL, type Total } from '../../../src/delivery/entry';
import { judge } from '../../../src/delivery/judge';
import { type Claim, createQueue, type Outcome } from '../../../src/delivery/queue';
import type { Reply } from '../../../src/delivery/send';
import { memoryStore, type Store } from '../../../src/delivery/store';
import { MORE_DEFAULTS } from '../../../src/extras/more-options';

export const T0 = 1_800_000_000_000;
export const timing = MORE_DEFAULTS.timing;

/** A queue with a clock of its own, and shorthands for what the tests do with it. */
export const setUp = (store: Store, more: object = {}) => {
  const clock = { now: T0 };
  const queue = createQueue(store, {
    url: 'u',
    maxRecords: 200,
    maxBytes: 4e6,
    maxAgeMs: 30 * 864e5,
    timing,
    now: () => clock.now,
    random: () => 1,
    ...more,
  });
  const add = (id: string, change: Partial<Claimed> = {}) =>
    addEntry(
      store,
      {
        id,
        v: 1,
        kind: 'submission',
        body: `{"id":"${id}"}`,
        bytes: 10,
        at: clock.now,
        tries: 0,
        solo: 0,
        next: 0,
        lease: 0,
        by: '',
        ...change,
      },
      '',
    );
  const rows = async (prefix: string) => {
    const found: [string, unknown][] = [];
    await store.run((tx) => each(tx, prefix, (key, row) => void found.push([key, row])), 'readonly');
    return found;
  };
  /** What became of each record, as the queue tells it. */
  const settle = async (claim: Claim, reply: Reply) => {
    const told: Outcome[] = [];
    await queue.settle(
      claim,
      judge(
        reply,
        claim.claimed.map(({ id }) => id),
        'results',
        clock.now,
      ),
      (outcome) => told.push(outcome),
    );
    return told;
  };
  const shrink = async (newcomer: string) => {
    const told: Outcome[] = [];
    await queue.shrink(newcomer, (outcome) => told.push(outcome));
    return told;
  };
  const ids = (claim: Claim) => claim.claimed.map(({ id }) => id);
  /** How many wait, and their bytes. */
  const total = async () => {
    const { n, bytes } = (await rows(TOTAL))[0]![1] as Total;
    return { n, bytes };
  };
  return { clock, queue, add, rows, settle, shrink, ids, total };
};
export const acked = (...ids: string[]): Reply => ({
  status: 200,
  json: { results: ids.map((id) => ({ id, status: 'accepted' })) },
});

let databases = 0;
/** Both kinds of store, each opened anew. */
export const stores: [string, () => Store][] = [
  ['in memory', memoryStore],
  ['in IndexedDB', () => diskStore(`test-${databases++}`, 2000)],
];
