import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day, daysBetween } from '../../src/metrics/calendar';
import { nextStart, startOf, UNITS, type Unit } from '../../src/metrics/calendar-unit';
import { countsOnly } from '../../src/metrics/summary';
import type { Trend } from '../../src/metrics/trend';
import { placeDates, startWords } from '../../src/report/figures/date-marks';
import { ALONE_PX, CARD_PX, LAYOUTS } from '../../src/report/figures/layouts';
import type { Marker } from '../../src/report/figures/markers';
import { trendChart } from '../../src/report/figures/trend-chart';
import { volumeChart } from '../../src/report/volume/volume-chart';

type State = Trend['buckets'][number]['state'];

const bucketsOf = (unit: Unit, day: Day, length: number) => {
  let first = startOf(unit, day);
  return Array.from({ length }, () => {
    const bucket = { first, last: addDays(nextStart(unit, first), -1), state: 'whole' as State };
    first = nextStart(unit, first);
    return bucket;
  });
};

/** A share for each period; undefined where there are too few answers. */
const trendOf = (unit: Unit, day: Day, values: (number | undefined)[], states: State[] = []): Trend => ({
  unit,
  kind: 'figures',
  buckets: bucketsOf(unit, day, values.length).map((bucket, at) => {
    const value = values[at];
    return {
      ...bucket,
      state: states[at] ?? 'whole',
      summary: {
        ...countsOnly(value === undefined ? 3 : 40),
        headline: value === undefined ? undefined : { kind: 'share', value, interval: undefined, of: '5 to 7' },
      },
    };
  }),
});

const marker = (day: Day, label: string, kind: Marker['kind'] = 'release'): Marker => ({ kind, day, label });
const drawTrend = (trend: Trend, markers: Marker[] = [], small = false): string =>
  String(trendChart({ trend, scale: undefined, markers, title: 'Effort over time', small }));
const drawVolume = (unit: Unit, day: Day, sizes: number[], markers: Marker[] = [], small = false): string =>
  String(
    volumeChart({
      volume: {
        unit,
        buckets: bucketsOf(unit, day, sizes.length).map((bucket, at) => ({
          ...bucket,
          asked: sizes[at]!,
          always_on: 0,
        })),
      },
      markers,
      small,
    }),
  );

const numbersOf = (html: string, pattern: RegExp): number[] => [...html.matchAll(pattern)].map(([, x]) => Number(x));
const pointsOf = (html: string) => numbersOf(html, /<circle [^>]*cx="([\d.]+)%"/g);
/** Dates by their words, with where their strokes and their words stand. */
const datesOf = (html: string, layout: string) => {
  const group = new RegExp(`<g class="dates${layout && ` ${layout}-only`}">(.*?)</g>`, 's').exec(html)![1]!;
  return [
    ...group.matchAll(
      /<line x1="([\d.]+)%" x2="([\d.]+)%"[^>]*><\/line><text x="([\d.]+)%" [^>]*dx="(-?\d+)"[^>]*text-anchor="(\w+)">([^<]*)</g,
    ),
  ].map(([, x1, x2, x, dx, anchor, words]) => {
    expect([x2, x]).toEqual([x1, x1]);
    return { x: Number(x1), dx: Number(dx), anchor, words };
  });
};
const linesOf = (html: string, layout: string) =>
  [
    ...html.matchAll(
      new RegExp(
        `<g class="marker (short )?\\w+ ${layout}-only"><title>([^<]*)</title><line x1="([\\d.]+)%" x2="[\\d.]+%" y1="([\\d.]+)%?" y2="([\\d.]+)%"`,
        'g',
      ),
    ),
  ].map(([, short, title, x, y1, y2]) => ({
    isShort: Boolean(short),
    title: title!,
    x: Number(x),
    y1: Number(y1),
    y2: Number(y2),
  }));

const day = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2025-01-01', days));
const unit = fc.constantFrom(...UNITS);

describe('the time axis of a chart', () => {
  it('is one for points, dates and markers: what was on a day stands right of where that day begins, and left of a point whose middle came later', () => {
    fc.assert(
      fc.property(unit, day, fc.integer({ min: 2, max: 30 }), fc.nat(), (unit, first, length, after) => {
        const trend = trendOf(
          unit,
          first,
          Array.from({ length }, () => 60),
        );
        const { buckets } = trend;
        const days = daysBetween(buckets[0]!.first, buckets.at(-1)!.last) + 1;
        const on = addDays(buckets[0]!.first, after % days);
        const html = drawTrend(trend, [marker(on, '4.21.0')]);
        const { x } = linesOf(html, 'broad')[0]!;
        const points = pointsOf(html);
        expect(points).toHaveLength(length);
        for (const [at, bucket] of buckets.entries()) {
          const middle = (daysBetween(on, bucket.first) + daysBetween(on, addDays(bucket.last, 1))) / 2;
          // Places are written with two decimals.
          if (middle > days / 5_000) expect(points[at]).toBeGreaterThan(x);
          if (middle < -days / 5_000) expect(points[at]).toBeLessThan(x);
        }
        for (const layout of LAYOUTS) {
          const dates = datesOf(html, layout);
          expect(dates.length).toBeGreaterThan(0);
          for (const date of dates) {
            const bucket = buckets.find((one) => startWords(unit, one.first) === date.words)!;
            expect(x - date.x).toBeCloseTo((100 * daysBetween(bucket.first, on)) / days, 1);
            expect(points[buckets.indexOf(bucket)]).toBeGreaterThan(date.x);
            expect(date.dx).toBe(date.anchor === 'start' ? 4 : -4);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has a release of 3 Nov right of 2 Nov, and one of 30 Oct within the quarter that begins with Oct 2026', () => {
    const weeks = drawTrend(trendOf('week', '2026-10-26', [60, 62, 64]), [marker('2026-11-03', '4.21.0')]);
    const [, second] = datesOf(weeks, 'broad');
    expect(second).toMatchObject({ words: '2 Nov 2026' });
    expect(linesOf(weeks, 'broad')[0]!.x).toBeGreaterThan(second!.x);
    const quarters = drawTrend(trendOf('quarter', '2026-07-01', [60, 62]), [marker('2026-10-30', '4.21.0')]);
    const begin = datesOf(quarters, 'broad')[1]!;
    expect(begin.words).toBe('Oct 2026');
    const { x } = linesOf(quarters, 'broad')[0]!;
    expect(x).toBeGreaterThan(begin.x);
    expect(pointsOf(quarters)[1]).toBeGreaterThan(x);
  });

  it('is the same for bars: each begins where its date stands, and a release stands in the days that it came in', () => {
    for (const unit of UNITS) {
      const sizes = [5, 9, 4, 7];
      const buckets = bucketsOf(unit, '2026-04-01', sizes.length);
      const on = buckets[2]!.first;
      const html = drawVolume(unit, '2026-04-01', sizes, [marker(on, '4.21.0')]);
      const bars = [...html.matchAll(/<rect class="asked" x="([\d.]+)%" [^>]*width="([\d.]+)%"/g)].map(
        ([, x, width]) => ({
          from: Number(x),
          to: Number(x) + Number(width),
        }),
      );
      for (const { x, words } of datesOf(html, 'middle')) {
        const at = buckets.findIndex(({ first }) => startWords(unit, first) === words);
        expect(bars[at]!.from).toBeGreaterThanOrEqual(x);
        expect(bars[at]!.from - x).toBeLessThan(1);
        if (at) expect(bars[at - 1]!.to).toBeLessThanOrEqual(x);
      }
      const { x } = linesOf(html, 'middle')[0]!;
      expect(x).toBeGreaterThan(bars[1]!.to);
      expect(x).toBeLessThan(bars[2]!.from);
    }
  });

  it('has as many dates as have room, each beginning at its own stroke', () => {
    fc.assert(
      fc.property(
        unit,
        day,
        fc.integer({ min: 1, max: 62 }),
        fc.constantFrom(206, 268, 426, 990),
        (unit, from, length, widthPx) => {
          const buckets = bucketsOf(unit, from, length);
          const starts = buckets.map(({ first }, at) => ({ first, x: (100 * at) / length }));
          const placed = placeDates(starts, unit, widthPx);
          expect(placed[0]).toMatchObject({ ...starts[0], anchor: 'start' });
          // On a phone of 320 px there may be room for one alone.
          if (length > 1 && widthPx > 206) expect(placed.length).toBeGreaterThan(1);
          let free = 0;
          for (const { first, x, anchor } of placed) {
            const reach = 4 + 6.5 * startWords(unit, first).length;
            const from = (x * widthPx) / 100 - (anchor === 'start' ? 0 : reach);
            expect(from).toBeGreaterThanOrEqual(free);
            free = from + reach;
            expect(free).toBeLessThanOrEqual(widthPx);
          }
        },
      ),
    );
    const year = bucketsOf('month', '2025-11-01', 13).map(({ first }, at) => ({ first, x: (100 * at) / 13 }));
    expect(placeDates(year, 'month', 990)).toHaveLength(13);
    expect(placeDates(year, 'month', 426).map(({ first }) => first.slice(0, 7))).toEqual([
      ...['2025-11', '2026-02', '2026-05', '2026-08'],
    ]);
  });

  it('has its grid as long as its time, and the numbers left of it, in the middle of their lines', () => {
    for (const html of [
      drawTrend(trendOf('week', '2026-10-26', [60, 72, 64])),
      drawVolume('week', '2026-10-26', [1_200, 900]),
    ]) {
      const lines = [...html.matchAll(/<line class="grid" ([^>]*)>/g)];
      expect(lines.length).toBeGreaterThan(2);
      for (const [, attributes] of lines) expect(attributes).toMatch(/^x1="0" x2="100%" /);
      const words = [...html.matchAll(/y2="([\d.]+)%"><\/line><text x="-8" y="([\d.]+)%" dy="4" text-anchor="end">/g)];
      expect(words.length).toBeGreaterThan(2);
      for (const [, line, text] of words) expect(text).toBe(line);
    }
    expect(drawVolume('month', '2026-01-01', [34_000, 20_000])).toContain('>20K</text>');
  });
});

describe('the markers of a chart', () => {
  /** A dip in one week of a year, and a release every seventeen days, of which one falls before the dip. */
  const values = Array.from({ length: 53 }, (_, at) => (at === 44 ? 47 : 66 + (at % 3)));
  const year = trendOf('week', '2025-11-17', values);
  const releases = Array.from({ length: 21 }, (_, at) => marker(addDays('2025-11-20', at * 17), `4.${at + 2}.0`));
  const dip = year.buckets[44]!.first;
  const bad = releases.filter(({ day }) => day <= addDays(dip, 3)).at(-1)!;

  it('name the release right before the sharpest change in every layout, and are a stroke below the axis where there is no room', () => {
    expect(daysBetween(bad.day, dip)).toBeLessThan(4);
    const html = drawTrend(year, releases);
    for (const layout of LAYOUTS) {
      const lines = linesOf(html, layout);
      expect(lines).toHaveLength(releases.length);
      const named = lines.filter(({ isShort }) => !isShort);
      expect(named.map(({ title }) => title.split(',')[0])).toContain(bad.label);
      expect(named.length).toBeLessThanOrEqual(12);
      for (const { y1, y2 } of lines.filter(({ isShort }) => isShort)) expect([y1, y2]).toEqual([90, 93]);
    }
  });

  it('are not loud for a period that is not over: its value may still change', () => {
    const open: State[] = Array.from({ length: 53 }, (_, at) => (at === 52 ? 'unfinished' : 'whole'));
    const html = drawTrend(trendOf('week', '2025-11-17', [...values.slice(0, 52), 5], open), releases);
    for (const layout of LAYOUTS)
      expect(linesOf(html, layout)[0]!.title).toBe(`${bad.label}, ${startWords('day', bad.day)}`);
  });

  it('have no line through the number of a bar', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 2_500 }), { minLength: 2, maxLength: 40 });
    const at = fc.array(fc.nat(), { maxLength: 12 });
    fc.assert(
      fc.property(sizes, at, fc.integer({ min: 0, max: 400 }), (sizes, at, more) => {
        const buckets = bucketsOf('month', '2022-01-01', sizes.length);
        const days = daysBetween(buckets[0]!.first, buckets.at(-1)!.last) + 1;
        const markers = at.map((one, index) => marker(addDays('2022-01-01', one % days), `4.${index}`));
        const html = drawVolume('month', '2022-01-01', sizes, markers);
        if (!html) return;
        for (const layout of LAYOUTS) {
          const width = ALONE_PX[layout] + more;
          const numbers = [
            ...html.matchAll(
              /<g class="number( wide-only)?"><text x="([\d.]+)%" y="([\d.]+)%" dy="-4" text-anchor="(\w+)">([^<]*)</g,
            ),
          ].filter(([, wide]) => !wide || layout === 'middle' || layout === 'broad');
          expect(numbers.length).toBeGreaterThan(0);
          for (const [, , x, y, anchor, text] of numbers) {
            const size = 6.5 * text!.length;
            const from = (Number(x) * width) / 100 - { start: 0, middle: size / 2, end: size }[anchor!]!;
            const top = (Number(y) * 260) / 100 - 4 - 9;
            for (const line of linesOf(html, layout)) {
              const px = (line.x * width) / 100;
              if (!line.isShort && px > from && px < from + size) expect((line.y2 * 260) / 100).toBeLessThan(top);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are told of in the caption, by what is drawn alone', () => {
    const plain = trendOf('week', '2026-10-26', [60, 62, 64]);
    expect(drawTrend(plain)).not.toContain('<p ');
    expect(drawTrend(plain, [marker('2026-11-03', '4.21.0')])).toContain(
      '<p class="marker-legend">Dotted: the first answer from a release.</p>',
    );
    expect(drawTrend(plain, [marker('2026-11-03', 'Faster', 'update')])).toContain(
      '<p class="marker-legend">Dashed: an update was published.</p>',
    );
    const crowded = drawTrend(
      plain,
      Array.from({ length: 14 }, (_, at) => marker('2026-11-03', `4.${at}.0`)),
    );
    expect(crowded).toContain('Short strokes below the axis: no room for their names');
    expect(drawTrend(trendOf('week', '2026-10-26', [60, 62], ['whole', 'unfinished']))).toContain(
      '>Hollow: a week that is not over yet.</p>',
    );
    expect(drawTrend(trendOf('week', '2026-10-26', [60, 62], ['cut', 'whole']))).toContain(
      '>Hollow: a week that is only in part within these days.</p>',
    );
    // Its point is not drawn: there are too few answers.
    expect(
      drawTrend(trendOf('week', '2026-10-26', [60, 62, undefined], ['whole', 'whole', 'unfinished'])),
    ).not.toContain('Hollow');
  });
});

describe('a small chart', () => {
  it('says its first and its last date, and has no sign that nothing explains', () => {
    fc.assert(
      fc.property(unit, day, fc.integer({ min: 2, max: 62 }), (unit, first, length) => {
        const values = Array.from({ length }, () => 60);
        const states: State[] = values.map((_, at) => (at ? 'whole' : 'cut'));
        const trend = trendOf(unit, first, values, states);
        const { buckets } = trend;
        const markers = [marker(buckets[0]!.first, '4.21.0')];
        for (const html of [drawTrend(trend, markers, true), drawVolume(unit, first, values, markers, true)]) {
          const [begin, end] = datesOf(html, '');
          expect(begin).toMatchObject({ x: 0, anchor: 'start', words: startWords(unit, buckets[0]!.first) });
          expect(end!.words).toBe(startWords(unit, buckets.at(-1)!.first));
          const reach = 4 + 6.5 * end!.words!.length;
          const at = (end!.x * CARD_PX) / 100;
          expect(end!.anchor === 'start' ? at + reach : at).toBeLessThanOrEqual(CARD_PX);
          expect(end!.anchor === 'start' ? at : at - reach).toBeGreaterThan(4 + 6.5 * begin!.words!.length);
          expect(html).not.toMatch(/marker|open|Hollow/);
        }
      }),
      { numRuns: 60 },
    );
  });
});
