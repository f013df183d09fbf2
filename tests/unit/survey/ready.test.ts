import { describe, expect, it } from 'vitest';
import { parseSurvey, surveyProblems } from '../../../src/contract';
import { READY, writtenOut } from '../../../src/contract/ready';
import type { ReadyName, ScaleQuestion, Survey } from '../../../src/contract/types';
import { cesQuestion } from '../../../src/survey/ces';
import { bandOf, promptOf } from '../../../src/survey/flow';
import { needsOf } from '../../../src/survey/needs';
import { inWords } from '../../../src/survey/ready';
import { spoken } from '../../../widget/languages';
import { languages } from '../../../widget/languages/more-languages';
import type { Locale } from '../../../widget/locales/en';
import en from './english';

const names = Object.keys(READY) as ReadyName[];
const base = { id: 'mine', version: '1', mode: 'journey', title: 'Mine' } as const;
const asked = (words: Locale) =>
  inWords(
    names.map((ready) => ({ id: ready, ready, ...(ready === 'comment' && { by: 'ces' }) })),
    words,
  );

describe('Ready questions', () => {
  it.each(['en', ...Object.keys(languages)])('are whole surveys in %s, none of whose words is missing', async (tag) => {
    const words = tag === 'en' ? en : ((await spoken(tag)).words as Locale);
    expect(surveyProblems({ ...base, questions: asked(words) })).toEqual([]);
  });

  it('mean in words what they mean without: scale, direction, bands, options', () => {
    const meant = writtenOut({ ...base, questions: names.map((ready) => ({ id: ready, ready })) }).questions;
    const meaning = (questions: Survey['questions']) =>
      questions.map((it) => ({
        ...it,
        prompt: '',
        statement: '',
        promptByBand: undefined,
        ...('labels' in it && { labels: it.labels!.length }),
        ...('options' in it && { options: it.options.map(({ id }) => id) }),
      }));
    expect(meaning(asked(en))).toEqual(meaning(meant));
    expect(meaning([cesQuestion('ces', en)])).toEqual(meaning(meant.slice(0, 1)));
  });

  it('state which end is better, and low effort is the good end of CES 1.0', () => {
    const effort = asked(en).find(({ id }) => id === 'effort') as ScaleQuestion;
    expect(effort.scale).toEqual({ min: 1, max: 5, direction: 'lower_better', positive: [1, 2] });
    expect([1, 2, 3, 4, 5].map((value) => bandOf(effort, value))).toEqual(['high', 'high', 'mid', 'low', 'low']);
  });

  it.each([
    ['ces', 1, en.whatDifficult],
    ['effort', 5, en.whatDifficult],
    ['csat', 1, en.whatWrong],
    ['nps', 0, en.whyScore],
    ['nps', 10, en.whyScore],
    ['helpful', 0, en.whatMissing],
    ['csat', 5, en.whatWell],
  ] as const)('a comment below %s asks after %i: %s', (ready, value, prompt) => {
    const questions = inWords(
      [
        { id: 'rate', ready },
        { id: 'why', ready: 'comment', by: 'rate' },
      ],
      en,
    );
    expect(promptOf(questions[1] as never, { questions } as Survey, { rate: value })).toBe(prompt);
  });

  it('take what their author may change, and stand beside questions in words of the author', () => {
    const own = { id: 'own', type: 'text', prompt: 'And?' } as const;
    const questions = inWords([{ id: 'rate', ready: 'csat', look: 'stars', required: true }, own], en);
    expect(questions[0]).toMatchObject({ id: 'rate', look: 'stars', required: true, labels: en.satisfied });
    expect(questions[1]).toBe(own);
    expect(parseSurvey({ ...base, questions })).toMatchObject({ ok: true });
    expect(questions[0]).not.toHaveProperty('ready');
  });

  it('leave nonsense from a file as it is, to be refused', () => {
    const nonsense = [null, 3, 'ces', {}, { id: 'a', ready: 'toString' }, { id: 'b', ready: 7 }];
    expect(inWords(nonsense as never, en)).toEqual(nonsense);
  });

  it('need no file of their own, unless they have stars', () => {
    expect(needsOf({ questions: names.map((ready) => ({ id: ready, ready })) })).toEqual([]);
    expect(needsOf({ questions: [{ id: 'rate', ready: 'csat', look: 'stars' }] })).toEqual(['flow', 'stars']);
  });
});
