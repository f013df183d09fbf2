import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parseSurvey, parseSurveyInput } from '../../../src/contract';
import { survey } from './sample';

// Generated values take their time where other work shares the processor.
vi.setConfig({ testTimeout: 60_000 });

const [scale, choice, text] = survey.questions;
const refused = (value: unknown, parse: typeof parseSurvey | typeof parseSurveyInput = parseSurvey) => {
  const parsed = parse(value);
  return parsed.ok ? 'accepted' : parsed.message;
};
const withQuestions = (...questions: object[]) => refused({ ...survey, questions });

describe('parseSurvey', () => {
  it('reads a survey as it stands, without what it does not know', () => {
    expect(parseSurvey({ ...survey, zzz: 1 })).toStrictEqual({ ok: true, survey });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void parseSurvey(value)));
    fc.assert(fc.property(fc.jsonValue(), (value) => void parseSurvey({ ...survey, questions: [value] })));
  });

  it('says where a name does not fit another', () => {
    expect(withQuestions(text!)).toBe('questions[0].promptByBand.by: "effort" is no scale question above this one');
    expect(withQuestions(scale!, scale!)).toBe('questions[1].id: "effort" is used twice');
    expect(
      withQuestions({
        ...choice,
        options: [
          { id: 'a', label: 'A' },
          { id: 'a', label: 'B' },
        ],
      }),
    ).toBe('questions[0].options[1].id: "a" is the id of the one at [0] already');
  });

  it('wants labels and bands that fit the scale', () => {
    expect(withQuestions({ ...scale, labels: ['low', 'high'] })).toBe('accepted');
    expect(withQuestions({ ...scale, labels: ['a', 'b', 'c'] })).toBe(
      'questions[0].labels: must have 7 labels, one a point, or 2 for the ends',
    );
    expect(withQuestions({ ...scale, bands: [4, 3] })).toMatch(/^questions\[0\]\.bands: /);
    expect(withQuestions({ ...scale, bands: [3, 8] })).toMatch(/^questions\[0\]\.bands: /);
  });

  it('wants a direction with every scale', () => {
    const { direction: _, ...meaning } = (scale as { scale: { direction: string } }).scale;
    expect(withQuestions({ ...scale, scale: meaning })).toMatch(/^questions\[0\]\.scale\.direction: /);
  });

  it('wants texts by language tag, with at least one', () => {
    expect(refused({ ...survey, title: { ko: '의견' } })).toBe('accepted');
    for (const title of [{}, { 'not a tag': 'x' }, '', { en: 1 }]) {
      expect(refused({ ...survey, title }), JSON.stringify(title)).toMatch(/^title/);
    }
  });

  it('wants 1 to 20 questions of known types', () => {
    expect(withQuestions()).toMatch(/^questions: /);
    expect(withQuestions({ ...text, type: 'slider' })).toMatch(/^questions\[0\]\.type: /);
  });
});

describe('parseSurveyInput', () => {
  it('takes a preset by name, a changed preset, and a whole survey', () => {
    for (const input of ['ces', { preset: 'nps', version: '2', title: 'Hello' }, survey]) {
      expect(parseSurveyInput(input)).toStrictEqual({ ok: true, survey: input });
    }
  });

  it('takes ready questions among others, and gives them back as they were written', () => {
    const own = { id: 'own', type: 'text', prompt: 'And?' };
    const questions = [
      { id: 'rate', ready: 'ces', required: true },
      { id: 'because', ready: 'comment', by: 'rate' },
      own,
    ];
    expect(parseSurveyInput({ ...survey, questions })).toStrictEqual({ ok: true, survey: { ...survey, questions } });
    // a survey that is written out has none
    expect(refused({ ...survey, questions })).toMatch(/^questions\[0\]\.type: /);
  });

  it.each([
    [{ id: 'rate', ready: 'cess' }, /^questions\[0\]\.ready: .*"ces"/],
    [{ id: 'rate', ready: 'ces', look: 'sliders' }, /^questions\[0\]\.look: /],
    [{ id: 'rate', ready: 'ces', prompt: 'Was it easy?' }, /^questions\[0\]: .*prompt/],
    [{ id: '', ready: 'ces' }, /^questions\[0\]\.id: /],
    // what stands in it is held against the rest, as if it were written out
    [{ id: 'rate', ready: 'nps', look: 'faces' }, /^questions\[0\]\.look: /],
    [{ id: 'why', ready: 'comment', by: 'nobody' }, /^questions\[0\]\.promptByBand/],
    [{ id: 'own', ready: 'goal' }, /^questions\[1\]\.id: "own" is used twice/],
  ])('says what is wrong with the ready question %j', (ready, message) => {
    expect(
      refused({ ...survey, questions: [ready, { id: 'own', type: 'text', prompt: 'And?' }] }, parseSurveyInput),
    ).toMatch(message);
  });

  it('names the field that is wrong, not "none of three shapes"', () => {
    expect(refused({ preset: 'cess' }, parseSurveyInput)).toMatch(/^preset: .*"ces"/);
    expect(refused({ preset: 'ces', mode: 'x' }, parseSurveyInput)).toMatch(/^mode: /);
    expect(refused({ ...survey, mode: 'x' }, parseSurveyInput)).toMatch(/^mode: /);
    expect(refused('cess', parseSurveyInput)).toContain('"ces"');
  });
});
