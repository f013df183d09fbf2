import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/app';
import type { FeedbackRecord } from '../../src/contract';
import { countSubmissions } from '../../src/search/count';
import { anySubmission, type SubmissionFilter } from '../../src/search/filter';
import { findSubmissions } from '../../src/search/find';
import { createTheme } from '../../src/themes/actions';
import { testStore } from '../support/collector';
import { indexAll, insertAll } from '../support/index-all';
import { ces, record, words } from '../support/records';

describe('a search that opens a few at a time', () => {
  let store: Store;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store.close());

  it('finds and counts the same, however few of what it names are opened at a time', async () => {
    const project = 'few';
    const records = fc.sample(
      fc.record({ rating: fc.integer({ min: 1, max: 7 }), second: fc.boolean(), ko: fc.boolean(), fee: fc.boolean() }),
      { numRuns: 60, seed: 3 },
    );
    const all = records.map(({ rating, second, ko, fee }) =>
      record({
        answers: [
          ces(rating),
          ...(second ? [ces(8 - rating, { question: 'again' })] : []),
          words(fee ? 'the fee' : 'slow'),
        ],
        locale: ko ? 'ko' : 'en',
      }),
    );
    // Several in one millisecond.
    for (const [at, one] of all.entries())
      await store.insert(one, { project, receivedAtMs: 1_760_000_000_000 + (at >> 1), skewMs: 0 });
    const theme = (await createTheme(
      store.database,
      { name: 'Fees', description: '', words: ['fee'], state: 'open' },
      {
        project,
        who: 'jo',
        nowMs: 0,
      },
    ))!;
    await indexAll(store);
    const between = { fromMs: 1_760_000_000_003, toMs: 1_760_000_000_026 };
    const filters: Partial<SubmissionFilter>[] = [
      { theme, language: 'ko' },
      { most: 3 },
      { question: 'ces', most: 3, theme },
      { search: 'fee', most: 2 },
    ];
    for (const filter of filters)
      for (const period of [undefined, between]) {
        const sought = { project, filter: { ...anySubmission, ...filter }, between: period, contacts: false };
        const expected = all
          .filter((_, at) => {
            const { rating, second, ko, fee } = records[at]!;
            const low = (most: number) => rating <= most || (second && 8 - rating <= most);
            const atMs = 1_760_000_000_000 + (at >> 1);
            return (
              (!period || (atMs >= period.fromMs && atMs < period.toMs)) &&
              (!filter.theme || fee) &&
              (!filter.search || fee) &&
              (!filter.language || ko) &&
              (filter.most === undefined || (filter.question ? rating <= filter.most : low(filter.most)))
            );
          })
          .map(({ id }) => id);
        expect(expected.length).toBeGreaterThan(2);
        for (const named of [[], [2], [3, 5], [200]]) {
          const seen: string[] = [];
          for (let before = ''; ; ) {
            const rows = await findSubmissions(store.database, sought, { before, limit: 4 }, { newest: 3, named });
            const ids = rows.map(({ body }) => (JSON.parse(body) as FeedbackRecord).id);
            seen.push(...ids.slice(0, 4));
            if (rows.length <= 4) break;
            before = `${new Date(rows[3]!.received_at).getTime()}~${ids[3]}`;
          }
          expect(seen).toHaveLength(expected.length);
          expect(new Set(seen)).toEqual(new Set(expected));
        }
        for (const most of [2, expected.length - 1, expected.length, 500])
          expect(await countSubmissions(store.database, sought, { found: most, opened: most })).toEqual({
            n: Math.min(most, expected.length),
            more: most < expected.length,
          });
      }
  });

  it('finds by contact only for who may see contacts, also among what waits to be indexed, a few at a time', async () => {
    const project = 'contacts';
    const all = Array.from({ length: 9 }, (_, at) =>
      record({
        answers: [words(at % 3 ? 'slow' : 'ask mail.example')],
        consent: { state: 'granted', contact: true },
        respondent: { contact: { email: `jo${at}@mail.example`, wantsReply: false } },
      }),
    );
    await insertAll(store, project, all.slice(0, 6));
    await indexAll(store);
    await insertAll(store, project, all.slice(6));
    for (const contacts of [true, false]) {
      const sought = { project, filter: { ...anySubmission, search: 'mail.example' }, contacts };
      for (const named of [[], [2], [2, 3]]) {
        const looks = { newest: 1, named };
        const rows = await findSubmissions(store.database, sought, { before: '', limit: 90 }, looks);
        expect(rows).toHaveLength(contacts ? 9 : 3);
      }
      expect((await countSubmissions(store.database, sought))?.n).toBe(contacts ? 9 : 3);
    }
  });
});
