import { expect, test } from 'vitest';
import type { Survey } from '../../../src/contract/types';
import { cesSurvey } from '../../../src/survey/ces';
import { presets } from '../../../src/survey/presets';
import { wordsOf } from '../../../src/survey/wording';
import { answersOf } from '../../../widget/answers';
import ko from '../../../widget/locales/ko';
import { parts } from '../../../widget/parts';
import { choiceLabel } from '../../../widget/questions/choice';
import en from '../survey/english';

// as the second chunk does
parts.choiceLabel = choiceLabel;

const say = (locale: string) => (text: Survey['title'] | undefined) =>
  wordsOf(text, locale, locale, { site: 'Acme', subject: 'Acme' });

test('a rating travels with its scale, the words that were displayed and its label', () => {
  expect(answersOf(cesSurvey(ko), { ces: 2 }, { ces: 1200 }, say('ko'))).toEqual([
    {
      question: 'ces',
      type: 'scale',
      metric: 'ces2',
      value: 2,
      scale: { min: 1, max: 7, direction: 'higher_better', positive: [5, 7] },
      prompt: '다음 문장에 얼마나 동의하시나요? Acme에서 원하는 일을 쉽게 처리할 수 있었다.',
      label: '그렇지 않다',
      ms: 1200,
    },
  ]);
});

test('the text carries the prompt that the score led to, and goes in NFC', () => {
  const [, text] = answersOf(cesSurvey(en), { ces: 1, comment: '한글'.normalize('NFD') }, {}, say('en'));
  expect(text).toEqual({ question: 'comment', type: 'text', value: '한글', prompt: 'What made it difficult?' });
});

test('a scale that names only its ends has a label at the ends and none between', () => {
  const label = (value: number) => answersOf(presets(en).nps, { nps: value }, {}, say('en'))[0]!.label;
  expect([0, 1, 5, 10].map(label)).toEqual(['Not at all likely', undefined, undefined, 'Extremely likely']);
});

test('a choice is a list of ids with the labels beside it; what was not answered is left out', () => {
  const answers = answersOf(presets(en).feedback, { category: ['idea'], comment: '   ' }, {}, say('en'));
  expect(answers).toEqual([
    { question: 'category', type: 'choice', value: ['idea'], prompt: 'What is it about?', label: 'Idea' },
  ]);
});
