import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { parseSurvey } from '../../../src/contract';
import type { Condition, Question, Survey } from '../../../src/contract/types';
import { arbitrarySurvey } from '../../support/arbitrary-survey';

vi.setConfig({ testTimeout: 120_000 });

const rate: Question = {
  id: 'rate',
  type: 'scale',
  metric: 'csat',
  scale: { min: 1, max: 5, direction: 'higher_better', positive: [4, 5] },
  look: 'stars',
  prompt: 'How was it?',
  labels: ['bad', 'good'],
  bands: [2, 3],
};
const why: Question = { id: 'why', type: 'text', prompt: 'Why?' };
const goal: Question = {
  id: 'goal',
  type: 'choice',
  prompt: 'What did you come to do?',
  options: [
    { id: 'buy', label: 'Buy' },
    { id: 'look', label: 'Look around' },
  ],
};
const base: Survey = {
  id: 'journey',
  version: '1',
  mode: 'journey',
  title: 'Your visit',
  questions: [goal, rate, why],
  pages: [
    { id: 'first', questions: ['goal'] },
    { id: 'second', questions: ['rate'] },
    { id: 'third', questions: ['why'] },
  ],
  ends: [{ id: 'bye', title: 'Bye' }],
};
const said = (change: Partial<Survey>) => {
  const parsed = parseSurvey({ ...base, ...change });
  return parsed.ok ? 'accepted' : parsed.message;
};
/** What is said of a condition of the last page's question. */
const when = (condition: unknown) => said({ questions: [goal, rate, { ...why, when: condition as Condition }] });

test('a journey with pages, a jump and an end is accepted', () => {
  expect(said({})).toBe('accepted');
});

describe('every way ends', () => {
  const next = (page: number, to: string, given?: Condition) =>
    said({ pages: base.pages!.map((one, at) => (at === page ? { ...one, next: [{ to, when: given }] } : one)) });

  test('a jump to a page or an end further on is taken', () => {
    expect(next(0, 'third', { answer: 'goal', eq: 'look' })).toBe('accepted');
    expect(next(1, 'bye', { answer: 'rate', gte: 4 })).toBe('accepted');
  });

  test('a loop is found, with its path', () => {
    expect(next(1, 'second')).toBe('pages[1].next[0].to: "second" would follow itself for ever');
    expect(next(2, 'first', { answer: 'rate', lt: 3 })).toBe(
      'pages[2].next[0].to: "first" comes before "third": jumps lead on, never back, so that every survey ends',
    );
  });

  test('a missing target is found, with its path', () => {
    expect(next(0, 'fourth')).toBe('pages[0].next[0].to: there is no page and no end "fourth"');
  });

  test('a page or an end that nobody would ever see is found', () => {
    expect(next(0, 'third')).toBe('pages[1]: no way leads to "second"');
    expect(said({ ends: [{ id: 'a' }, { id: 'b' }] })).toBe(
      'ends[1]: "b" is never shown: an end before it has no condition',
    );
    expect(
      said({ pages: [{ ...base.pages![0]!, next: [{ to: 'second' }, { to: 'bye' }] }, ...base.pages!.slice(1)] }),
    ).toBe('pages[0].next[1]: is never taken: the jump before it has no condition');
  });

  test('a survey that might ask nothing is found', () => {
    const plan: Condition = { data: 'plan', eq: 'pro' };
    expect(said({ pages: [{ ...base.pages![0]!, when: plan }, ...base.pages!.slice(1)] })).toMatch(
      /^pages\[0\]: everything here hangs on a condition/,
    );
    expect(said({ pages: undefined, questions: [{ ...goal, when: plan }] })).toMatch(
      /^questions: everything here hangs on a condition/,
    );
  });
});

describe('names', () => {
  test.each<[string, Partial<Survey>]>([
    ['questions[1].id: "goal" is used twice', { pages: undefined, questions: [goal, { ...rate, id: 'goal' }] }],
    ['questions[0].id: must have no space', { pages: undefined, questions: [{ ...goal, id: 'my goal' }] }],
    ['questions[0].id: must not be "constructor"', { pages: undefined, questions: [{ ...goal, id: 'constructor' }] }],
    ['pages[0].questions[1]: there is no question "zzz"', { pages: [{ id: 'p', questions: ['goal', 'zzz'] }] }],
    ['pages[0].questions[1]: "goal" stands on a page already', { pages: [{ id: 'p', questions: ['goal', 'goal'] }] }],
    ['questions[1]: "rate" stands on none of the pages', { pages: [{ id: 'p', questions: ['goal'] }] }],
    ['ends[0].id: "first" is used twice among pages and ends', { ends: [{ id: 'first' }] }],
    [
      'questions[0].id: "goal.other" is the name of its text, and of another question',
      {
        pages: undefined,
        questions: [
          { ...goal, other: true },
          { ...why, id: 'goal.other' },
        ],
      },
    ],
    [
      'questions[0].options[0].id: "other" is the id of the visitor\'s own words here',
      {
        pages: undefined,
        questions: [{ ...goal, other: true, options: [{ id: 'other', label: 'O' }, goal.options[0]!] }],
      },
    ],
  ])('%s', (message, change) => {
    expect(said(change)).toBe(message);
  });
});

describe('conditions', () => {
  test.each<[string, unknown]>([
    ['accepted', { answer: 'rate', lt: 3 }],
    ['accepted', { all: [{ answer: 'goal', eq: 'buy' }, { not: { answer: 'rate', answered: false } }] }],
    ['questions[2].when.answer: there is no question "zzz"', { answer: 'zzz', eq: 1 }],
    ['questions[2].when.answer: "why" is not answered yet here: ask it earlier', { answer: 'why', answered: true }],
    ['questions[2].when.any[0].eq: must be one of "buy", "look"', { any: [{ answer: 'goal', eq: 'sell' }] }],
    ['questions[2].when.not.in[1]: must be one of "buy", "look"', { not: { answer: 'goal', in: ['buy', 'sell'] } }],
    ['questions[2].when.gte: a choice can be asked for eq, in, contains, answered', { answer: 'goal', gte: 1 }],
    ['questions[2].when.eq: must be a whole number from 1 to 5', { answer: 'rate', eq: 6 }],
    ['questions[2].when.gte: must be a whole number from 1 to 5', { answer: 'rate', gte: 6 }],
    ['questions[2].when.lt: must be a whole number from 2 to 6: answers go from 1 to 5', { answer: 'rate', lt: 1 }],
    ['accepted', { answer: 'rate', lt: 6 }],
    ['questions[2].when.row: "rate" has no row "x"', { answer: 'rate', row: 'x', eq: 1 }],
    ['questions[2].when: must have one of eq, in, lt, gte, contains, answered', { answer: 'rate' }],
    [
      'questions[2].when: must have one of answer, context, data, trait, all, any, not, not answer and data',
      { answer: 'rate', data: 'plan', eq: 1 },
    ],
    ['questions[2].when: must have one of answer, context, data, trait, all, any, not', {}],
    [
      'questions[2].when: cannot compare: "eq" belongs beside answer, context, data or trait',
      { all: [{ answer: 'rate', eq: 1 }], eq: 1 },
    ],
  ])('%s', (message, condition) => {
    expect(when(condition)).toBe(message);
  });

  test('a word that is not read is refused, because a branch that nobody meant would come of it', () => {
    expect(when({ answer: 'rate', gt: 3 })).toMatch(/^questions\[2\]\.when: .*gt/);
    expect(when({ context: 'weather', eq: 'rain' })).toMatch(/^questions\[2\]\.when\.context: /);
  });

  test('a question that asks for no answer cannot be compared', () => {
    const read: Question = { id: 'read', type: 'statement', prompt: 'Read this' };
    expect(
      said({ pages: undefined, questions: [goal, read, { ...why, when: { answer: 'read', answered: true } }] }),
    ).toBe('questions[2].when.answer: "read" is a statement: it has no answer to compare');
  });
});

describe('a review is asked of everybody or of nobody', () => {
  const link = (url: string) => ({ label: 'Review us', url });
  test('reviewLink stands on the survey, and cannot hang on a score', () => {
    expect(said({ reviewLink: link('https://www.trustpilot.com/evaluate/shop.example') })).toBe('accepted');
  });
  test.each([
    'https://www.trustpilot.com/evaluate/shop.example',
    'https://g.page/r/abc/review',
    'https://search.google.com/local/writereview?placeid=1',
    'https://apps.apple.com/app/id1?action=write-review',
    'https://play.google.com/store/apps/details?id=x',
    'https://shop.example/reviews/',
  ])('an end that leads to %s is refused', (url) => {
    expect(said({ ends: [{ id: 'happy', when: { answer: 'rate', gte: 4 }, link: link(url) }] })).toMatch(
      /^ends\[0\]\.link\.url: leads to a public review/,
    );
  });
  test('so is the same address by another way', () => {
    const url = 'https://shop.example/tell';
    expect(said({ reviewLink: link(url), helpLinks: [{ ...link(url), when: { answer: 'rate', gte: 4 } }] })).toMatch(
      /^helpLinks\[0\]\.url: /,
    );
  });
  test('a link to anything else is fine', () => {
    expect(said({ ends: [{ id: 'happy', link: link('https://shop.example/preview/offers') }] })).toBe('accepted');
  });
});

test.each([
  'javascript:alert(1)',
  'http://shop.example',
  '//evil.example',
  'data:text/html,x',
  'https:///x',
  'java script:',
])('a link to %s is refused', (url) => {
  expect(said({ ends: [{ id: 'bye', link: { label: 'Go', url } }] })).toMatch(/^ends\[0\]\.link\.url: must begin with/);
});

test('more answers than a record holds, two contacts or too many files are refused', () => {
  const many = (count: number, one: object) =>
    Array.from({ length: count }, (_, at) => ({ ...one, id: `q${at}`, prompt: 'Q' }) as Question);
  expect(said({ pages: undefined, questions: many(20, { type: 'text' }) })).toBe('accepted');
  expect(said({ pages: undefined, questions: many(11, { ...goal, other: true }) })).toMatch(
    /^questions\[10\]: too many answers/,
  );
  expect(said({ pages: undefined, questions: many(2, { type: 'contact' }) })).toMatch(
    /^questions\[1\]: .*contact once/,
  );
  expect(said({ pages: undefined, questions: many(2, { type: 'file', maxFiles: 6 }) })).toMatch(
    /^questions\[1\]: all file questions/,
  );
});

test('whatever is broken in a survey of any shape is found, and where: a question gone, a jump back, a later answer', () => {
  fc.assert(
    fc.property(arbitrarySurvey, fc.nat(), (survey, pick) => {
      const broken = structuredClone(survey);
      const at = pick % broken.questions.length;
      const question = broken.questions[at]!;
      const kind = pick % 3;
      if (kind === 0) question.when = { answer: 'gone', answered: true };
      else if (kind === 1) question.when = { answer: question.id, answered: true };
      else if (broken.pages) {
        const page = broken.pages[pick % broken.pages.length]!;
        page.next = [{ to: page.id }, ...(page.next ?? [])];
      } else broken.questions.push(structuredClone(question));
      const parsed = parseSurvey(broken);
      expect(parsed.ok).toBe(false);
      if (!parsed.ok) expect(parsed.path).not.toBe('');
    }),
    { numRuns: 2000 },
  );
});
