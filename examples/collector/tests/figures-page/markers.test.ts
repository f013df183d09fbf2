import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeMarkers } from '../../src/report/figures/marker-marks';
import type { Marker } from '../../src/report/figures/markers';

const some: fc.Arbitrary<{ x: number; marker: Marker }> = fc
  .record({
    x: fc.double({ min: 0, max: 100, noNaN: true }),
    label: fc.oneof(
      fc.string({ minLength: 1, maxLength: 40 }),
      fc.constantFrom('4.10.0', '결제가 빨라졌습니다', 'Parcels are packed in paper'),
    ),
    kind: fc.constantFrom('release' as const, 'update' as const),
  })
  .map(({ x, label, kind }) => ({ x, marker: { kind, day: '2026-11-01', label } }));

/** Wider than any letter of that size is. */
const widthOf = (text: string): number => [...text].reduce((sum, one) => sum + (one > '\u{10ff}' ? 13 : 6.5), 0);

describe('the names of markers', () => {
  it('never lie over each other nor beyond the chart, at the width that they were placed for and at any wider one', () => {
    fc.assert(
      fc.property(
        fc.array(some, { maxLength: 25 }),
        fc.integer({ min: 200, max: 500 }),
        fc.integer({ min: 0, max: 900 }),
        (all, narrowest, more) => {
          const width = narrowest + more;
          const xOf = (marker: Marker) => all.find((one) => one.marker === marker)!.x;
          const placed = placeMarkers(
            all.map(({ marker }) => marker),
            xOf,
            narrowest,
          );
          expect(new Set(placed.map(({ marker }) => marker))).toEqual(new Set(all.map(({ marker }) => marker)));
          const spans = placed.flatMap(({ x, text, anchor, row }) => {
            if (row === undefined) return [];
            const at = (x * width) / 100;
            const size = widthOf(text);
            const from = at - { start: 0, middle: size / 2, end: size }[anchor];
            return [{ row, from, to: from + size }];
          });
          for (const [at, one] of spans.entries()) {
            expect(one.from).toBeGreaterThanOrEqual(-0.01);
            expect(one.to).toBeLessThanOrEqual(width + 0.01);
            for (const other of spans.slice(at + 1))
              if (other.row === one.row) expect(one.to <= other.from || other.to <= one.from).toBe(true);
          }
        },
      ),
    );
  });

  it('are there as long as there is room, those of updates first', () => {
    const marker = (label: string, kind: Marker['kind'] = 'release'): Marker => ({ kind, day: '2026-11-01', label });
    const close = ['1.0', '1.1', '1.2', '1.3'].map((label) => marker(label));
    const placed = placeMarkers([...close, marker('Faster search', 'update')], () => 50, 250);
    expect(placed.map(({ text, row }) => [text, row])).toEqual([
      ['Faster search', 0],
      ['1.0', 1],
      ['1.1', 2],
      ['1.2', undefined],
      ['1.3', undefined],
    ]);
    expect(placeMarkers([marker('A very long title of an update')], () => 50, 300)[0]!.text).toBe(
      'A very long title o…',
    );
  });
});
