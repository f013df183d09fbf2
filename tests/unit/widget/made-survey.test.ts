import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSurvey } from '../../../src/contract';
import type { Survey, SurveyInput } from '../../../src/contract/types';
import { madeSurvey } from '../../../widget/made-survey';
import words from '../survey/english';

const why = { id: 'why', type: 'text', prompt: 'Why?' };
const made = (input: object) => madeSurvey(input as SurveyInput, words);

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
  expect(() => made({ preset: 'constructor' })).toThrow('there is no survey "constructor"');
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
  ['no questions at all', undefined, 0],
  ['an empty list', [], 0],
  ['no list', { why }, 0],
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
])('%s is refused, with the names of survey and question', (_, questions, at) => {
  expect(() => made({ id: 'own', questions })).toThrow(`survey "own": questions[${at}] needs`);
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
      expect(made({ id: 'own', questions }).questions).toBe(questions);
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
        expect(String(error)).toContain('survey "own": questions[');
        return;
      }
      expect(survey.questions.length).toBeGreaterThan(0);
    }),
  );
});
