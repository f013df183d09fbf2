import { describe, expect, it } from 'vitest';
import type { FeedbackRecord } from '../../src/contract';
import { npsDifference, npsScore } from '../../src/metrics/nps';
import { newcombe } from '../../src/metrics/proportion';
import { buildFigures } from '../../src/report/figures/figures';
import type { Tally } from '../../src/report/figures/sums';
import { sampleFacts } from '../../src/sample/facts';
import { type FigureRow, figureRows } from '../../src/storage/rows';
import { answerOf, good, npsOf, oneDecimal, recordsOf, type Scores, scores, YEAR } from './year';

const records = recordsOf();
const [shop, bank, docs] = [records['shop']!, records['bank-app']!, records['docs']!];
const facts = new Map(sampleFacts(YEAR).map((fact) => [fact.id, fact]));
const values = (id: string) => facts.get(id)!.values;

const groupBy = (list: Scores, keyOf: (record: FeedbackRecord) => string | undefined) => {
  const groups: { [key: string]: Scores } = {};
  for (const one of list) (groups[keyOf(one.record) ?? 'none'] ??= []).push(one);
  return groups;
};
const share = (list: Scores) => {
  const [hits, n] = good(list);
  return oneDecimal((100 * hits) / n);
};
/** How far a is at least below b, in percent, by Newcombe's interval. */
const atLeastBelow = (a: Scores, b: Scores) => -100 * newcombe(...good(a), ...good(b)).high;
const ces = scores(shop, 'ces', 'journey');

describe('the stories of the sample stand in its records, far out of the noise', () => {
  it('there are eight of them, and the response rate, each with a question, an answer and a way to it', () => {
    expect([...facts.keys()].sort()).toEqual(
      [
        'bad-release',
        'devices',
        'largest-theme',
        'plans',
        'response-rate',
        'reworded',
        'season',
        'segment',
        'worst-touchpoint',
      ].sort(),
    );
    for (const { question, answer, how } of facts.values()) {
      expect(question).toMatch(/\?$/);
      expect(`${answer}${how}`).not.toMatch(/NaN|undefined/);
    }
  });

  it('1: one release made paying on a phone hard, and the next one mended it', () => {
    const onPhones = ces.filter(
      ({ record }) => record.touchpoint === 'checkout' && record.context.device?.type === 'phone',
    );
    const byRelease = groupBy(onPhones, ({ context }) => context.release);
    const [worst] = Object.keys(byRelease).sort((a, b) => share(byRelease[a]!) - share(byRelease[b]!));
    expect(worst).toBe(values('bad-release')['release']);
    const bad = byRelease[worst!]!;
    const others = onPhones.filter(({ record }) => record.context.release !== worst);
    expect(share(bad)).toBe(values('bad-release')['broken']);
    expect(bad).toHaveLength(Number(values('bad-release')['brokenN']));
    expect(share(others)).toBe(values('bad-release')['other']);
    expect(atLeastBelow(bad, others)).toBeGreaterThan(40);

    const times = bad.map(({ record }) => Date.parse(record.time.createdAt));
    expect((Math.max(...times) - Math.min(...times)) / 86_400_000).toBeLessThan(9.5);
    const next = onPhones.find(({ record }) => Date.parse(record.time.createdAt) > Math.max(...times))!;
    expect(next.record.context.release).toBe(values('bad-release')['mendedBy']);
    expect(atLeastBelow(bad, byRelease[next.record.context.release!]!)).toBeGreaterThan(30);

    // On a desktop nothing happened, and what people wrote is about paying.
    const onDesktops = ces.filter(
      ({ record }) => record.touchpoint === 'checkout' && record.context.device?.type === 'desktop',
    );
    expect(share(groupBy(onDesktops, ({ context }) => context.release)[worst!]!)).toBeGreaterThan(60);
    const words = bad
      .map(({ record }) => answerOf(record, 'comment'))
      .filter((answer) => answer?.prompt === 'What made it difficult?');
    expect(words.length).toBeGreaterThan(2);
    for (const answer of words) expect(answer!.value).toMatch(/pay/i);
  });

  it('2: most is written in December, and before the holidays delivery is hard', () => {
    const months = new Map<string, number>();
    for (const { kind, time } of shop)
      if (kind === 'submission') {
        const month = time.createdAt.slice(5, 7);
        months.set(month, (months.get(month) ?? 0) + 1);
      }
    const [[month, most], [, next]] = [...months].sort(([, a], [, b]) => b - a) as [[string, number], [string, number]];
    expect(month).toBe('12');
    expect(values('season')).toMatchObject({ month: 'December', most });
    // Twice the square root of a count is about what chance moves it.
    expect(most - next).toBeGreaterThan(2 * Math.sqrt(most));

    const delivery = ces.filter(({ record }) => record.touchpoint === 'delivery');
    const inAdvent = ({ time }: FeedbackRecord) => /^\d{4}-12-([01]\d|2[0-4])/.test(time.createdAt);
    const before = delivery.filter(({ record }) => inAdvent(record));
    const otherwise = delivery.filter(({ record }) => !inAdvent(record));
    expect([share(before), share(otherwise)]).toEqual([values('season')['before'], values('season')['otherwise']]);
    expect(atLeastBelow(before, otherwise)).toBeGreaterThan(15);
  });

  it('the week has its rhythm, too: most write on Sundays in the shop, and hardly anybody in the docs', () => {
    const sundays = (list: FeedbackRecord[]) =>
      list.filter(({ time }) => new Date(time.createdAt).getUTCDay() === 0).length / list.length;
    expect(sundays(shop)).toBeGreaterThan(1.1 / 7);
    expect(sundays(docs)).toBeLessThan(0.6 / 7);
  });

  it('3: one touchpoint is far worse than all others', () => {
    const byTouchpoint = groupBy(ces, ({ touchpoint }) => touchpoint);
    const [worst, next] = Object.keys(byTouchpoint).sort((a, b) => share(byTouchpoint[a]!) - share(byTouchpoint[b]!));
    const { touchpoint, percent, next: nextPercent } = values('worst-touchpoint');
    expect([worst, share(byTouchpoint[worst!]!), share(byTouchpoint[next!]!)]).toEqual([
      touchpoint,
      percent,
      nextPercent,
    ]);
    expect(atLeastBelow(byTouchpoint[worst!]!, byTouchpoint[next!]!)).toBeGreaterThan(20);
  });

  it('4: one segment would not recommend the shop', () => {
    const bySegment = groupBy(scores(shop, 'nps', 'relationship'), ({ respondent }) => respondent?.segment);
    const nps = (key: string) => npsScore(npsOf(bySegment[key]!));
    const [lowest, next] = Object.keys(bySegment).sort((a, b) => nps(a) - nps(b)) as [string, string];
    const { segment, nps: lowestNps, next: nextNps } = values('segment');
    expect([lowest, oneDecimal(nps(lowest)), oneDecimal(nps(next))]).toEqual([segment, lowestNps, nextNps]);
    expect(npsDifference(npsOf(bySegment[lowest]!), npsOf(bySegment[next]!)).high).toBeLessThan(-15);
  });

  it('5: phones are harder than desktops, without the weeks of the bad release as well', () => {
    const byDevice = groupBy(ces, ({ context }) => context.device?.type);
    const { phone, desktop, harder } = values('devices');
    expect([share(byDevice['phone']!), share(byDevice['desktop']!), harder]).toEqual([phone, desktop, 'phone']);
    const ordinary = ces.filter(({ record }) => record.context.release !== values('bad-release')['release']);
    const others = groupBy(ordinary, ({ context }) => context.device?.type);
    expect(atLeastBelow(others['phone']!, others['desktop']!)).toBeGreaterThan(5);
  });

  it('6: those who use the bank in Korean write about signing in', () => {
    const texts = bank
      .filter(({ locale }) => locale === 'ko')
      .map((record) => String(answerOf(record, 'comment')?.value ?? ''));
    const comments = texts.filter((text) => text);
    const counts = ['로그인', '이체', '속도', '수수료', '알림'].map(
      (word) => comments.filter((text) => text.includes(word)).length,
    );
    const { word, most, next, comments: all } = values('largest-theme');
    expect([word, most, next, all]).toEqual(['로그인', counts[0], Math.max(...counts.slice(1)), comments.length]);
    // Two counts of a list: their difference against the chance of a coin.
    expect(counts[0]! - Number(next)).toBeGreaterThan(2 * Math.sqrt(counts[0]! + Number(next)));
  });

  it('7: a label that was changed without a new version makes two figures, with the reason', () => {
    const rows = new Map<string, FigureRow>();
    const tallies = new Map<string, Tally>();
    for (const [at, one] of shop.filter(({ survey }) => survey.id === 'csat').entries())
      for (const { figure, answer } of figureRows(one, { project: 'shop', receivedAtMs: at, skewMs: 0 })) {
        if (!rows.has(figure.figure)) rows.set(figure.figure, figure);
        const key = JSON.stringify([answer.figure, answer.value, answer.label]);
        const count = tallies.get(key)?.count ?? 0;
        tallies.set(key, { figure: answer.figure, value: answer.value, label: answer.label, count: count + 1 });
      }
    const figures = buildFigures([...rows.values()], [...tallies.values()]);
    const { before, after, was, became } = values('reworded');
    expect(figures.map(({ summary, split }) => [summary.n, split?.why])).toEqual([
      [before, ['wording']],
      [after, ['wording']],
    ]);
    expect(figures[0]!.bars[2]!.label).toBe(was);
    expect(figures[1]!.bars.map(({ label }) => label)[2]).toBe(became);
    expect(Number(after)).toBeGreaterThan(100);
    expect(new Set(shop.map(({ survey }) => survey.version))).toEqual(new Set(['1']));
  });

  it('8: those who pay would recommend the tool, those who do not would not', () => {
    const byPlan = groupBy(scores(docs, 'nps', 'relationship'), ({ data }) => String(data?.['plan']));
    const { free, pro, higher } = values('plans');
    expect(['free', 'pro'].map((plan) => oneDecimal(npsScore(npsOf(byPlan[plan]!))))).toEqual([free, pro]);
    expect(higher).toBe('pro');
    expect(npsDifference(npsOf(byPlan['pro']!), npsOf(byPlan['free']!)).low).toBeGreaterThan(10);
  });

  it('and the response rate: in the shop every prompt that was seen is known', () => {
    const ofCes = shop.filter(({ survey, mode }) => survey.id === 'ces' && mode === 'journey');
    const count = (kind: string) => ofCes.filter((one) => one.kind === kind).length;
    const { percent, answered, seen } = values('response-rate');
    expect([answered, seen]).toEqual([count('submission'), count('impression')]);
    expect(percent).toBe(oneDecimal((100 * count('submission')) / count('impression')));
    expect(ofCes.every(({ consent }) => consent.state === 'granted')).toBe(true);
    expect(Number(percent)).toBeGreaterThan(35);
    expect(Number(percent)).toBeLessThan(45);
  });
});
