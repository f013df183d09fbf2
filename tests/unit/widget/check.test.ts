import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemsIn } from '../../../widget/check';
import { arbitrarySurvey } from '../../support/arbitrary-survey';

const why = { id: 'why', type: 'text', prompt: 'Why?' };
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
const said = (survey: unknown) => problemsIn({ mine: survey });

test.each<[string, unknown, string[]]>([
  [
    'a loop',
    {
      questions: [rate, why],
      pages: [
        { id: 'a', questions: ['rate'], next: [{ to: 'a' }] },
        { id: 'b', questions: ['why'] },
      ],
    },
    ['pages[0].next[0].to: "a" would follow itself for ever', 'pages[1]: no way leads to "b"'],
  ],
  [
    'a missing target',
    {
      questions: [rate],
      pages: [{ id: 'a', questions: ['rate'], next: [{ when: { answer: 'rate', lt: 3 }, to: 'zzz' }] }],
    },
    ['pages[0].next[0].to: there is no page and no end "zzz"'],
  ],
  [
    'a gated review link',
    {
      questions: [rate],
      ends: [{ id: 'e', when: { answer: 'rate', gte: 9 }, link: { label: 'R', url: 'https://g.page/r/x' } }],
    },
    ['ends[0].link.url: leads to a public review'],
  ],
  [
    'a link that runs code',
    {
      questions: [why],
      helpLinks: [
        { label: 'Help', url: '/help' },
        { label: 'X', url: 'javascript:alert(1)' },
      ],
    },
    ['helpLinks[1].url: must have a "url" that begins with https://'],
  ],
  [
    'a link that runs code, at an end',
    { questions: [why], ends: [{ id: 'e', link: { label: 'X', url: 'javascript:alert(1)' } }] },
    ['ends[0].link: must have a "url"'],
  ],
  [
    'two things at once',
    {
      questions: [
        { ...why, prompt: 3 },
        { id: 'm', type: 'matrix', prompt: 'M', rows: [], columns: [{ id: 'x', label: 'X' }] },
      ],
    },
    ['questions[0].prompt: must be a text', 'questions[1].rows: must be a list'],
  ],
  [
    'an option without a label that is text',
    {
      questions: [
        {
          id: 'c',
          type: 'choice',
          prompt: 'C',
          options: [
            { id: 'a', label: 'A' },
            { id: 'b', label: 5 },
          ],
        },
      ],
    },
    ['questions[0].options[1].label: must be a text'],
  ],
  ['no question', { questions: [] }, ['questions: must be a list of 1 to 20']],
  ['no preset', 'cess', ['no survey "cess"']],
  [
    'no date',
    { questions: [{ id: 'd', type: 'date', prompt: 'D', min: 'tomorrow' }] },
    ['questions[0]: min and max must be dates'],
  ],
  [
    'a condition that is none',
    { questions: [rate, { ...why, when: { answer: 'nobody', eq: 1 } }] },
    ['questions[1].when.answer: there is no question "nobody"'],
  ],
])('%s is told with its path', (_, survey, paths) => {
  const found = said(survey);
  expect(found).toHaveLength(paths.length);
  paths.forEach((path, at) => void expect(found[at]).toContain(`survey "mine": ${path}`));
});

test('nothing is said of any survey that the contract takes', () => {
  fc.assert(
    fc.property(arbitrarySurvey, (survey) => void expect(said(survey)).toEqual([])),
    { numRuns: 300 },
  );
});

test('whatever a file says, it is answered with sentences', () => {
  const nasty = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        preset: fc.constantFrom('ces', 'nps', '__proto__', 'constructor'),
        questions: fc.oneof(fc.jsonValue(), fc.array(fc.oneof(fc.jsonValue(), fc.constant(why), fc.constant(rate)))),
        pages: fc.jsonValue(),
        ends: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())),
        helpLinks: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())),
        version: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(nasty, (given) => {
      for (const line of said(given)) expect(line).toMatch(/^survey "/);
    }),
    { numRuns: 2000 },
  );
});
