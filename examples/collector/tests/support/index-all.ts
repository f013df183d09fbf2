import { expect } from 'vitest';
import type { Store } from '../../src/app';
import type { FeedbackRecord } from '../../src/contract';
import { createSearching } from '../../src/search/searching';

/** Puts all that waits into the index and the themes, as a collector does in the background. */
export const indexAll = async (store: Store): Promise<void> => {
  const searching = createSearching({
    database: store.database,
    log(line) {
      throw new Error(line);
    },
  });
  while (!(await searching.caughtUp(10_000)));
  await searching.close();
};

/** Stores records, two of them in each millisecond. */
export const insertAll = async (store: Store, project: string, records: FeedbackRecord[]): Promise<void> => {
  const receivedAtMs = Date.parse('2026-11-22T10:00:10.000Z');
  const outcomes = await Promise.all(
    records.map((one, at) => store.insert(one, { project, receivedAtMs: receivedAtMs + (at >> 1), skewMs: 0 })),
  );
  expect(new Set(outcomes)).toEqual(new Set(['accepted']));
};
