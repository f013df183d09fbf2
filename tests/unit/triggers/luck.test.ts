import { expect, test } from 'vitest';
import { luck } from '../../../src/triggers/luck';

const visitors = Array.from({ length: 20_000 }, (_, at) => `visitor-${at}`);

test('a visitor stands at the same place for a survey every time, and elsewhere for another', () => {
  expect(luck('a', 'nps')).toBe(luck('a', 'nps'));
  expect(luck('a', 'nps')).not.toBe(luck('a', 'ces'));
});

test('a sample of a tenth is a tenth of the visitors, also of names that differ in one letter', () => {
  for (const share of [0.01, 0.1, 0.5, 0.9]) {
    const sampled = visitors.filter((visitor) => luck(visitor, 'nps') < share).length / visitors.length;
    expect(Math.abs(sampled - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / visitors.length));
  }
});

test('who is in the sample of one survey is in that of another as often as anybody', () => {
  const both = visitors.filter((visitor) => luck(visitor, 'nps') < 0.5 && luck(visitor, 'ces') < 0.5).length;
  expect(Math.abs(both / visitors.length - 0.25)).toBeLessThan(0.015);
});

test('nobody is left out of a whole sample, and nobody is in an empty one', () => {
  for (const visitor of visitors) {
    expect(luck(visitor, 'nps')).toBeGreaterThanOrEqual(0);
    expect(luck(visitor, 'nps')).toBeLessThan(1);
  }
});
