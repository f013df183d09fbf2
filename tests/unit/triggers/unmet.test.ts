import { expect, test } from 'vitest';
import type { Condition } from '../../../src/contract/types';
import { unmet } from '../../../src/triggers/unmet';

const locale: Condition = { context: 'locale', eq: 'ko' };
const plan: Condition = { data: 'plan', eq: 'pro' };
const seats: Condition = { trait: 'seats', gte: 5 };
const holding =
  (...those: Condition[]) =>
  (part: Condition) =>
    those.includes(part);

test('of conditions that must all hold, the first that does not is named, however deep', () => {
  expect(unmet({ all: [locale, plan, seats] }, holding(locale))).toBe(plan);
  const inner: Condition = { all: [plan, seats] };
  expect(unmet({ all: [locale, inner] }, holding(locale, plan))).toBe(seats);
});

test('one alone, one of several and one that must not hold are named whole', () => {
  for (const whole of [plan, { any: [plan, seats] }, { not: locale }]) {
    expect(unmet(whole, holding(locale))).toBe(whole);
    expect(unmet({ all: [locale, whole] }, holding(locale))).toBe(whole);
  }
});
