import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Marker } from '../../src/report/figures/markers';
import { placeMarkers } from '../../src/report/figures/place-markers';

const some: fc.Arbitrary<{ x: number; marker: Marker }> = fc
  .record({
    x: fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constantFrom(0, 20, 21, 50, 99, 100)),
    label: fc.oneof(
      fc.string({ minLength: 1, maxLength: 60 }),
      fc.constantFrom('4.10.0', '4.9', '결제가 빨라졌습니다', 'Parcels are packed in paper'),
    ),
    kind: fc.constantFrom('release' as const, 'update' as const),
  })
  .map(({ x, label, kind }) => ({ x, marker: { kind, day: '2026-11-01', label } }));

/** Wider than any letter of that size is. */
const widthOf = (text: string): number => [...text].reduce((sum, one) => sum + (one > '\u{10ff}' ? 13 : 6.5), 0);

const marker = (label: string, kind: Marker['kind'] = 'release'): Marker => ({ kind, day: '2026-11-01', label });
/** One place after the other, from the left to the right edge. */
const along = (markers: Marker[]) => (one: Marker) => (100 * markers.indexOf(one)) / markers.length;
const namesOf = (placed: ReturnType<typeof placeMarkers>) =>
  placed.filter(({ row }) => row !== undefined).map(({ text }) => text);

describe('the names of markers', () => {
  it('begin or end at their own line, and neither another name nor another line runs through them, at the width that they were placed for and at any wider one', () => {
    fc.assert(
      fc.property(
        fc.array(some, { maxLength: 25 }),
        fc.integer({ min: 200, max: 1_000 }),
        fc.integer({ min: 0, max: 900 }),
        fc.func(fc.integer({ min: 0, max: 9 })),
        (all, narrowest, more, changeAt) => {
          const width = narrowest + more;
          const xOf = (wanted: Marker) => all.find((one) => one.marker === wanted)!.x;
          const markers = all.map((one) => one.marker);
          const placed = placeMarkers({ markers, xOf, changeAt, widthPx: narrowest });
          expect(new Set(placed.map((one) => one.marker))).toEqual(new Set(markers));
          const names = placed.flatMap(({ x, text, anchor, row }) => {
            if (row === undefined) return [];
            const line = (x * width) / 100;
            const near = anchor === 'start' ? line + 4 : line - 4;
            const far = anchor === 'start' ? near + widthOf(text) : near - widthOf(text);
            return [{ row, line, from: Math.min(near, far), to: Math.max(near, far) }];
          });
          for (const one of names) {
            expect(one.from).toBeGreaterThanOrEqual(-0.01);
            expect(one.to).toBeLessThanOrEqual(width + 0.01);
            for (const other of names) {
              if (other === one) continue;
              if (other.row === one.row) expect(one.to <= other.from || other.to <= one.from).toBe(true);
              // A line begins beside its name and goes down, through the rows below.
              if (other.row <= one.row) expect(other.line <= one.from || other.line >= one.to).toBe(true);
            }
          }
        },
      ),
    );
  });

  it('are there as long as there is room, those of updates before those of releases', () => {
    const close = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5'].map((label) => marker(label));
    const placed = placeMarkers({
      markers: [...close, marker('Faster search', 'update')],
      xOf: () => 50,
      widthPx: 250,
    });
    expect(placed.map(({ text, row, anchor }) => [text, row, anchor])).toEqual([
      ['Faster search', 0, 'start'],
      ['1.0', 0, 'end'],
      ['1.1', 1, 'start'],
      ['1.2', 1, 'end'],
      ['1.3', 2, 'start'],
      ['1.4', 2, 'end'],
      ['1.5', undefined, 'start'],
    ]);
  });

  it('are there first of the release at which the chart changes most, however many come before it', () => {
    const markers = Array.from({ length: 22 }, (_, at) => marker(`4.${at}.0`));
    const xOf = along(markers);
    for (const loud of markers) {
      const changeAt = (x: number) => (x === xOf(loud) ? 18 : 3);
      for (const widthPx of [204, 426, 990]) {
        const placed = placeMarkers({ markers, xOf, changeAt, widthPx });
        expect(placed[0]).toMatchObject({ text: loud.label, row: 0 });
        const named = namesOf(placed);
        expect(named.length).toBeGreaterThan(2);
        // More lines would be louder than the curve.
        expect(named.length).toBeLessThanOrEqual(12);
      }
    }
  });

  it('keep as much of a long title as there is room for', () => {
    const title = 'The search finds what is spelled wrong';
    const textAt = (x: number, widthPx: number) =>
      placeMarkers({ markers: [marker(title, 'update')], xOf: () => x, widthPx })[0]!;
    expect(textAt(10, 426)).toMatchObject({ text: title, anchor: 'start', row: 0 });
    expect(textAt(90, 426)).toMatchObject({ text: title, anchor: 'end', row: 0 });
    expect(textAt(50, 426).text).toBe('The search finds what is spe…');
    expect(textAt(0, 204).text).toBe('The search finds what is sp…');
    expect(textAt(50, 100).row).toBeUndefined();
  });

  it('of two updates near the right edge are both whole, each at its own line', () => {
    const markers = [
      marker('Parcels are packed in paper', 'update'),
      marker('The search finds what is wrong', 'update'),
    ];
    const xOf = (one: Marker) => (one === markers[0] ? 66 : 88);
    expect(placeMarkers({ markers, xOf, widthPx: 616 }).map(({ text, anchor }) => [text, anchor])).toEqual([
      ['The search finds what is wrong', 'end'],
      ['Parcels are packed in paper', 'end'],
    ]);
  });
});
