import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type {
  ChoiceQuestion,
  DateQuestion,
  MatrixQuestion,
  NumberQuestion,
  Question,
} from '../../../src/contract/types';
import { problemWith, readAnswer } from '../../../src/survey/kinds';
import { toggled } from '../../../src/survey/kinds/choice';
import { parseNumber } from '../../../src/survey/kinds/number';
import { arbitraryEntry, arbitrarySurvey } from '../../support/arbitrary-survey';

const world = { today: '2026-06-15', decimal: '.' };
const read = (question: Question, entered: unknown) => readAnswer(question, entered, world);
const wrong = (question: Question, entered: unknown) => problemWith(question, entered, world);

const options = ['a', 'b', 'none'].map((id) => ({ id, label: id, ...(id === 'none' && { exclusive: true }) }));
const several: ChoiceQuestion = { id: 'q', type: 'choice', prompt: 'Q', options, multiple: true, other: true };
const single: ChoiceQuestion = { id: 'q', type: 'choice', prompt: 'Q', options: options.slice(0, 2) };

describe('numbers are read as people write them', () => {
  test.each([
    ['12', '.', 12],
    [' 12 ', '.', 12],
    ['-3', '.', -3],
    ['−3', '.', -3],
    ['3.5', '.', 3.5],
    ['3,5', '.', 3.5],
    ['3,5', ',', 3.5],
    ['3.5', ',', 3.5],
    ['1,000', '.', 1000],
    ['1,000', ',', 1],
    ['1.000', ',', 1000],
    ['1.000', '.', 1],
    ['0,125', '.', 0.125],
    ['0.125', ',', 0.125],
    ['1.234.567,5', ',', 1234567.5],
    ['1,234,567.5', '.', 1234567.5],
    ['1 234,5', ',', 1234.5],
    ['1’234.5', '.', 1234.5],
    ['٣٫٥', '٫', 3.5],
    ['۱۲۳', '٫', 123],
    ['१२', '.', 12],
    ['１２', '.', 12],
    ['๑๒', '.', 12],
  ])('%j with the sign %j is %d', (text, decimal, value) => {
    expect(parseNumber(text, decimal)).toBe(value);
  });

  test.each(['', ' ', '-', '.', '1.2.3', '1,2,3', '12a', '1e5', 'NaN', 'Infinity', '0x10', '1,23,4.5', '--1'])(
    '%j is none, rather than a guess',
    (text) => {
      expect(parseNumber(text, '.')).toBeUndefined();
      expect(parseNumber(text, ',')).toBeUndefined();
    },
  );

  test('what Intl writes in any of these languages is read back', () => {
    const locales = [
      'en',
      'ko',
      'de',
      'fr',
      'es',
      'pt',
      'it',
      'nl',
      'sv',
      'nb',
      'da',
      'fi',
      'pl',
      'cs',
      'hu',
      'ro',
      'bg',
      'uk',
    ];
    locales.push('ru', 'el', 'tr', 'ar-EG', 'he', 'fa', 'ur', 'hi', 'bn', 'th', 'vi', 'id', 'ja', 'zh', 'de-CH');
    const cents = fc.integer({ min: -1e9, max: 1e9 }).map((whole) => whole / 100);
    fc.assert(
      fc.property(fc.constantFrom(...locales), cents, (locale, value) => {
        const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
        const decimal = format.formatToParts(1.5).find(({ type }) => type === 'decimal')!.value;
        // marks of direction are no part of what a person types
        const text = format.format(value).replace(/[\u061C\u200E\u200F]/g, '');
        expect([text, parseNumber(text, decimal)]).toEqual([text, value]);
      }),
      { numRuns: 3000 },
    );
  });
});

test('a number says what is wrong with it: none, too low, too high, off its steps', () => {
  const question: NumberQuestion = { id: 'q', type: 'number', prompt: 'Q', min: 1, max: 5, step: 0.5 };
  expect(['', undefined, ' '].map((entered) => wrong(question, entered))).toEqual([undefined, undefined, undefined]);
  expect(['x', '0', '6', '1.2', '1.5'].map((entered) => wrong(question, entered))).toEqual([
    'badNumber',
    'tooLow',
    'tooHigh',
    'wrongStep',
    undefined,
  ]);
  expect(['x', '0', '6', '1.2', '1.5'].map((entered) => read(question, entered))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    1.5,
  ]);
  expect(wrong({ ...question, step: 0.1, min: 0 }, '0.3')).toBeUndefined();
  expect(wrong({ ...question, step: 'any' }, '1.23456')).toBeUndefined();
  expect(wrong({ id: 'q', type: 'number', prompt: 'Q' }, '1.5')).toBe('wrongStep');
  expect(wrong({ ...question, required: true }, '')).toBe('required');
});

test('a date is a day of the calendar within its bounds, which may be today', () => {
  const question: DateQuestion = { id: 'q', type: 'date', prompt: 'Q', min: '2026-01-01', max: 'today' };
  expect(['', '2026-02-30', 'x', '2025-12-31', '2026-06-16', '2026-06-15'].map((day) => wrong(question, day))).toEqual([
    undefined,
    'badDate',
    'badDate',
    'tooEarly',
    'tooLate',
    undefined,
  ]);
  expect(read(question, '2026-06-15')).toBe('2026-06-15');
  expect(read(question, '2026-06-16')).toBeUndefined();
});

test('an exclusive option leaves none beside it, and does not stay beside others', () => {
  expect(toggled(several, ['a', 'b'], 'none')).toEqual(['none']);
  expect(toggled(several, ['none'], 'a')).toEqual(['a']);
  expect(toggled(several, ['a'], 'b')).toEqual(['a', 'b']);
  expect(toggled(several, ['a', 'b'], 'a')).toEqual(['b']);
  expect(toggled(several, ['none'], 'other')).toEqual(['other']);
  expect(toggled(single, ['a'], 'b')).toEqual(['b']);
});

test('a choice holds what this version offers, in its order', () => {
  expect(read(several, ['b', 'zzz', 'a'])).toEqual(['a', 'b']);
  expect(read(several, ['other', 'a'])).toEqual(['a', 'other']);
  expect(read({ ...several, other: false }, ['other'])).toBeUndefined();
  expect(read(single, ['a', 'b'])).toBeUndefined();
  expect(read(several, [])).toBeUndefined();
});

test('a matrix that must be answered wants every row, and says so; one that may be takes what there is', () => {
  const question: MatrixQuestion = {
    id: 'q',
    type: 'matrix',
    prompt: 'Q',
    rows: [
      { id: 'r', label: 'R' },
      { id: 's', label: 'S' },
    ],
    columns: [
      { id: 'c', label: 'C' },
      { id: 'd', label: 'D' },
    ],
  };
  expect(read(question, { r: 'c', zzz: 'c', s: 'zzz' })).toEqual({ r: 'c' });
  expect(wrong(question, { r: 'c' })).toBeUndefined();
  const required = { ...question, required: true };
  expect(wrong(required, { r: 'c' })).toBe('rowsMissing');
  expect(wrong(required, {})).toBe('required');
  expect(wrong(required, { r: 'c', s: 'd' })).toBeUndefined();
});

test('a ranking is an answer when all things are in it, each once', () => {
  const question: Question = { id: 'q', type: 'ranking', prompt: 'Q', options: options.slice(0, 2) };
  expect(read(question, ['b', 'a'])).toEqual(['b', 'a']);
  for (const entered of [['a'], ['a', 'a'], ['a', 'zzz'], 'ab', undefined])
    expect(read(question, entered)).toBeUndefined();
});

test('a consent that is required must be a yes; otherwise a tick taken away again is a no', () => {
  const question: Question = { id: 'q', type: 'consent', prompt: 'Q', required: true };
  expect([undefined, false, true].map((entered) => wrong(question, entered))).toEqual([
    'mustAgree',
    'mustAgree',
    undefined,
  ]);
  expect(read(question, false)).toBe(false);
});

test('whatever a draft may hold, an answer fits its type as the contract wants it, and reading it again changes nothing', () => {
  fc.assert(
    fc.property(
      arbitrarySurvey.chain((survey) =>
        fc
          .constantFrom(...survey.questions)
          .chain((question) => fc.tuple(fc.constant(question), fc.oneof(arbitraryEntry(question), fc.anything()))),
      ),
      ([question, entered]) => {
        const value = read(question, entered);
        if (value === undefined) return;
        expect(read(question, value)).toEqual(value);
        expect(wrong(question, value)).not.toBe('required');
      },
    ),
    { numRuns: 3000 },
  );
});
