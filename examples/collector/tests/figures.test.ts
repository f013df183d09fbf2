import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedbackRecord } from '../src/contract';
import { buildFigures } from '../src/report/figures/figures';
import type { Tally } from '../src/report/figures/sums';
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

  describe('with a hash of the wording', () => {
    const worded = (wording: string, answer = {}, more: Partial<FeedbackRecord> = {}) =>
      six(more, { wording, ...answer });

    it('the same question counts together on every site, whatever name its prompt was shown with', () => {
      const site = (name: string) => ({ prompt: `${name} made it easy for me to do what I came to do.` });
      const figures = figuresOf(['Shop', 'shop.example', 'www.shop.example'].map((name) => worded('a1', site(name))));
      expect(figures.map(({ summary, split }) => [summary.n, split])).toEqual([[3, undefined]]);
      expect(figures[0]!.prompt).toContain('Shop made it easy');
    });

    it('labels that changed for every value make two figures, and neither holds an answer to the other', () => {
      const labels = (prefix: string, wording: string, counts: number[]) =>
        counts.flatMap((count, index) =>
          Array.from({ length: count }, () =>
            record({ answers: [ces(index + 1, { wording, label: `${prefix} ${index + 1}` })] }),
          ),
        );
      // Each value has another majority, so that going by it would mix the two.
      const figures = figuresOf([
        ...labels('old', 'a1', [5, 1, 5, 1, 5, 1, 5]),
        ...labels('new', 'b2', [1, 4, 1, 4, 1, 4, 1]),
      ]);
      expect(figures.map(({ bars }) => bars.map(({ label, count }) => [label, count]))).toEqual([
        [5, 1, 5, 1, 5, 1, 5].map((count, index) => [`old ${index + 1}`, count]),
        [1, 4, 1, 4, 1, 4, 1].map((count, index) => [`new ${index + 1}`, count]),
      ]);
      expect(figures.map(({ split }) => split)).toEqual([
        { part: 1, of: 2, why: ['wording'] },
        { part: 2, of: 2, why: ['wording'] },
      ]);
    });

    it('any mix of hashes, sites, labels and values makes one figure a hash, with all of its answers', () => {
      const answer = fc.record({
        wording: fc.constantFrom('a1', 'b2', 'c3'),
        prompt: fc.constantFrom('Shop', 'shop.example'),
        label: fc.constantFrom('Agree', 'Fully agree', ''),
        value: fc.integer({ min: 1, max: 7 }),
      });
      fc.assert(
        fc.property(fc.array(answer, { minLength: 1, maxLength: 60 }), (answers) => {
          const figures = figuresOf(answers.map(({ value, ...more }) => record({ answers: [ces(value, more)] })));
          const spread = (of: number[]) =>
            [1, 2, 3, 4, 5, 6, 7].map((value) => of.filter((one) => one === value).length);
          const wanted = [...new Set(answers.map(({ wording }) => wording))].map((wording) =>
            spread(answers.filter((one) => one.wording === wording).map(({ value }) => value)),
          );
          const found = figures.map(({ bars }) => bars.map(({ count }) => count));
          expect(found.map(String).sort()).toEqual(wanted.map(String).sort());
          expect(figures.every(({ split }) => Boolean(split) === wanted.length > 1)).toBe(true);
        }),
      );
    });

    it('locales count together, each with the hash of its own language', () => {
      const [figure, ...rest] = figuresOf([
        worded('a1'),
        worded('a1'),
        worded('k1', { prompt: '동의?' }, { locale: 'ko' }),
      ]);
      expect(rest).toEqual([]);
      expect(figure!.locales.map(({ n }) => n)).toEqual([2, 1]);
    });

    it('another scale is said to be one', () => {
      const scale = { min: 1, max: 5, direction: 'higher_better' as const, positive: [4, 5] as [number, number] };
      const [figure] = figuresOf([worded('a1'), record({ answers: [ces(4, { wording: 'b2', scale })] })]);
      expect(figure!.split!.why).toEqual(['scale']);
    });

    it('answers with and without one are kept apart, and the page can say why', () => {
      const figures = figuresOf([worded('a1'), six()]);
      expect(figures.map(({ split }) => split!.why)).toEqual([['unmarked'], ['unmarked']]);
    });

    it('and never meet across languages, whichever came first in each', () => {
      const figures = figuresOf([six(), worded('a1'), worded('k1', { prompt: '동의?' }, { locale: 'ko' })]);
      expect(figures.map(({ locales }) => locales.map(({ locale }) => locale).join()).sort()).toEqual(['en', 'en,ko']);
    });
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
