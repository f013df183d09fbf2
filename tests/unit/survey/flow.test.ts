import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScaleQuestion, Survey } from '../../../src/contract/types';
import { cesSurvey } from '../../../src/survey/ces';
import { bandOf, isAnswered, lengthOf, MAX_TEXT, problemsOf, promptOf } from '../../../src/survey/flow';
import { presets } from '../../../src/survey/presets';
import en from './english';

const all: { [name: string]: Survey } = { ...presets(en), ces: cesSurvey(en) };
const rating = (name: string) => all[name]!.questions.find(({ type }) => type === 'scale') as ScaleQuestion;
const comment = (name: string) => all[name]!.questions.find(({ type }) => type === 'text') as never;
const bands = (name: string) => {
  const { scale } = rating(name);
  return Array.from({ length: scale.max - scale.min + 1 }, (_, at) => bandOf(rating(name), scale.min + at));
};

test('the bands are those of MEASUREMENT: CES 1-3 / 4 / 5-7, CSAT 1-2 / 3 / 4-5, NPS 0-6 / 7-8 / 9-10', () => {
  expect(bands('ces')).toEqual(['low', 'low', 'low', 'mid', 'high', 'high', 'high']);
  for (const name of ['csat', 'feedback']) expect(bands(name)).toEqual(['low', 'low', 'mid', 'high', 'high']);
  expect(bands('nps')).toEqual([...Array(7).fill('low'), 'mid', 'mid', 'high', 'high']);
  expect(bands('helpful')).toEqual(['low', 'high']);
});

test('where lower is better the ends of the bands change places, and the middle stays', () => {
  const effort: ScaleQuestion = {
    ...rating('ces'),
    scale: { min: 1, max: 7, direction: 'lower_better', positive: [1, 2] },
  };
  expect([1, 3, 4, 5, 7].map((value) => bandOf(effort, value))).toEqual(['high', 'high', 'mid', 'low', 'low']);
});

test('the follow-up fits the score; NPS asks the same in every band', () => {
  const ask = (name: string, value: number) => promptOf(comment(name), all[name]!, { [rating(name).id]: value });
  expect([1, 4, 7].map((value) => ask('ces', value))).toEqual([
    'What made it difficult?',
    'What could be better?',
    'What worked well?',
  ]);
  expect([1, 3, 5].map((value) => ask('csat', value))).toEqual([
    'What went wrong?',
    'What could be better?',
    'What worked well?',
  ]);
  expect(new Set([0, 7, 10].map((value) => ask('nps', value)))).toEqual(
    new Set(['What is the main reason for your score?']),
  );
  expect(promptOf(comment('ces'), all['ces']!, {})).toBe(en.askMore);
});

test('a rating, a text or any other answer is enough; blanks are none', () => {
  const feedback = all['feedback']!;
  for (const values of [{ csat: 1 }, { comment: 'Hi' }, { category: ['idea'] }])
    expect(problemsOf(feedback, values as never)).toEqual({});
  for (const values of [{}, { category: [] }, { comment: ' \n ' }])
    expect(problemsOf(feedback, values as never)).toEqual({ csat: 'nothing' });
});

test('a required question says so itself, also when something else was answered', () => {
  const ces = all['ces']!;
  const survey = { ...ces, questions: [{ ...ces.questions[0]!, required: true }, ces.questions[1]!] } as Survey;
  expect(problemsOf(survey, { comment: 'Hi' })).toEqual({ ces: 'required' });
  expect(problemsOf(survey, {})).toEqual({ ces: 'required' });
});

test('length counts NFC code points: a composed syllable, a decomposed one and an emoji are one each', () => {
  expect(['한', '한'.normalize('NFD'), '😀', 'é'.normalize('NFD')].map(lengthOf)).toEqual([1, 1, 1, 1]);
  const survey = all['ces']!;
  expect(problemsOf(survey, { comment: '한'.normalize('NFD').repeat(MAX_TEXT) })).toEqual({});
  expect(problemsOf(survey, { comment: '😀'.repeat(MAX_TEXT + 1) })).toEqual({ comment: 'tooLong' });
});

test('every value of the scale is an answer, zero too; whatever else an old draft may hold is none', () =>
  fc.assert(
    fc.property(fc.oneof(fc.integer({ min: -3, max: 13 }), fc.anything()), (value) => {
      const fits = Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 10;
      expect(isAnswered(rating('nps'), { nps: value } as never)).toBe(fits);
      if (typeof value !== 'string') expect(isAnswered(comment('nps'), { comment: value } as never)).toBe(false);
    }),
  ));
