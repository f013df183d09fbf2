import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/metrics/calendar';
import { busiest, type DayVolume, sizeOfBucket, volumeOf, volumeUnit } from '../../src/report/volume/volume';
import { record } from '../support/records';
import { NOW, useReport, visible } from '../support/report';
import { english, fields, teamMember } from '../support/updates';

const { newProject } = useReport();
const DAY_MS = 86_400_000;
const ago = (days: number, more: Parameters<typeof record>[0] = {}) => {
  const base = record(more);
  return { ...base, time: { ...base.time, createdAt: new Date(NOW - days * DAY_MS - 60_000).toISOString() } };
};

describe('how much came', () => {
  it('is by days up to two months, by weeks up to half a year, then by months, and by years beyond five', () => {
    expect([1, 30, 62, 63, 90, 190, 191, 365, 1_830, 1_831].map(volumeUnit)).toEqual([
      ...['day', 'day', 'day', 'week', 'week', 'week', 'month', 'month', 'month', 'year'],
    ]);
  });

  const day = fc.integer({ min: 0, max: 700 }).map((days) => addDays('2025-01-01', days));
  const days = fc.array(
    fc.record({
      day,
      came: fc.constantFrom('asked' as const, 'always_on' as const),
      n: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 40 },
  );

  it('counts every submission of the period in one bucket, without a gap between buckets', () => {
    fc.assert(
      fc.property(days, day, day, day, fc.boolean(), (all: DayVolume[], a, b, today, isOpen) => {
        const period = a < b ? { first: a, last: b } : { first: b, last: a };
        const { buckets } = volumeOf(all, period, today, isOpen);
        const wanted = all.filter((one) => one.day >= period.first && one.day <= period.last && one.day <= today);
        for (const came of ['asked', 'always_on'] as const)
          expect(buckets.reduce((sum, bucket) => sum + bucket[came], 0)).toBe(
            wanted.filter((one) => one.came === came).reduce((sum, { n }) => sum + n, 0),
          );
        for (const [at, { first, last, state }] of buckets.entries()) {
          if (at) expect(first).toBe(addDays(buckets[at - 1]!.last, 1));
          expect(state === 'unfinished').toBe(last >= today);
          if (state === 'whole') expect(last <= period.last && (isOpen || first >= period.first)).toBe(true);
        }
        const most = busiest({ unit: 'day', buckets });
        for (const bucket of buckets)
          if (sizeOfBucket(bucket)) expect(sizeOfBucket(bucket)).toBeLessThanOrEqual(sizeOfBucket(most!));
      }),
    );
  });

  it('stands on the overview and on a page of its own with a table, tests left out', async () => {
    const { name, page } = await newProject([
      ...Array.from({ length: 7 }, () => ago(3)),
      ...Array.from({ length: 4 }, () => ago(3, { mode: 'always_on', trigger: 'visitor' })),
      ...Array.from({ length: 2 }, () => ago(9)),
      ago(3, { test: true }),
      ago(3, { kind: 'impression', answers: [] }),
    ]);
    const overview = await page(`/report/p/${name}?period=30`);
    expect(visible(overview)).toContain('Submissions by day');
    expect(visible(overview)).toContain('Most came on 19 Nov 2026 : 11.');
    const text = visible(await page(`/report/p/${name}/volume?period=30`));
    expect(text).toContain('13 (last 30 days)');
    expect(text).toMatch(/19 Nov 2026 11 7 4 18 Nov 2026 0 0 0/);
    expect(text).toMatch(/22 Nov 2026 0 0 0 not over yet/);
    expect(visible(await page(`/report/p/${name}/volume?period=365`))).toMatch(/Nov 2026 13 9 4 not over yet/);
    expect(visible(await page(`/report/p/${name}/volume?from=2020-01-01&to=2020-02-01`))).toContain(
      'Nothing was sent in this period',
    );
  });

  it('marks releases and what was published, by the day of the project, with a way to the update', async () => {
    const { name, page, collector } = await newProject(
      [
        ...Array.from({ length: 20 }, (_, at) =>
          ago(at, { context: { ...record().context, release: at > 9 ? '1.0' : '1.1' } }),
        ),
      ],
      undefined,
      { timeZone: 'Asia/Seoul' },
    );
    const team = await teamMember(collector, name);
    const shown = await team.draft(fields(english('Checkout is <shorter>')));
    await team.post(`/updates/${shown}/publish`);
    const hidden = await team.draft(fields(english('Nobody was told')));
    // Late in the evening of Greenwich is the next day in Seoul.
    await collector.store.database.query(
      `UPDATE earshot_updates SET published_at = '2026-11-14T20:00:00Z' WHERE project = $1 AND id IN ($2, $3)`,
      [name, shown, hidden],
    );
    const html = await page(`/report/p/${name}/volume?period=30`);
    expect(html).toContain('Update: Checkout is &lt;shorter&gt;, 15 Nov 2026');
    expect(html).toContain(`href="/report/p/${name}/updates/${shown}">update “Checkout is &lt;shorter&gt;”`);
    expect(html).toContain('<title>1.1, 13 Nov 2026</title>');
    expect(html).not.toContain('Nobody was told');
    const figure = await page(
      `/report/p/${name}/figure?survey=ces&version=1&question=ces&mode=journey&channel=web&period=30`,
    );
    expect(visible(figure)).toMatch(/13 Nov 2026 1 – – 1\.1 .* 15 Nov 2026 1 – – update “Checkout is <shorter>”/);
    // Small charts have no room to say what their lines would be.
    expect(await page(`/report/p/${name}`)).not.toContain('Update: ');
  });

  it('is not found for a project that there is not', async () => {
    const { get, page, name } = await newProject([record()]);
    await page(`/report/p/${name}/volume`);
    expect((await get('/report/p/nothing/volume')).status).toBe(404);
  });
});
