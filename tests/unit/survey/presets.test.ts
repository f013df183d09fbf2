import { expect, test } from 'vitest';
import { parseSurvey } from '../../../src/contract';
import type { ScaleQuestion, Survey } from '../../../src/contract/types';
import { cesSurvey } from '../../../src/survey/ces';
import { presets } from '../../../src/survey/presets';
import { wordsOf } from '../../../src/survey/wording';
import ko from '../../../widget/locales/ko';
import en from './english';

const inBoth = (name: string): Survey[] =>
  [en, ko].map((words) => ({ ...presets(words), ces: cesSurvey(words) })[name as 'ces']!);
const acme = { site: 'Acme', subject: 'Acme' };
const names = [...Object.keys(presets(en)), 'ces'];

test('there are the six presets of DESIGN', () => {
  expect(names.sort()).toEqual(['ces', 'csat', 'feedback', 'helpful', 'interaction', 'nps']);
});

test.each(names)(
  'the preset %s satisfies the contract in English and in Korean, with the same ids and scales',
  (name) => {
    const [english, korean] = inBoth(name);
    for (const survey of [english!, korean!]) expect(parseSurvey(survey)).toMatchObject({ ok: true });
    const shape = ({ questions }: Survey) =>
      questions.map((it) => [
        it.id,
        it.type,
        'scale' in it && [it.scale, it.bands, it.look, it.metric, it.labels.length],
        it.type === 'choice' && it.options.map(({ id }) => id),
      ]);
    expect(shape(korean!)).toEqual(shape(english!));
  },
);

test.each(names)('every scale of %s is higher better, and names each point or both ends', (name) => {
  for (const question of inBoth(name)[0]!.questions) {
    if (question.type !== 'scale') continue;
    const { scale, labels } = question as ScaleQuestion;
    expect(scale.direction).toBe('higher_better');
    expect([2, scale.max - scale.min + 1]).toContain(labels.length);
  }
});

test('positive values are those of MEASUREMENT: CES 5-7, CSAT 4-5, NPS 9-10, emotion 4-5', () => {
  const positive = (name: string, id: string) =>
    (inBoth(name)[0]!.questions.find((it) => it.id === id) as ScaleQuestion).scale.positive;
  expect(positive('ces', 'ces')).toEqual([5, 7]);
  expect(positive('csat', 'csat')).toEqual([4, 5]);
  expect(positive('feedback', 'csat')).toEqual([4, 5]);
  expect(positive('nps', 'nps')).toEqual([9, 10]);
  expect(positive('interaction', 'emotion')).toEqual([4, 5]);
});

test('the wording of CES, CSAT and NPS is that of MEASUREMENT, word for word, in both languages', () => {
  expect([en.cesStem, en.cesStatement, en.askCsat, en.askNps]).toEqual([
    'How much do you agree?',
    '{site} made it easy for me to do what I came to do.',
    'Overall, how satisfied are you with {subject}?',
    'How likely are you to recommend {site} to a friend or colleague?',
  ]);
  expect([ko.cesStem, ko.cesStatement, ko.askCsat, ko.askNps]).toEqual([
    '다음 문장에 얼마나 동의하시나요?',
    '{site}에서 원하는 일을 쉽게 처리할 수 있었다.',
    '{subject}에 대해 전반적으로 얼마나 만족하시나요?',
    '{site} 이용을 친구나 동료에게 추천할 의향이 얼마나 있으신가요?',
  ]);
  expect(ko.agreement.join(' / ')).toBe(
    '전혀 그렇지 않다 / 그렇지 않다 / 약간 그렇지 않다 / 보통이다 / 약간 그렇다 / 그렇다 / 매우 그렇다',
  );
  expect(en.agreement.join(' / ')).toBe(
    'Strongly disagree / Disagree / Somewhat disagree / Neither agree nor disagree / Somewhat agree / Agree / Strongly agree',
  );
  expect(en.satisfied.join(' / ')).toBe(
    'Very dissatisfied / Dissatisfied / Neither satisfied nor dissatisfied / Satisfied / Very satisfied',
  );
  expect(ko.satisfied.join(' / ')).toBe('매우 불만족 / 불만족 / 보통 / 만족 / 매우 만족');
  expect([en.savedHere, ko.savedHere]).toEqual([
    'Saved on this device. It will be sent the next time this site is open and online.',
    '이 기기에 저장했습니다. 인터넷에 연결된 상태에서 이 사이트를 열면 자동으로 전송됩니다.',
  ]);
});

test('in Korean no particle that depends on the last sound follows a name', () => {
  for (const text of Object.values(ko).flat()) expect(text).not.toMatch(/\}(은|는|이 |가 |을|를|과|와|으로|로)(?!용)/);
});

test('a text in another language than the panel is marked with that language (WCAG 3.1.2)', () => {
  const text = { en: 'Hello {site}', 'pt-BR': 'Olá' };
  expect(wordsOf(text, 'ko-KR', 'ko', acme)).toEqual({ text: 'Hello Acme', lang: 'en' });
  expect(wordsOf(text, 'en', 'en', acme)).toEqual({ text: 'Hello Acme', lang: undefined });
  expect(wordsOf(text, 'pt-BR', 'en', acme)).toEqual({ text: 'Olá', lang: 'pt-BR' });
  expect(wordsOf({ fr: 'Bonjour' }, 'ko', 'ko', acme)).toEqual({ text: 'Bonjour', lang: 'fr' });
});

test('a name with dollar signs, braces or nothing in it is filled in as it is', () => {
  expect(wordsOf('{site}!', 'en', 'en', { ...acme, site: '$& {subject}' }).text).toBe('$& {subject}!');
  expect(wordsOf('{unknown} {toString}', 'en', 'en', acme).text).toBe('{unknown} {toString}');
});
