import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../../src/cli/survey/problems';

const rate = { id: 'rate', ready: 'nps' };
const why = { id: 'why', type: 'text', prompt: 'Why?' };
const scale = {
  id: 'own',
  type: 'scale',
  metric: 'custom',
  look: 'numbers',
  scale: { min: 1, max: 5, direction: 'higher_better', positive: [4, 5] },
  bands: [2, 3],
  prompt: 'How?',
  labels: ['bad', 'good'],
};
const goal = {
  id: 'goal',
  type: 'choice',
  prompt: 'What?',
  options: [
    { id: 'buy', label: 'Buy' },
    { id: 'look', label: 'Look' },
  ],
};
const base = { id: 'a', version: '1', mode: 'interaction', title: 'A', questions: [rate, goal, why] };
const said = (change: object) =>
  problemsOf({ ...base, ...change }, 'a').map(({ path, message }) => `${path}: ${message}`);
const asked = (...questions: object[]) => said({ questions });
const when = (condition: object) => asked(rate, goal, { ...why, when: condition });

describe('what a comparison of another language is here', () => {
  test.each<[object, string]>([
    [{ answer: 'rate', gt: 5 }, 'write "gte": 6, which is above 5'],
    [{ answer: 'rate', lte: 6 }, 'write "lt": 7, which is at most 6'],
    [{ answer: 'rate', gt: 10 }, 'nothing is above 10: answers go from 0 to 10'],
    [{ answer: 'rate', lte: 10 }, 'each answer is at most 10: write "answered": true'],
    [{ answer: 'rate', ne: 3 }, 'write { "not": {"answer":"rate","eq":3} }, which holds without an answer too'],
    [{ data: 'seats', gt: 5 }, 'write "gte": 6, which is above 5 of whole numbers'],
    [{ data: 'since', gt: '2026-01-31' }, 'write "gte": "2026-02-01", which is above "2026-01-31"'],
    [{ data: 'seats', '>=': 5 }, 'write "gte": 5'],
  ])('%j', (condition, message) => {
    expect(when(condition)).toEqual([expect.stringContaining(`there is no such comparison`)]);
    expect(when(condition)[0]).toContain(message);
  });
});

describe('a word or an id that is none names the one that was meant', () => {
  const pages = (to: string) => [
    { id: 'first', questions: ['rate'], next: [{ to }] },
    { id: 'second', questions: ['goal', 'why'] },
  ];
  test.each<[object, string]>([
    [{ mode: 'journy' }, 'it is "journy"; did you mean "journey"?'],
    [{ trigger: { signal: 'rageclick' } }, 'did you mean "rage_click"?'],
    [{ questions: [{ id: 'a', ready: 'cess' }] }, 'did you mean "ces"?'],
    [{ questions: [{ ...why, type: 'scal' }] }, 'did you mean "scale"?'],
    [{ questions: [goal, { ...why, when: { answer: 'goal', eq: 'byu' } }] }, 'did you mean "buy"?'],
    [{ questions: [goal, { ...why, when: { answer: 'gaol', answered: true } }] }, 'did you mean "goal"?'],
    [{ questions: [scale, { id: 'c', ready: 'comment', by: 'owm' }] }, 'did you mean "own"?'],
  ])('%j', (change, message) => {
    expect(said(change)).toEqual([expect.stringContaining(message)]);
  });

  test('and what only follows from a wrong jump is not said', () => {
    expect(said({ pages: pages('secnd') })).toEqual([
      'pages[0].next[0].to: there is no page and no end "secnd"; did you mean "second"?',
    ]);
  });
});

describe('what must stand instead', () => {
  test.each<[object, string]>([
    [{ questions: [{ ...goal, options: [goal.options[0]] }] }, 'options: must be a list of 2 to 50 '],
    [{ questions: [{ ...goal, options: [goal.options[0]] }] }, '; it has 1'],
    [{ questions: [{ ...scale, bands: [4, 2] }] }, 'bands: must be in order'],
    [
      { questions: [{ ...scale, bands: [0, 2] }] },
      'bands: must be the upper values of the low and the middle band, both from 1 to 5',
    ],
    [{ questions: [{ ...scale, scale: { ...scale.scale, max: 1 } }] }, 'a scale has 2 to 11 points'],
    [{ questions: [{ ...scale, scale: { ...scale.scale, max: 12 } }] }, 'must be at most 11 where min is 1'],
    [{ questions: [{ ...why, prompt: { '': 'Why?' } }] }, 'questions[0].prompt: a key in it must not be empty'],
    [
      { questions: [{ ...why, prompt: { en: 'a', ko_KR: 'b' } }] },
      'prompt.ko_KR: must stand under a BCP 47 language tag: "ko-KR"',
    ],
    [{ trigger: { delayMs: 9e9 } }, '0 to 2,147,483,647'],
    [{ questions: [{ ...rate, look: 'faces' }] }, 'questions[0].look: "faces" are for 5 points, not 11'],
    [{ questions: [{ ...why, id: 5 }] }, 'questions[0].id: must be a text; it is 5'],
    [{ reviewLink: { label: 'R', url: '/review' } }, 'reviewLink.url: must be the https:// address'],
    [{ helpLinks: [{ label: 'H', url: '//evil.example' }] }, 'not with //, and have no space; it is "//evil.example"'],
    [{ quietDays: 5 }, 'quietDays: is an option of the page'],
    [
      { pages: [], ends: [{ id: 'e', when: { answer: 'rate', lt: 3 } }] },
      'pages: must be a list of 1 to 20 pages; it is []',
    ],
  ])('%j', (change, message) => {
    expect(said(change)).toEqual([expect.stringContaining(message)]);
  });

  test('is said once for a list of 21, and nothing long is echoed', () => {
    const many = Array.from({ length: 21 }, (_, at) => ({ ...why, id: `q${at}` }));
    expect(asked(...many)).toEqual(['questions: must be a list of 1 to 20 questions; it has 21']);
    const long = said({ questions: [{ ...why, required: 'x'.repeat(500) }] });
    expect(long[0]!.length).toBeLessThan(150);
  });
});

test('an end that nobody sees is named, with the one that hides it and both ways out', () => {
  const [line] = said({ ends: [{ id: 'plain' }, { id: 'sorry', when: { answer: 'rate', lt: 4 } }] });
  expect(line).toBe(
    'ends[1]: "sorry" is never shown: "plain" before it has no condition, and takes everybody. Move "plain" behind the others, or give it a "when"',
  );
});
