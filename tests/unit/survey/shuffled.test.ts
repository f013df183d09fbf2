import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shuffled } from '../../../src/survey/shuffled';

const five = ['a', 'b', 'c', 'd', 'e'];

test('a shuffled list has the same items, in the same order for the same seed', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.string(), (list, seed) => {
      const before = [...list];
      expect(shuffled(list, seed)).toEqual(shuffled(list, seed));
      expect(shuffled(list, seed).sort()).toEqual([...list].sort());
      expect(list).toEqual(before);
    }),
  );
});

test('over many visitors every item stands at every place about as often', () => {
  const rounds = 20_000;
  const counts = five.map(() => five.map(() => 0));
  for (let visitor = 0; visitor < rounds; visitor++)
    shuffled(five, `visitor-${visitor}`).forEach((item, place) => {
      counts[five.indexOf(item)]![place]!++;
    });
  for (const count of counts.flat()) expect(Math.abs(count / rounds - 1 / 5)).toBeLessThan(0.015);
});
