import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChoiceQuestion, ScaleQuestion, Survey } from '../../../src/contract/types';
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

const say =
  (locale: string, site = 'Acme', subject = site) =>
  (text: Survey['title'] | undefined, names: object = { site, subject }) =>
    wordsOf(text, locale, locale, names);
const wording = expect.stringMatching(/^[0-9a-z]{1,16}$/);

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
      wording,
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
    { question: 'category', type: 'choice', value: ['idea'], prompt: 'What is it about?', label: 'Idea', wording },
  ]);
});

/** The wording of a question, in a language, on a site, about a subject. */
const wordingOf = (question: ScaleQuestion | ChoiceQuestion, locale = 'en', ...names: string[]) => {
  const survey: Survey = { id: 'own', version: '1', mode: 'interaction', title: 'Own', questions: [question] };
  const value = question.type === 'scale' ? question.scale.min : [question.options[0]!.id];
  return answersOf(survey, { [question.id]: value }, {}, say(locale, ...names))[0]!.wording;
};

const words = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/[{}]/.test(text));
const template = fc.tuple(words, fc.constantFrom('', '{site}', '{subject}'), words).map((parts) => parts.join(''));
const asked: fc.Arbitrary<ScaleQuestion> = fc
  .record({ prompt: template, statement: template, labels: fc.array(words, { minLength: 3, maxLength: 3 }) })
  .map((texts) => ({
    ...(texts as Pick<ScaleQuestion, 'prompt' | 'statement' | 'labels'>),
    id: 'rating',
    type: 'scale',
    metric: 'custom',
    scale: { min: 1, max: 3, direction: 'higher_better', positive: [3, 3] },
    look: 'list',
    bands: [1, 2],
  }));

test('the wording is the same whatever site and subject are called, and whatever is asked besides', () => {
  fc.assert(
    fc.property(asked, fc.string(), fc.string(), (question, site, subject) => {
      const { wording } = answersOf(
        { ...cesSurvey(en), questions: [...cesSurvey(en).questions, question] },
        { ces: 3, rating: 3 },
        {},
        say('en', site, subject),
      )[1]!;
      expect(wording).toMatch(/^[0-9a-z]{1,16}$/);
      expect(wordingOf({ ...question, id: 'other', look: 'numbers' as const, required: true })).toBe(wording);
    }),
  );
  expect(wordingOf(presets(en).csat.questions[0] as ScaleQuestion, 'en', 'A', 'B')).toBe(
    wordingOf(presets(en).csat.questions[0] as ScaleQuestion, 'en', 'C'),
  );
});

test('another prompt, statement, label, order of labels or scale is another wording', () => {
  fc.assert(
    fc.property(asked, words, fc.nat(2), (question, text, at) => {
      const { prompt, statement, labels, scale } = question;
      const others: Partial<ScaleQuestion>[] = [
        { prompt: `${prompt as string}${text}` },
        { prompt: statement!, statement: `${prompt as string}.` },
        { statement: `${statement as string}${text}` },
        { statement: undefined },
        { labels: labels.map((label, index) => (index === at ? `${label as string}${text}` : label)) },
        { labels: [...labels, text] },
        { scale: { ...scale, direction: 'lower_better' } },
        { scale: { ...scale, positive: [2, 3] } },
        { scale: { ...scale, min: 0 } },
      ];
      if (labels[0] !== labels[2]) others.push({ labels: [...labels].reverse() });
      for (const other of others) expect(wordingOf({ ...question, ...other })).not.toBe(wordingOf(question));
    }),
  );
});

test('the wording is of the language that was shown: each has its own, and the fallback is that of the fallback', () => {
  const question: ChoiceQuestion = {
    id: 'what',
    type: 'choice',
    prompt: { en: 'What is {site} to you?', ko: '{site} 무엇인가요?' },
    options: [
      { id: 'a', label: { en: 'A shop', ko: '가게' } },
      { id: 'b', label: { en: 'A site', ko: '사이트' } },
    ],
  };
  expect(wordingOf(question, 'ko')).not.toBe(wordingOf(question, 'en'));
  expect(wordingOf(question, 'fr')).toBe(wordingOf(question, 'en'));
  const [first, second] = question.options;
  expect(wordingOf({ ...question, options: [first!, { ...second!, label: { en: 'A blog' } }] })).not.toBe(
    wordingOf(question),
  );
});

test('every preset has a wording of its own for each question and language, stable over releases', () => {
  const all = [en, ko].map((it) =>
    [cesSurvey(it), ...Object.values(presets(it))].flatMap(({ questions }) => questions),
  );
  const wordings = all.map((questions) =>
    questions.flatMap((it) =>
      it.type === 'scale' || it.type === 'choice' ? [`${it.metric ?? it.id} ${wordingOf(it)}`] : [],
    ),
  );
  expect(new Set(wordings.flat()).size).toBe(new Set(wordings[0]).size * 2);
  // Figures go on over a release: a changed hash is a changed question, and is to be seen in the list of changes.
  expect([...new Set(wordings[0])]).toMatchInlineSnapshot(`
    [
      "ces2 1hi4z1h",
      "csat 8wsh0i",
      "category ygbfvm",
      "nps 11228vv",
      "success 1fthio",
      "emotion hd38fk",
      "helpful 19yar2k",
    ]
  `);
});
