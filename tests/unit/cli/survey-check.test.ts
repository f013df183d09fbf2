import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { distance, near } from '../../../src/cli/survey/near';
import { problemsOf, reviewOf } from '../../../src/cli/survey/problems';
import { surveysIn } from '../../../src/cli/survey/read';
import { surveyCommand } from '../../../src/cli/survey/run';
import { parseSurveyInput } from '../../../src/contract';
import { question } from '../../../src/contract/questions';
import { arbitrarySurvey } from '../../support/arbitrary-survey';

vi.setConfig({ testTimeout: 120_000 });

const goal = {
  id: 'goal',
  type: 'choice',
  prompt: 'What for?',
  options: [
    { id: 'buy', label: 'Buy' },
    { id: 'look', label: 'Look' },
  ],
};
const rate = {
  id: 'rate',
  type: 'scale',
  metric: 'nps',
  look: 'numbers',
  scale: { min: 0, max: 10, direction: 'higher_better', positive: [9, 10] },
  bands: [6, 8],
  prompt: 'How likely?',
  labels: ['not', 'very'],
};
const why = { id: 'why', type: 'text', prompt: 'Why?' };
const base = { id: 'a', version: '1', mode: 'interaction', title: 'A', questions: [goal, rate, why] };
const said = (change: object) =>
  problemsOf({ ...base, ...change }, 'a').map(({ path, message }) => `${path}: ${message}`);
const asked = (...questions: object[]) => said({ questions });
/** What is said of a condition of the last question. */
const when = (condition: object) => asked(goal, rate, { ...why, when: condition });

describe('a key that nothing reads', () => {
  test.each([
    [{ samples: 0.5 }, 'samples', 'sample'],
    [{ questions: [{ ...goal, multi: true }] }, 'questions[0].multi', 'multiple'],
    [
      { questions: [{ ...goal, options: [{ id: 'x', label: 'X', lable: 'X' }, goal.options[0]] }] },
      'questions[0].options[0].lable',
      'label',
    ],
    [{ pages: [{ id: 'p', questions: ['goal', 'rate', 'why'], nxt: [] }] }, 'pages[0].nxt', 'next'],
    [
      { pages: [{ id: 'p', questions: ['goal', 'rate', 'why'], next: [{ to: 'e', if: {} }] }], ends: [{ id: 'e' }] },
      'pages[0].next[0].if',
      'when',
    ],
    [{ ends: [{ id: 'e', body: 'x' }] }, 'ends[0].body', 'text'],
    [{ trigger: { delay: 3 } }, 'trigger.delay', 'delayMs'],
    [{ trigger: [{ event: 'x', ulr: '/' }] }, 'trigger[0].ulr', 'url'],
    [{ title: { en: 'A' }, journey: { id: 'x', stages: 'y' } }, 'journey.stages', 'stage'],
    [{ target: { all: [{ contxt: 'url', answered: true }] } }, 'target.all[0].contxt', 'context'],
  ])('of %j is named by its path, with the one that was meant', (change, path, meant) => {
    const [first] = said(change).filter((line) => line.startsWith(`${path}: `));
    expect(first).toContain(`there is no such key here; did you mean "${meant}"?`);
    expect(first).toMatch(/There are: .*\w/);
  });

  test('far from any other gets the list alone', () => {
    expect(asked({ ...why, zzzzz: 1 })).toEqual([
      'questions[0].zzzzz: there is no such key here. There are: id, type, prompt, promptByBand, size, maxLength, required, when',
    ]);
  });

  test('languages, hidden fields and names of surveys are nobody’s keys', () => {
    expect(said({ title: { en: 'A', 'pt-BR': 'B' }, hidden: { anything: 1, order: { query: 'o' } } })).toEqual([]);
  });

  test('of a hidden field lists what it has', () => {
    expect(said({ hidden: { order: { param: 'o' } } })).toContain(
      'hidden.order.param: there is no such key here. There are: query',
    );
  });

  test('beside a preset or a ready question says why it is not taken', () => {
    expect(problemsOf({ preset: 'ces', questions: [] }, 'a')).toEqual([
      { path: 'questions', message: expect.stringContaining('a preset keeps its own questions') },
    ]);
    expect(asked({ id: 'a', ready: 'nps', prompt: 'Hm?' })[0]).toMatch(/^questions\[0\]\.prompt: a ready question has/);
  });

  test('is still taken by a page and a collector, which may be older than the survey', () => {
    const given = { ...base, samples: 1, reviewLink: { label: 'R', url: 'https://g.page/r', when: {} } };
    expect(parseSurveyInput(given).ok).toBe(true);
    expect(problemsOf(given, 'a')).toHaveLength(2);
  });
});

test('a review link with a condition is refused, with the reason', () => {
  const reviewLink = { label: 'R', url: 'https://g.page/x', when: { answer: 'rate', gte: 9 } };
  expect(said({ reviewLink })).toEqual([
    expect.stringMatching(/^reviewLink\.when: .*everybody or to nobody.*review gating/),
  ]);
});

/** Said of conditions that nobody could meet, which arbitrary surveys have as well. */
const NEVER = /can never hold|is never (shown|taken)/;

describe('what is malformed is said in words', () => {
  test.each([
    [
      { questions: [{ ...why, type: 'radio' }] },
      'questions[0].type: there is no type "radio"; it is one of "scale", "choice", "text",',
    ],
    [{ questions: [{ ...why, type: undefined }] }, 'questions[0].type: is missing; it is one of "scale",'],
    [{ questions: [goal, { ...rate, bands: undefined }] }, 'questions[1].bands: is missing; it must be a pair'],
    [
      { questions: [goal, { ...rate, scale: { ...rate.scale, positive: [7, 8, 9, 10] } }] },
      'questions[1].scale.positive: must be a pair of whole numbers [from, to]',
    ],
    [
      { questions: [{ ...goal, options: [goal.options[0], goal.options[0]] }] },
      'questions[0].options[1].id: "buy" is the id of the one at [0] already',
    ],
    [{ sample: 25 }, 'sample: must be a number from 0 to 1: 0.25 is a quarter of all visitors; it is 25'],
    [{ sample: '25%' }, 'sample: must be a number from 0 to 1: 0.25 is a quarter of all visitors; it is "25%"'],
    [{ questions: [] }, 'questions: must be a list of 1 to 20 questions; it is []'],
    [{ target: { answer: 'rate', gte: 9 } }, 'target.answer: a target cannot ask answers'],
  ])('%#', (change, sentence) => {
    const lines = said(change);
    expect(
      lines.find((line) => line.startsWith(sentence)),
      lines.join('\n'),
    ).toBeDefined();
    expect(lines.join()).not.toMatch(/Invalid|expected|received/);
  });

  test('no words of the checking library come through, whatever stands in a survey', () => {
    fc.assert(
      fc.property(arbitrarySurvey, fc.nat(), fc.jsonValue(), (survey, pick, value) => {
        const names = Object.keys(survey);
        const lines = problemsOf({ ...survey, [names[pick % names.length]!]: value }, 'a').map(
          ({ message }) => message,
        );
        expect(lines.join('\n')).not.toMatch(/Invalid (input|option|discr)|received undefined|Unrecognized/);
      }),
    );
  });

  test('a whole survey has no problem, and no value makes the check throw', () => {
    fc.assert(
      fc.property(
        arbitrarySurvey,
        (survey) =>
          void expect(problemsOf(survey, survey.id).filter(({ message }) => !NEVER.test(message))).toEqual([]),
      ),
    );
    fc.assert(fc.property(fc.jsonValue(), (value) => void problemsOf(value, 'a')));
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (one, two, three) => {
        problemsOf({ ...base, questions: [why, one], pages: [two], ends: [three], helpLinks: [one], reply: two }, 'a');
        problemsOf({ ...base, pages: one, ends: two, reviewLink: three, target: one, helpLinks: three }, 'a');
      }),
    );
  });
});

describe('a condition about the page', () => {
  test.each([
    [
      { context: 'device.type', eq: 'mobile' },
      'when.eq: "device.type" is one of "desktop", "tablet", "phone", "other"',
    ],
    [{ context: 'returning', eq: 'true' }, 'when.eq: "returning" is true or false, without quotes'],
    [{ context: 'viewport.width', lt: '600' }, 'when.lt: "viewport.width" is a number'],
    [{ context: 'title', gte: 3 }, 'when.gte: "title" is a text: it is neither below nor above anything'],
    [{ context: 'url', eq: '/thanks' }, 'when.eq: "url" is the whole address, with its https://'],
    [{ any: [{ context: 'channel', in: ['web', 'app'] }] }, 'when.any[0].in[1]: "channel" is one of'],
  ])('%j is held against what it can be', (condition, sentence) => {
    expect(when(condition)[0]).toContain(sentence);
  });

  test('that can hold is fine', () => {
    expect(
      when({
        all: [
          { context: 'device.type', in: ['phone'] },
          { context: 'viewport.width', lt: 600 },
        ],
      }),
    ).toEqual([]);
    expect(
      when({
        any: [
          { context: 'url', contains: '/a' },
          { context: 'online', eq: true },
        ],
      }),
    ).toEqual([]);
  });
});

describe('what does not fit together is told beside what is malformed', () => {
  test('a missing question, a missing page and a bad sample in one go', () => {
    const pages = [
      { id: 'p', questions: ['goal', 'gaol'], next: [{ to: 'nowhere' }] },
      { id: 'q', questions: ['rate', 'why'], next: [{ to: 'p' }] },
    ];
    expect(said({ sample: 25, pages }).map((line) => line.split(':')[0])).toEqual([
      'pages[0].next[0].to',
      'pages[0].questions[1]',
      'pages[1].next[0].to',
      'sample',
    ]);
  });

  test('a malformed question makes nothing else look wrong', () => {
    const broken = { ...rate, bands: undefined };
    const comment = {
      ...why,
      promptByBand: { by: 'rate', low: 'a', mid: 'b', high: 'c' },
      when: { answer: 'rate', lt: 5 },
    };
    expect(asked(goal, broken, comment)).toHaveLength(1);
    const { id: _, ...nameless } = rate;
    expect(asked(goal, nameless, comment)).toHaveLength(1);
  });

  test('an unreadable page makes nothing else look wrong', () => {
    const pages = [{ questions: ['goal'] }, { id: 'q', questions: ['rate', 'why'] }];
    expect(said({ pages, questions: [rate, goal, { ...why, when: { answer: 'rate', gte: 1 } }] })).toEqual([
      'pages[0].id: is missing; it must be a text',
    ]);
  });

  test('the words under "Something else" cannot be asked, and it says what can', () => {
    expect(asked({ ...goal, other: true }, { ...why, when: { answer: 'goal.other', answered: true } })[0]).toContain(
      '{ "answer": "goal", "contains": "other" }',
    );
  });
});

describe('a file', () => {
  test.each([[[]], [{}], [{ survey: {} }], [{ surveys: [] }], [{ surveys: {} }]])(
    '%j says what must stand in it',
    (json) => {
      const read = surveysIn(json);
      expect('wrong' in read && read.wrong).toMatch(
        /^"surveys" (is missing|must be|is empty)[\s\S]*Write \{ "surveys"/,
      );
    },
  );

  test('may hold one survey by itself, or several by name', () => {
    expect(surveysIn(base)).toMatchObject({ surveys: [{ name: 'a', survey: base, above: '' }] });
    expect(surveysIn({ $schema: 'x', project: 'shop', surveys: { x: 'ces' } })).toEqual({
      surveys: [{ name: 'x', survey: 'ces', above: 'surveys.x.' }],
      notes: ['"project" is not read from a file; "surveys" is'],
    });
  });
});

test('words are near by letters, in other case, and by what they begin', () => {
  expect(distance('lable', 'label')).toBe(1);
  expect(near('Required', ['required', 'when'])).toBe('required');
  expect(near('multi', ['metric', 'multiple'])).toBe('multiple');
  expect(near('if', ['to', 'id'])).toBeUndefined();
});

describe('a trigger that can never fire', () => {
  test.each<[object, string]>([
    [{ click: '.buy >' }, 'trigger.click: must be a CSS selector: it ends before its last element'],
    [{ click: '> .buy' }, 'trigger.click: must be a CSS selector: it has no first element'],
    [{ click: '..buy' }, 'trigger.click: must be a CSS selector: identifier is expected at character 2'],
    [{ view: '#2nd' }, 'trigger.view: must be a CSS selector: "#2nd" begins with a digit: write [id="2nd"]'],
    [{ view: ' ' }, 'trigger.view: must be a CSS selector: it is empty'],
    [{ view: 'a[href' }, 'trigger.view: must be a CSS selector: '],
    [{ url: 'thanks' }, 'trigger.url: fits no page: write a path ("/thanks", "/shop/**")'],
    [{ url: 'example.com/thanks' }, 'trigger.url: fits no page: write a path ("/thanks", "/shop/**")'],
    [{ url: '/thank you' }, 'trigger.url: has a space: addresses have %20 there'],
  ])('%j is told what is wrong with it', (trigger, message) => {
    expect(said({ trigger })[0]).toContain(message);
    expect(said({ trigger: [{ event: 'x' }, trigger] })[0]).toContain(message.replace('trigger.', 'trigger[1].'));
  });

  test.each([
    { click: '.buy' },
    { click: 'button:has(> .icon), a[href^="/x 1"]' },
    { view: '#a\\:b > *:nth-child(2n+1)' },
    { view: '[id="2nd"]' },
    { url: '/' },
    { url: '/shop/**' },
    { url: 'https://example.com/**' },
    { url: '**/thanks' },
  ])('%j is fine', (trigger) => {
    expect(said({ trigger })).toEqual([]);
  });
});

test('a survey without a title is not told that its name lacks a language, whatever its id is', () => {
  const why2 = { ...why, id: 'more', prompt: { en: 'And?', ko: '또?' } };
  const given = { ...base, title: 'a', id: 'other', questions: [{ ...why, prompt: { en: 'Why?', ko: '왜?' } }, why2] };
  expect(reviewOf(given, 'a').notes).toEqual([]);
});

describe('what nobody would ever read or choose', () => {
  test('is a text under a tag of no language, with the one that was meant', () => {
    expect(
      said({ title: { en: 'A', jp: 'B' }, questions: [goal, rate, { ...why, prompt: { klingon: 'Why?' } }] }),
    ).toEqual([
      'questions[2].prompt.klingon: is no language: write a BCP 47 tag, "en" or "pt-BR"',
      'title.jp: is no language; did you mean "ja"?',
    ]);
  });

  test('is a file of a type that is none', () => {
    const file = { id: 'file', type: 'file', prompt: 'A picture?' };
    for (const accept of ['image/*', '.pdf', 'image/png, .jpg,application/vnd.ms-excel'])
      expect(asked({ ...file, accept }), accept).toEqual([]);
    for (const accept of ['pdf', 'images', '*.pdf', 'image/*;.pdf', '.pdf .jpg'])
      expect(asked({ ...file, accept }), accept).toEqual([
        `questions[0].accept: must be types and file endings with commas between: "image/*,.pdf"; it is "${accept}"`,
      ]);
  });
});

test.each(['journey', 'relationship', 'every-question'])(
  'examples/surveys/%s.json has nothing said against it',
  async (name) => {
    const lines: string[] = [];
    const files = [`examples/surveys/${name}.json`];
    const { failed } = await surveyCommand({ files, language: 'en', draw: false }, (line) => void lines.push(line));
    expect(lines.join('\n')).toMatch(/^✓ \w+\n1 of 1 fine$/);
    expect(failed).toBe(0);
  },
);

test('every-question.json has each type', () => {
  const { questions } = JSON.parse(readFileSync('examples/surveys/every-question.json', 'utf8')).surveys.everything;
  const types = question.options.map(({ shape }) => [...shape.type.values][0]);
  expect(types.filter((type) => !questions.some((one: { type?: string }) => one.type === type))).toEqual([]);
});
