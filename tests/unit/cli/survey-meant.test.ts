import { describe, expect, test } from 'vitest';
import { dateFlaws } from '../../../src/cli/survey/checks/dates';
import { reviewOf } from '../../../src/cli/survey/problems';
import type { Survey } from '../../../src/contract/types';
import { device } from '../../../src/page/device';

const ease = { id: 'ease', ready: 'ces', required: true };
const why = { id: 'why', type: 'text', prompt: 'Why?' };
const goal = {
  id: 'goal',
  type: 'choice',
  prompt: 'What for?',
  options: [
    { id: 'buy', label: 'Buy' },
    { id: 'look', label: 'Look' },
  ],
};
const count = { id: 'count', type: 'number', prompt: 'How many?', min: 1, max: 10 };
const base = { id: 'a', version: '1', mode: 'interaction', title: 'A', questions: [ease, goal, count, why] };
const lines = (change: object) => {
  const { problems, notes } = reviewOf({ ...base, ...change }, 'a');
  return [...problems, ...notes.map((note) => ({ ...note, message: `! ${note.message}` }))].map(
    ({ path, message }) => `${path}: ${message}`,
  );
};
const asked = (...questions: object[]) => lines({ questions });
const when = (condition: object) => asked(ease, goal, count, { ...why, when: condition });
const open = (trigger: object, more: object = {}) => lines({ trigger, ...more });

test('a sound survey has nothing said against it', () => {
  expect(lines({})).toEqual([]);
  expect(lines({ trigger: { url: '/shop/**', visits: 2 }, target: { context: 'url', contains: '/shop/' } })).toEqual(
    [],
  );
});

describe('a form that can never be sent', () => {
  test('has no question', () => {
    expect(asked({ id: 'hello', type: 'statement', prompt: 'Hello' })).toEqual([
      expect.stringMatching(/^questions: there are only statements/),
    ]);
  });

  test.each([
    [{ min: 'today', max: '2026-05-01' }, 'max: 2026-05-01 is past'],
    [{ min: '2026-06-20', max: 'today' }, 'min: 2026-06-20 is still to come'],
    [{ min: 'today', max: '2026-06-14' }, ''],
    [{ min: '2026-06-16', max: 'today' }, ''],
    [{ min: 'today', max: 'today' }, ''],
  ])('has the days %j', (days, said) => {
    const survey = { questions: [{ id: 'day', type: 'date', prompt: 'When?', ...days }] } as unknown as Survey;
    const found = dateFlaws(survey, true, Date.parse('2026-06-15T12:00:00Z'));
    expect(found.map(({ path, message }) => `${path.slice(13)}: ${message}`)).toEqual(
      said ? [expect.stringContaining(said)] : [],
    );
  });
});

describe('an address that no page has', () => {
  test.each([
    ['*/thanks', 'Write "**/thanks"'],
    ['^/shop', 'no regular expression'],
    ['/shop/.*$', 'Write "/shop/**"'],
    ['/order/:id/done', 'write "/order/*/done"'],
    ['/order/{id}', 'write "/order/*"'],
    ['HTTPS://Shop.example/**', 'Write "https://shop.example/**"'],
    ['https://shop.example', 'Write "https://shop.example/"'],
    ['https://shop.example:443/**', 'Write "https://shop.example/**"'],
    ['htps://shop.example/**', 'Write "https://shop.example/**"'],
    ['//shop.example/x', 'write "https://shop.example/x"'],
    ['/a/../b', 'Write "/b"'],
    ['/café', 'Write "/caf%C3%A9"'],
    ['**/café', 'Write "**/caf%C3%A9"'],
    ['/caf%c3%a9', '! fits only links'],
    ['/thanks#', 'Write "/thanks"'],
    ['/thanks?', 'Write "/thanks"'],
    ['shop.example/thanks', '("https://shop.example/thanks")'],
  ])('%s is told what to write instead', (url, said) => {
    expect(open({ url })).toEqual([expect.stringContaining(said)]);
  });

  test.each([
    '/',
    '/**',
    '/shop/*/x',
    '/caf%C3%A9',
    '/thanks?order=*',
    '/#/thanks',
    '**/thanks',
    '**',
    '*://shop.example/**',
    'http*://shop.example/**',
    'https://*.shop.example/**',
    'http://localhost:*/**',
    'https://shop.example**',
    "/it's/(a)/$1/x",
  ])('%s is fine', (url) => {
    expect(open({ url })).toEqual([]);
  });

  test('in a condition is told as well', () => {
    expect(when({ context: 'url', contains: '/shop/*' })[0]).toContain('"*" stands for nothing here');
    expect(when({ context: 'url', contains: 'café' })[0]).toContain('Write "caf%C3%A9"');
    expect(when({ context: 'url', eq: 'https://Shop.example/x' })[0]).toContain('Write "https://shop.example/x"');
  });
});

describe('a value that the page never has', () => {
  test('is told with the one that was meant, of those that the page tells', () => {
    expect(when({ context: 'device.os', eq: 'windows' })[0]).toContain('did you mean "Windows"?');
    expect(when({ context: 'device.os', in: ['Mac'] })[0]).toContain('did you mean "macOS"?');
    expect(when({ context: 'device.browser', eq: 'chrome' })[0]).toContain('did you mean "Chrome"?');
    expect(when({ context: 'device.os', contains: 'BeOS' })[0]).toContain('is in none of them');
    expect(when({ context: 'device.os', contains: 'mac' })).toEqual([]);
    const agents = [
      'Windows NT 10.0 AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0',
      'Macintosh; Intel Mac OS X 10_15_7 Version/17.1 Safari/605.1.15',
      'iPhone; CPU iPhone OS 17_0 CriOS/120 Mobile Safari/604.1',
      'Linux; Android 13 SamsungBrowser/23.0 Chrome/115.0 Mobile Safari/537.36',
      'X11; Linux x86_64; rv:109.0 Firefox/120.0',
      'nothing',
    ];
    for (const agent of agents) {
      const { os, browser } = device(agent, 0);
      expect(when({ context: 'device.os', eq: os }), os).toEqual([]);
      expect(when({ context: 'device.browser', eq: browser }), browser).toEqual([]);
    }
  });

  test('is a language that is none, or hardly meant', () => {
    expect(when({ context: 'locale', eq: 'ko_KR' })[0]).toContain('did you mean "ko-KR"?');
    expect(when({ context: 'locale', eq: 'jp' })[0]).toContain('did you mean "ja"?');
    expect(when({ context: 'locale', eq: 'kr' })[0]).toContain('! is Kanuri; did you mean "ko"?');
    expect(when({ context: 'locale', in: ['ko', 'ko-KR'] })).toEqual([]);
  });

  test('is a bound that is neither number nor date', () => {
    expect(when({ data: 'plan', gte: 'pro' })[0]).toContain('must be a number or a date');
    expect(when({ trait: 'seats', lt: '5' })[0]).toContain('a number stands without quotes: 5');
    expect(when({ data: 'since', gte: '2026-01-31' })).toEqual([]);
  });

  test('is the name of an event with a space at its end', () => {
    expect(open({ event: 'done ' })).toEqual([expect.stringContaining('trigger.event: has a space at one end')]);
    expect(open({ event: 'Order completed' })).toEqual([]);
  });
});

describe('a comparison that never holds', () => {
  test.each<[object, string]>([
    [{ data: 'seats', gte: 9, lt: 3 }, 'when: can never hold: nothing is at least 9 and below 3'],
    [
      {
        all: [
          { data: 'plan', eq: 'a' },
          { data: 'plan', eq: 'b' },
        ],
      },
      'when.all: can never hold: "plan" is not "a" and "b"',
    ],
    [
      {
        all: [
          { answer: 'count', gte: 8 },
          { answer: 'count', lt: 4 },
        ],
      },
      'when.all: can never hold: nothing is',
    ],
    [{ answer: 'count', gte: 11 }, 'when.gte: can never hold: answers to "count" end with 10'],
    [{ answer: 'count', lt: 1 }, 'when.lt: can never hold: answers to "count" begin with 1'],
    [{ answer: 'ease', gte: 5, lt: 5 }, 'when: can never hold'],
  ])('%j', (condition, said) => {
    expect(when(condition)).toEqual([expect.stringContaining(said)]);
  });

  test('and one that always does is told as a hint', () => {
    expect(when({ answer: 'ease', gte: 1 })).toEqual([
      expect.stringMatching(/gte: ! holds for every answer to "ease"/),
    ]);
    expect(when({ answer: 'ease', gte: 2 })).toEqual([]);
  });

  const pages = (jumps: object[], second: object = {}) => ({
    questions: [ease, goal, { ...why, ...second }],
    pages: [
      { id: 'p', questions: ['ease'], next: jumps },
      { id: 'q', questions: ['goal', 'why'] },
    ],
    ends: [{ id: 'sorry', when: { answer: 'ease', lt: 4 } }, { id: 'bye' }],
  });
  const low = { when: { answer: 'ease', lt: 4 }, to: 'sorry' };

  test('because jumps before it take all that it fits', () => {
    expect(lines(pages([low, { when: { answer: 'ease', lt: 3 }, to: 'bye' }]))).toEqual([
      expect.stringContaining('pages[0].next[1].when: is never taken'),
    ]);
    expect(lines(pages([low, { when: { answer: 'ease', lt: 6 }, to: 'bye' }]))).toEqual([]);
  });

  test('because nobody comes there with such an answer', () => {
    expect(lines(pages([low], { when: { answer: 'ease', lt: 3 } }))).toEqual([
      expect.stringContaining('questions[2].when: can never hold: nobody comes here'),
    ]);
    expect(lines(pages([low], { when: { answer: 'ease', lt: 5 } }))).toEqual([]);
    // what somebody does not know can be either
    const unknown = { ...low, when: { all: [low.when, { data: 'plan', eq: 'pro' }] } };
    expect(lines(pages([unknown], { when: { answer: 'ease', lt: 3 } }))).toEqual([]);
  });

  test('because ends before it are taken', () => {
    const ends = [
      { id: 'one', when: { answer: 'ease', lt: 4 } },
      { id: 'two', when: { answer: 'ease', lt: 3 } },
      { id: 'bye' },
    ];
    expect(lines({ ends })).toEqual([expect.stringContaining('ends[1].when: "two" is never shown')]);
  });
});

describe('what keeps a survey from opening', () => {
  test('is no trigger, or a sample of nobody: hints', () => {
    expect(lines({ target: { context: 'returning', eq: true }, sample: 0.5 })).toEqual([
      expect.stringContaining('sample: ! says to whom'),
      expect.stringContaining('target: ! says to whom'),
    ]);
    expect(open({ event: 'x' }, { sample: 0 })).toEqual([expect.stringContaining('sample: ! 0 is nobody')]);
  });

  test('is a target that its trigger excludes', () => {
    const target = {
      all: [
        { context: 'url', eq: 'https://shop.example/help' },
        { context: 'returning', eq: false },
      ],
    };
    expect(open([{ url: '/thanks' }, { visits: 2 }], { target })).toEqual([
      expect.stringContaining('trigger[0].url: and "target" exclude each other'),
      expect.stringContaining('trigger[1].visits: and "target" exclude each other'),
    ]);
    expect(open({ url: '/**' }, { target })).toEqual([]);
    // an anchor or a host may have it
    const part = { context: 'url', contains: '/help/' };
    expect(open({ url: '/app' }, { target: part })).toEqual([]);
  });

  test('is data that a hidden field says otherwise, or has by another name', () => {
    const hidden = { source: 'mail', campaign: { query: 'utm_campaign' } };
    const target = (condition: object) => open({ event: 'x' }, { hidden, target: condition });
    expect(target({ data: 'source', eq: 'app' })).toEqual([
      expect.stringContaining('"hidden" says that "source" is "mail"'),
    ]);
    expect(target({ data: 'campain', eq: 'a' })).toEqual([
      expect.stringContaining('! "hidden" has no "campain"; did you mean "campaign"?'),
    ]);
    expect(target({ data: 'campaign', eq: 'a' })).toEqual([]);
  });
});

describe('what is read, and hardly meant', () => {
  const scale = {
    id: 'rate',
    type: 'scale',
    metric: 'custom',
    look: 'numbers',
    scale: { min: 1, max: 5, direction: 'higher_better', positive: [4, 5] },
    bands: [2, 3],
    prompt: 'How?',
    labels: ['bad', 'good'],
  };
  test.each<[object, string]>([
    [{ ...scale, metric: 'nps' }, 'metric: "nps" is 0 to 10'],
    [{ ...scale, metric: 'ces2' }, 'metric: "ces2" is 1 to 7'],
    [{ ...scale, metric: 'ces1' }, 'metric: "ces1" is 1 to 5 or 7, "lower_better"'],
    [{ ...scale, scale: { ...scale.scale, positive: [1, 2] } }, 'scale.positive: does not reach the good end'],
    [{ ...goal, metric: 'success' }, 'metric: "success" is made of the ids'],
    [
      { ...goal, options: [goal.options[0], { id: 'x', label: 'Buy' }] },
      'options[1].label: ! is the label of the one at [0]',
    ],
    [{ ...goal, options: [goal.options[0], { id: 'x', label: ' ' }] }, 'options[1].label: has only spaces'],
    [
      { ...goal, multiple: true, options: goal.options.map((one) => ({ ...one, exclusive: true })) },
      'options: ! each is exclusive',
    ],
    [{ ...count, step: 20 }, 'step: 20 leaves only 1 between 1 and 10'],
    [{ ...why, prompt: 'Why, {name}?' }, 'prompt: ! {name} stays as it is'],
  ])('%j', (question, said) => {
    expect(asked(question)).toEqual([expect.stringContaining(`questions[0].${said}`)]);
  });

  test('a language that most texts have and some lack', () => {
    const text = { en: 'Why?', ko: '왜?' };
    const questions = [
      { ...why, prompt: text },
      { ...why, id: 'b', prompt: text },
      { ...why, id: 'c', prompt: { en: 'So?' } },
      { ...why, id: 'd' },
    ];
    expect(lines({ title: text, questions })).toEqual([
      'questions[2].prompt: ! has no "ko", which 3 of 5 texts have; nor have questions[3].prompt',
      'questions[3].prompt: ! has no "en", which 4 of 5 texts have',
    ]);
  });

  test('a text for one country alone', () => {
    expect(asked({ ...why, prompt: { en: 'Why?', 'ko-KR': '왜?' } })).toEqual([
      expect.stringContaining('questions[0].prompt.ko-KR: ! is shown where the language is "ko-KR" itself'),
    ]);
    expect(asked({ ...why, prompt: { pt: 'a', 'pt-BR': 'b', 'zh-Hant': 'c' } })).toEqual([]);
  });

  test('a prompt that shows a statement, or another question than the form begins with', () => {
    const hello = { id: 'hello', type: 'statement', prompt: 'Hello' };
    const trigger = { event: 'x' };
    expect(lines({ trigger, questions: [hello, why] })).toEqual([
      expect.stringContaining('questions[0]: ! the prompt'),
    ]);
    const pages = [
      { id: 'p', questions: ['goal'] },
      { id: 'q', questions: ['why'] },
    ];
    expect(lines({ trigger, questions: [why, goal], pages })).toEqual([
      expect.stringContaining('the form begins with "goal"'),
    ]);
    expect(lines({ questions: [hello, why] })).toEqual([]);
    // as the hint says
    const ordered = [{ id: 'p', questions: ['hello', 'why'] }];
    expect(lines({ trigger, questions: [why, hello], pages: ordered })).toEqual([]);
  });

  test('seconds where milliseconds are meant', () => {
    expect(open({ dwellMs: 5 })).toEqual([expect.stringContaining('did you mean 5000?')]);
  });
});
