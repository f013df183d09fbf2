import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRecord, parseSurvey } from '../../../src/contract';
import type { FeedbackRecord, Survey, SurveyInput } from '../../../src/contract/types';
import { wordsOf } from '../../../src/survey/wording';
import { answersOf } from '../../../widget/answers';
import { parts } from '../../../widget/parts';
import { choiceLabel } from '../../../widget/questions/choice';
import { surveyFrom } from '../../../widget/survey-from';
import words from '../survey/english';

// as the second chunk does
parts.choiceLabel = choiceLabel;

const why = { id: 'why', type: 'text', prompt: 'Why?' };
const made = (input: object) => surveyFrom(input as SurveyInput, words);

test('a survey that leaves out version, mode and title gets those that a collector needs', () => {
  const survey = made({ id: 'own', questions: [why] });
  expect(survey).toMatchObject({ version: '1', mode: 'interaction', title: 'Feedback' });
  expect(parseSurvey(survey)).toMatchObject({ ok: true });
  expect(made({ id: 'own', version: '7', mode: 'always_on', title: 'Own', questions: [why] })).toMatchObject({
    version: '7',
    mode: 'always_on',
    title: 'Own',
  });
});

test('a preset with changes keeps its version, mode and questions', () => {
  expect(made({ preset: 'nps', id: 'mine', title: 'Ours' })).toMatchObject({
    id: 'mine',
    version: '1',
    mode: 'relationship',
    title: 'Ours',
    questions: [{ id: 'nps' }, { id: 'comment' }],
  });
  expect(() => made({ preset: 'constructor' })).toThrow('no survey "constructor"');
});

const scale = {
  id: 'rating',
  type: 'scale',
  metric: 'custom',
  scale: { min: 1, max: 3, direction: 'higher_better', positive: [3, 3] },
  look: 'list',
  prompt: 'How?',
  labels: ['Low', 'Medium', 'High'],
  bands: [1, 2],
};
const choice = { id: 'what', type: 'choice', prompt: 'What?', options: [{ id: 'a', label: 'A' }] };

test.each([
  ['no questions at all', undefined],
  ['an empty list', []],
  ['no list', { why }],
  ['more questions than a record holds', Array.from({ length: 21 }, (_, at) => ({ ...why, id: `why-${at}` }))],
  ['a question that is null', [why, null], 1],
  ['a question without an id', [{ ...why, id: undefined }], 0],
  ['an id that is a number', [{ ...why, id: 5 }], 0],
  ['an id with a space', [{ ...why, id: 'the reason' }], 0],
  ['an id that is too long', [{ ...why, id: 'x'.repeat(65) }], 0],
  ['an id used twice', [scale, why, why], 2],
  ['a type that is not there', [{ ...why, type: 'toString' }], 0],
  ['a scale without its scale', [why, { ...scale, scale: undefined }], 1],
  ['a scale without labels', [{ ...scale, labels: undefined }], 0],
  ['a scale without bands', [{ ...scale, bands: undefined }], 0],
  ['a choice without options', [{ ...choice, options: 'a' }], 0],
  ['a metric that is not there', [why, { ...scale, metric: 'effort' }], 1],
  ['a metric in a list', [{ ...scale, metric: ['csat'] }], 0],
  ['a scale without its direction', [{ ...scale, scale: { min: 1, max: 3, positive: [3, 3] } }], 0],
  ['a direction that is not there', [{ ...scale, scale: { ...scale.scale, direction: 'up' } }], 0],
  ['a scale without positive values', [{ ...scale, scale: { ...scale.scale, positive: undefined } }], 0],
  ['positive values outside the scale', [{ ...scale, scale: { ...scale.scale, positive: [3, 4] } }], 0],
  ['a scale of texts', [{ ...scale, scale: { ...scale.scale, min: '1', max: '3' } }], 0],
  ['a scale with too many points', [{ ...scale, scale: { ...scale.scale, max: 12 } }], 0],
  ['a scale with other labels than points', [{ ...scale, labels: ['Low', 'Medium', 'High', 'Higher'] }], 0],
  ['an option whose id is a number', [{ ...choice, options: [{ id: 1, label: 'A' }] }], 0],
  ['an option whose id is too long', [{ ...choice, options: [{ id: 'x'.repeat(201), label: 'A' }] }], 0],
  ['a text longer than a record takes', [{ ...why, maxLength: 4001 }], 0],
])('%s is refused, with the survey and the path', (_, questions, at?: number) => {
  const place = at === undefined ? 'questions: must ' : `questions[${at}].`;
  expect(() => made({ id: 'own', questions })).toThrow(`survey "own": ${place}`);
});

test.each([
  { mode: 'always-on' },
  { mode: ['journey'] },
  { mode: null },
  { version: 'x'.repeat(65) },
  { version: '' },
  { id: 'x'.repeat(65) },
  { id: '' },
  { id: 7 },
])('%j is refused, in a survey of its own and on a preset: a collector would refuse every record', (wrong) => {
  for (const whole of [{ questions: [why] }, { preset: 'nps' }])
    expect(() => made({ id: 'own', ...whole, ...wrong })).toThrow(
      new RegExp(`survey ".*": ${Object.keys(wrong)[0]}: must be `),
    );
});

test('a version that is a number becomes text, and none at all the first', () => {
  for (const whole of [{ questions: [why] }, { preset: 'ces' }]) {
    expect(made({ id: 'own', ...whole, version: 2 }).version).toBe('2');
    expect(made({ id: 'own', ...whole, version: null }).version).toBe('1');
  }
});

/** The record that a visitor's answers become, all else of it being right: every option, `rating` and `text`. */
const recordOf = (survey: Survey, rating: number, text: string): FeedbackRecord => {
  const values = Object.fromEntries(
    survey.questions.map((it) => [
      it.id,
      it.type === 'choice' ? it.options.map((option) => option.id) : it.type === 'scale' ? rating : text,
    ]),
  );
  const say = (text: Survey['title'] | undefined, names = { site: 'Acme', subject: 'Acme' }) =>
    wordsOf(text, 'en', 'en', names);
  return {
    id: '01890a5d-ac96-774b-bcce-b302099a8057',
    v: 1,
    kind: 'submission',
    test: false,
    mode: survey.mode,
    trigger: 'visitor',
    channel: 'web',
    survey: { id: survey.id, version: survey.version },
    locale: 'en',
    answers: answersOf(survey, values, {}, say),
    context: { url: '', referrer: '', viewport: { w: 1, h: 1 }, dpr: 1, tz: 'UTC', online: true },
    consent: { state: 'granted', contact: false },
    time: {
      startedAt: '2026-01-31T12:00:00.000Z',
      createdAt: '2026-01-31T12:00:00.000Z',
      tzOffsetMin: 0,
      durationMs: 0,
    },
  };
};

test('whatever is taken makes records that the contract takes, whatever was chosen', () => {
  /** Mostly right, now and then of another shape. */
  const mostly = <T>(right: T[], wrong: unknown[]) =>
    fc.oneof({ weight: 6, arbitrary: fc.constantFrom<unknown>(...right) }, fc.constantFrom(...wrong));
  const id = mostly(['a', 'b c', 'x'.repeat(64), `it's"5"]`, '한글'], ['', 5, null, undefined, 'x'.repeat(65), ['a']]);
  const meaning = fc.record(
    {
      min: mostly([0, 1, -10, 10], ['1', 1.5, -11, 11, null]),
      max: mostly([1, 5, 7, 10, 20], ['7', 0, 21, null]),
      direction: mostly(['higher_better', 'lower_better'], ['up', 1, null]),
      positive: mostly(
        [
          [1, 1],
          [5, 7],
          [4, 5],
          [9, 10],
        ],
        [[7], [5, 7, 9], ['5', '7'], 5, null, [7, 5], [0, 99]],
      ),
    },
    { requiredKeys: ['min', 'max'] },
  );
  const question = fc.record(
    {
      id,
      type: mostly(['scale', 'choice', 'text'], ['slider', 5, null]),
      metric: mostly(['ces2', 'csat', 'custom'], ['effort', 5, ['csat']]),
      scale: fc.oneof({ weight: 6, arbitrary: meaning }, fc.constantFrom(null, 5, [1, 7])),
      labels: fc.oneof(fc.constant(['No', 'Yes']), fc.array(fc.constant('Label'), { maxLength: 11 })),
      bands: fc.constant([1, 2]),
      options: fc.array(fc.record({ id, label: fc.constant('Label') }), { maxLength: 4 }),
      maxLength: mostly([10, 4000], [4001, '9999', 'long']),
      prompt: fc.constant('How?'),
    },
    { requiredKeys: ['id', 'type', 'prompt', 'labels', 'bands', 'options', 'scale'] },
  );
  const input = fc.record(
    {
      id,
      version: mostly(['1', 2, 'x'.repeat(64)], ['', null, [], 'x'.repeat(65)]),
      mode: mostly(['interaction', 'always_on', 'passive'], ['always-on', 5, null]),
      questions: fc.array(question, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ['id', 'questions'] },
  );
  let taken = 0;
  fc.assert(
    fc.property(
      input,
      fc.integer({ min: -12, max: 22 }),
      fc.constantFrom('', 'x'.repeat(4000)),
      (json, rating, text) => {
        let survey: Survey;
        try {
          survey = made(json);
        } catch (error) {
          expect(String(error)).toMatch(/survey ".*": (questions|id|version|mode)/s);
          return;
        }
        taken++;
        expect(parseRecord(recordOf(survey, rating, text))).toMatchObject({ ok: true });
      },
    ),
    { numRuns: 5000 },
  );
  expect(taken).toBeGreaterThan(100);
});

test('what the contract takes is taken, whatever the order, quotes and the like in ids included', () => {
  const id = fc.string({ minLength: 1, maxLength: 20 }).map((text) => text.replace(/\s/g, '_'));
  const some = fc
    .uniqueArray(id, { minLength: 1, maxLength: 6 })
    .chain((ids) =>
      fc.tuple(...ids.map((it) => fc.constantFrom(why, scale, choice).map((question) => ({ ...question, id: it })))),
    );
  fc.assert(
    fc.property(some, (questions) => {
      expect(made({ id: 'own', questions }).questions).toStrictEqual(questions);
    }),
  );
});

test('whatever JSON says, a survey comes out or an error that names it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (questions) => {
      let survey: Survey;
      try {
        survey = made({ id: 'own', questions });
      } catch (error) {
        expect(String(error)).toContain('survey "own": questions');
        return;
      }
      expect(survey.questions.length).toBeGreaterThan(0);
    }),
  );
});
