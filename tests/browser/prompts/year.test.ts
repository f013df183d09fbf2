import { expect, test, vi } from 'vitest';
import { luck } from '../../../src/triggers/luck';
import { DAY, planLife, SURVEYS } from './plan';
import { type LifeOfOne, useTown } from './town';

const DAYS = 365;
/** A year is a minute on a quiet machine, and may be many on a busy one. */
vi.setConfig({ testTimeout: 1_800_000 });

/** Who is asked by the one sampled survey and not by the other. */
const VISITOR = 'visitor-4';

/** Seeded lives: what happens on which day is the same in each run. */
const LIVES: (LifeOfOne & { seed: number; atLeast: number })[] = [
  {
    name: 'weekly',
    seed: 11,
    plan: planLife(11, DAYS, { busy: 0.19, neverFrom: 0.75 }),
    options: { quietDays: 7 },
    atLeast: 12,
  },
  { name: 'as-it-is', seed: 12, plan: planLife(12, DAYS, { busy: 0.11 }), visitor: { userKey: VISITOR }, atLeast: 3 },
  {
    name: 'before-consent',
    seed: 13,
    plan: planLife(13, DAYS, { busy: 0.13, neverFrom: 0.75 }),
    options: { quietDays: 14, consent: 'pending' },
    atLeast: 8,
  },
];

const live = useTown(LIVES.map(({ name }) => name));
const sum = (counts: object) => Object.values(counts).reduce((all: number, one: number) => all + one, 0);
const against: { [reason: string]: number } = {};

test.concurrent.each(LIVES)(
  'a year of “$name” (seed $seed) breaks no fatigue rule, and prompts are shown in it',
  async ({ seed, atLeast, ...life }) => {
    const { broken, records, prompts, pages, stored, errors, ...more } = await live(life);
    const days = Math.ceil(life.plan.at(-1)!.at / DAY);
    console.log(
      `${life.name}, seed ${seed}: ${days} days, ${life.plan.length} visits, ${pages} pages, ${stored} records stored; prompts`,
      prompts,
      'held back by',
      more.against,
    );
    for (const [reason, times] of Object.entries(more.against)) against[reason] = (against[reason] ?? 0) + times;
    expect(broken, `seed ${seed}`).toEqual({ told: [], stored: [] });
    expect(records, `what the collector stored, seed ${seed}`).toEqual({ missing: [], unexpected: [] });
    expect(errors).toEqual([]);
    expect(sum(prompts)).toBeGreaterThanOrEqual(atLeast);
    expect(life.plan.some(({ tabs }) => tabs.length === 3)).toBe(true);
  },
);

test('each rule held a prompt back in these years', () => {
  for (const reason of ['never', 'excludeUrls', 'sample', 'draft', 'visit', 'quietDays', 'relationship'])
    expect(against[reason], reason).toBeGreaterThan(0);
});

test('the visitor with a name is in one sample and not in the other', () => {
  const { help, search } = SURVEYS as unknown as { [name: string]: { sample: number } };
  expect(luck(VISITOR, 'help')).toBeGreaterThanOrEqual(help!.sample);
  expect(luck(VISITOR, 'search')).toBeLessThan(search!.sample);
});
