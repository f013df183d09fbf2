import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../src/app';
import { addDays } from '../src/metrics/calendar';
import { changeOf, daysOf, hashesOf, readingOf, trendOf } from '../src/report/figures/figure-reading';
import { buildFigures } from '../src/report/figures/figures';
import { type ReportPeriod, readPeriod } from '../src/report/figures/period';
import { readDays, readDimensions, readFigures, readKeys, readReleases } from '../src/report/figures/sums';
import { readTrendDays } from '../src/report/figures/trend-days';
import { roll } from '../src/rollup/roll';
import { countIn } from '../src/rollup/time-zone';
import { recount, uncount } from '../src/rollup/uncount';
import { testStore } from './support/collector';
import { ces, newId, record } from './support/records';
import { type SlowRow, slowRows, slowSums, storedSums, tally } from './support/slow-count';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const TODAY = '2026-11-22';
const NOON = Date.parse(`${TODAY}T12:00:00.000Z`);
const BEGINNING = '2026-05-01';

const rollAll = async (project: string, timeZone: string) => {
  const options = { database: store.database, project, timeZone, most: 50, onUncountable: expect.unreachable };
  while ((await roll(options)).more);
};

/** Most of them on the days around the end of a month, and around midnight: where a day may be lost or counted twice. */
const day = fc.oneof(
  fc.integer({ min: 0, max: 200 }).map((days) => addDays(BEGINNING, days)),
  fc.constantFrom('2026-05-31', '2026-06-01', '2026-08-31', '2026-09-01', '2026-10-25', '2026-11-01', '2026-11-16'),
);
const someRecord = fc
  .record({
    day,
    time: fc.constantFrom('00:30', '12:00', '23:30'),
    value: fc.integer({ min: 1, max: 7 }),
    label: fc.constantFrom(undefined, 'Agree', 'agree'),
    release: fc.constantFrom(undefined, '1.0', '1.1', '1.2'),
    plan: fc.constantFrom(undefined, 'free', 'pro'),
    test: fc.boolean(),
  })
  .map(({ day, time, value, label, release, plan, test }) => {
    const base = record();
    return record({
      test,
      answers: [ces(value, { label })],
      context: { ...base.context, release },
      data: plan && { plan },
      time: { ...base.time, createdAt: `${day}T${time}:00.000Z` },
    });
  });

const period = fc.oneof(
  fc.constantFrom('7', '30', '90', '365', 'all').map((name) => readPeriod({ period: name }, TODAY)),
  fc
    .tuple(day, fc.integer({ min: 0, max: 220 }))
    .map(([from, length]) => readPeriod({ from, to: addDays(from, length) }, TODAY)),
);

const summed = <T extends { count: number }>(rows: T[], nameOf: (row: T) => unknown[]): [string, number][] => {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(nameOf(row).join('|'), (sums.get(nameOf(row).join('|')) ?? 0) + row.count);
  return [...sums].filter(([, n]) => n).sort(([a], [b]) => (a < b ? -1 : 1));
};

/** What the pages read of a period is what a slow count of all stored records gives. */
const sameAsSlow = async (project: string, all: SlowRow[], shown: ReportPeriod, tests: boolean) => {
  const { database } = store;
  const seen = all.filter(({ test }) => tests || !test);
  const within = seen.filter(({ day }) => day >= shown.first && day <= shown.last);
  const which = { tests };
  const read = await readFigures(database, project, shown, undefined, which);
  const member = ({ figure, value, label }: { figure: string; value: string; label: string }) => [figure, value, label];
  const every = (rows: SlowRow[]) => rows.filter(({ dimension }) => !dimension);
  expect(summed(read.tallies, member)).toEqual(tally(every(within), member));
  expect(read.tallies.map(({ always }) => always).reduce((sum, n) => sum! + n!, 0)).toBe(every(seen).length);

  const hashes = [...new Set(seen.map(({ figure }) => figure))];
  expect(read.figures.map(({ figure }) => figure).sort()).toEqual(hashes.sort());
  const names = await readDimensions(database, project, shown, which);
  for (const { dimension } of within) if (dimension) expect(names).toContain(dimension);
  for (const dimension of ['release', 'data.plan', 'page']) {
    const keyed = await readKeys(database, project, hashes, shown, dimension, which);
    expect(summed(keyed, (row) => [row.key, ...member(row)])).toEqual(
      tally(
        within.filter((row) => row.dimension === dimension),
        (row) => [row.key, ...member(row)],
      ),
    );
  }

  const releases = new Map<string, string>();
  for (const { dimension, key, day } of seen)
    if (dimension === 'release' && day < (releases.get(key) ?? '~')) releases.set(key, day);
  expect(
    (await readReleases(database, project, hashes, shown, which)).map((one) => `${one.release} ${one.day}`).sort(),
  ).toEqual(
    [...releases]
      .filter(([, day]) => day >= shown.first && day <= shown.last)
      .map((pair) => pair.join(' '))
      .sort(),
  );

  // Trend and change come out as they do of days, whatever was read instead of these.
  for (const figure of buildFigures(read.figures, read.tallies)) {
    const of = hashesOf([figure]);
    const days = await readDays(database, project, of, { first: '1990-01-01', last: TODAY }, undefined, which);
    const steps = await readTrendDays(database, project, [figure], readingOf(shown, TODAY), undefined, which);
    const [slow, fast] = [daysOf(figure, days), daysOf(figure, steps)];
    expect(trendOf(figure, fast, shown, TODAY)).toEqual(trendOf(figure, slow, shown, TODAY));
    const [was, is] = [slow, fast].map((counts) => changeOf(figure, counts, shown, TODAY));
    expect([is?.now.summary.n, is?.before.summary.n]).toEqual([was?.now.summary.n, was?.before.summary.n]);
  }
};

describe('sums by week part', () => {
  it('give every period what a slow count gives it, with tests and without, in any time zone, also after erasures and spam', async () => {
    let projects = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(someRecord, { minLength: 1, maxLength: 25 }),
        fc.constantFrom('UTC', 'America/St_Johns', 'Pacific/Kiritimati'),
        fc.array(fc.record({ what: fc.constantFrom('erase', 'spam', 'ham'), at: fc.nat() }), { maxLength: 5 }),
        fc.array(period, { minLength: 2, maxLength: 2 }),
        async (records, timeZone, deeds, periods) => {
          const project = `growth-${++projects}`;
          const ids: string[] = [];
          for (const one of records) {
            const fresh = { ...one, id: newId() };
            ids.push(fresh.id);
            await store.insert(fresh, { project, receivedAtMs: NOON, skewMs: 0 });
          }
          await countIn(store.database, project, 'UTC');
          await rollAll(project, 'UTC');
          await countIn(store.database, project, timeZone);
          await rollAll(project, timeZone);
          for (const { what, at } of deeds) {
            const id = ids[at % ids.length]!;
            if (what === 'erase') await store.erase(project, id);
            else
              await store.database.transaction(async (query) => {
                const status = what === 'spam' ? 'spam' : 'new';
                await query('UPDATE earshot_submissions SET status = $3 WHERE project = $1 AND id = $2', [
                  project,
                  id,
                  status,
                ]);
                await (what === 'spam' ? uncount : recount)(query, project, [id]);
              });
          }
          await rollAll(project, timeZone);
          const all = await slowRows(store, project, timeZone);
          expect(await storedSums(store, project)).toEqual(slowSums(all));
          for (const shown of periods) for (const tests of [false, true]) await sameAsSlow(project, all, shown, tests);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('draw days where answers began lately, however long the period is', async () => {
    for (let n = 0; n < 60; n++)
      await store.insert(
        record({ time: { ...record().time, createdAt: `2026-11-${n < 30 ? '19' : '20'}T12:00:00.000Z` } }),
        { project: 'lately', receivedAtMs: NOON, skewMs: 0 },
      );
    await countIn(store.database, 'lately', 'UTC');
    await rollAll('lately', 'UTC');
    const shown = readPeriod({ period: '365' }, TODAY);
    const { figures, tallies } = await readFigures(store.database, 'lately', shown);
    const [figure] = buildFigures(figures, tallies);
    const days = await readTrendDays(store.database, 'lately', [figure!], readingOf(shown, TODAY));
    expect(trendOf(figure!, daysOf(figure!, days), shown, TODAY)).toMatchObject({ unit: 'day', kind: 'figures' });
  });
});
