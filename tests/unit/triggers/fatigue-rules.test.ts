import { expect, test } from 'vitest';
import { brokenFatigueRules, type Happening } from '../../support/fatigue';

const HOUR = 36e5;
const DAY = 24 * HOUR;
const RULES = { quietDays: 7, relationship: ['nps'], excludeUrls: ['/checkout'] };

const prompt = (at: number, survey = 'ces', url = 'https://shop.example/'): Happening => ({
  at,
  is: 'prompt',
  survey,
  url,
});
const asked = (at: number, survey = 'ces', by: 'prompt' | 'visitor' = 'prompt'): Happening => ({
  at,
  is: 'asked',
  survey,
  by,
});
const one = (at: number, is: 'active' | 'sent' | 'draft' | 'never'): Happening => ({ at, is });

test.each<[string, Happening[], RegExp]>([
  ['two prompts in one visit', [prompt(0), prompt(HOUR / 4)], /two prompts in one visit/],
  [
    'two prompts in one visit that activity kept going',
    [prompt(0), one(HOUR / 3, 'active'), prompt(0.6 * HOUR)],
    /two prompts in one visit/,
  ],
  ['one within the quiet days', [prompt(0), asked(1), prompt(6 * DAY)], /after 6\.00 quiet days/],
  ['one after “Don’t ask again”', [prompt(0), one(1, 'never'), prompt(300 * DAY)], /Don't ask again/],
  ['one for who has sent something', [one(0, 'sent'), prompt(HOUR / 4)], /something was sent/],
  ['one beside a draft', [one(0, 'draft'), prompt(HOUR / 4)], /unfinished draft/],
  [
    'a relationship asked about twice in 90 days',
    [asked(0, 'nps'), prompt(89 * DAY, 'nps')],
    /relationship asked about again after 89\.00 days/,
  ],
  [
    'a relationship asked about that the visitor spoke of',
    [asked(0, 'nps', 'visitor'), prompt(30 * DAY, 'nps')],
    /relationship asked about again after 30\.00 days/,
  ],
  ['one over a page where none may open', [prompt(0, 'ces', 'https://shop.example/checkout')], /over https/],
  [
    'a sample that is not stable',
    [
      { at: 0, is: 'left out', survey: 'ces' },
      { ...prompt(DAY), at: DAY },
    ],
    /sample is not stable/,
  ],
])('the checker of fatigue rules finds %s', (_, life, says) => {
  const broken = brokenFatigueRules(life, RULES);
  expect(broken).toHaveLength(1);
  expect(broken[0]).toMatch(says);
});

test('the checker of fatigue rules finds nothing in a life that keeps them, in whatever order it is told', () => {
  const life: Happening[] = [
    one(0, 'sent'),
    prompt(HOUR),
    asked(HOUR + 1000),
    one(8 * DAY - HOUR, 'draft'),
    prompt(8 * DAY, 'nps'),
    asked(8 * DAY + 1000, 'nps'),
    asked(16 * DAY, 'csat', 'visitor'),
    prompt(17 * DAY),
    prompt(99 * DAY, 'nps'),
  ];
  expect(brokenFatigueRules(life.reverse(), RULES)).toEqual([]);
});

test('a visit may be told to end as much earlier as activity is written down late', () => {
  const life = [prompt(0), prompt(29.5 * 6e4)];
  expect(brokenFatigueRules(life, RULES)).toHaveLength(1);
  expect(brokenFatigueRules(life, { ...RULES, noteMs: 6e4 })).toEqual([]);
});
