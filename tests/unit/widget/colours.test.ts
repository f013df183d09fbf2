import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, type Rgb, readableOn } from '../../../widget/colours';

const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)) as fc.Arbitrary<Rgb>;

test('contrasts are those of WCAG 2.2: black on white 21, a colour on itself 1, grey #767676 on white 4.54', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
  expect(contrast([9, 80, 200], [9, 80, 200])).toBe(1);
  expect(contrast([0x76, 0x76, 0x76], [255, 255, 255])).toBeCloseTo(4.54, 2);
});

test('whatever accent a host has, it can be seen on whatever ground: 3 for rings, 4.5 for links', () => {
  fc.assert(
    fc.property(colour, colour, fc.constantFrom(3, 4.5), (ground, accent, least) => {
      expect(contrast(readableOn(ground, accent, least), ground)).toBeGreaterThanOrEqual(least);
    }),
    { numRuns: 5000 },
  );
});

test('an accent that can be seen stays as it is', () => {
  fc.assert(
    fc.property(colour, colour, (ground, accent) => {
      fc.pre(contrast(ground, accent) >= 3);
      expect(readableOn(ground, accent, 3)).toEqual(accent);
    }),
  );
});
