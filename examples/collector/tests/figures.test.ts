import { describe, expect, it } from 'vitest';
import type { FeedbackRecord } from '../src/contract';
import { buildFigures } from '../src/report/figures';
import type { Tally } from '../src/report/read';
import { type FigureRow, figureRows } from '../src/storage/rows';
import { ces, record } from './support/records';

/** What the database would give back for these records. */
const figuresOf = (records: FeedbackRecord[]) => {
  const rows = new Map<string, FigureRow>();
  const tallies = new Map<string, Tally>();
  for (const [index, one] of records.entries()) {
    for (const { figure, answer } of figureRows(one, { project: 'shop', receivedAtMs: index, skewMs: 0 })) {
      if (!rows.has(figure.figure)) rows.set(figure.figure, figure);
      const key = JSON.stringify([answer.figure, answer.value, answer.label]);
      const tally = tallies.get(key) ?? { figure: answer.figure, value: answer.value, label: answer.label, count: 0 };
      tallies.set(key, { ...tally, count: tally.count + 1 });
    }
  }
  return buildFigures([...rows.values()], [...tallies.values()]);
};
const sizes = (records: FeedbackRecord[]) => figuresOf(records).map(({ summary }) => summary.n);
const six = (more: Partial<FeedbackRecord> = {}, answer = {}) => record({ ...more, answers: [ces(6, answer)] });

describe('what may stand in one figure', () => {
  it('the same survey, version, question, mode and channel', () => {
    expect(sizes([six(), six(), six()])).toEqual([3]);
  });

  it.each<[string, FeedbackRecord]>([
    ['survey', six({ survey: { id: 'other', version: '1' } })],
    ['version', six({ survey: { id: 'ces', version: '2' } })],
    ['question', six({}, { question: 'other' })],
    ['mode', six({ mode: 'always_on' })],
    ['channel', six({ channel: 'employee' })],
  ])('another %s is another figure, and no mismatch', (_name, other) => {
    const figures = figuresOf([six(), six(), other]);
    expect(figures.map(({ summary }) => summary.n).sort()).toEqual([1, 2]);
    expect(figures.every(({ split }) => split === undefined)).toBe(true);
  });

  it('several locales together, with their numbers', () => {
    const [figure, ...rest] = figuresOf([six(), six(), six({ locale: 'ko' }, { prompt: '얼마나 동의하시나요?' })]);
    expect(rest).toEqual([]);
    expect(figure).toMatchObject({ prompt: 'How much do you agree?', split: undefined });
    expect(figure!.locales).toEqual([
      { locale: 'en', n: 2 },
      { locale: 'ko', n: 1 },
    ]);
  });

  it('a prompt that changed within a version and locale splits the figure and says so', () => {
    const figures = figuresOf([
      six(),
      six(),
      six({}, { prompt: 'Was it easy?' }),
      six({ locale: 'ko' }, { prompt: '쉬웠나요?' }),
    ]);
    expect(figures.map(({ prompt, summary }) => [prompt, summary.n])).toEqual([
      ['How much do you agree?', 3],
      ['Was it easy?', 1],
    ]);
    expect(figures[0]!.split).toEqual({ part: 1, of: 2, why: ['question'] });
  });

  it('a scale that changed within a version is never averaged with the old one', () => {
    const five = {
      scale: { min: 1, max: 5, direction: 'higher_better' as const, positive: [4, 5] as [number, number] },
    };
    const figures = figuresOf([six(), record({ answers: [ces(4, five)] })]);
    expect(figures.map(({ bars }) => bars.length).sort()).toEqual([5, 7]);
    expect(figures[0]!.split?.why).toContain('scale');
  });

  it('a turned direction splits as well', () => {
    const turned = {
      scale: { min: 1, max: 7, direction: 'lower_better' as const, positive: [1, 3] as [number, number] },
    };
    expect(sizes([six(), six({}, turned)])).toEqual([1, 1]);
  });

  it('a label that changed within a version sets its answers apart', () => {
    const figures = figuresOf([
      six({}, { label: 'Agree' }),
      six({}, { label: 'Agree' }),
      six({}, { label: 'Fully agree' }),
      record({ answers: [ces(7, { label: 'Strongly agree' })] }),
    ]);
    expect(figures.map(({ summary }) => summary.n)).toEqual([3, 1]);
    expect(figures[1]!.split).toEqual({ part: 2, of: 2, why: ['labels'] });
  });

  it('an answer without a label agrees with any', () => {
    expect(sizes([six({}, { label: 'Agree' }), six()])).toEqual([2]);
  });

  it('shows every value of the scale, given or not, and only given choices', () => {
    const [scale] = figuresOf([six()]);
    expect(scale!.bars.map(({ value, count }) => [value, count])).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((value) => [String(value), value === 6 ? 1 : 0]),
    );
    const yes = (value: string) =>
      record({ answers: [{ question: 's', type: 'choice', metric: 'success', value: [value], prompt: 'Did you?' }] });
    const [choice] = figuresOf([yes('no'), yes('partly'), yes('yes')]);
    expect(choice!.bars.map(({ value }) => value)).toEqual(['yes', 'partly', 'no']);
  });

  it('a metric that is no scale, boolean or single choice makes no figure', () => {
    const text = record({
      answers: [{ question: 'q', type: 'text', metric: 'nps', value: '9', prompt: 'How likely?' }],
    });
    const many = record({
      answers: [{ question: 'q', type: 'choice', metric: 'custom', value: ['a', 'b'], prompt: 'Which?' }],
    });
    expect(figuresOf([text, many])).toEqual([]);
  });

  it('an "NPS" on another scale is no NPS', () => {
    const wrong = { metric: 'nps' as const };
    const [figure] = figuresOf(Array.from({ length: 10 }, () => six({}, wrong)));
    expect(figure!.summary.headline!.kind).toBe('share');
  });
});
