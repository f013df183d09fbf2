import { expect, it } from 'vitest';
import type { Answer, FeedbackRecord } from '../src/contract';
import { sample } from '../src/sample/sample';
import { draw, seeded } from './metrics/seeded';
import { ces, record } from './support/records';
import { NOW, useReport, visible } from './support/report';

const { newProject } = useReport();

/**
 * Every figure of the overview once more, from the records alone and by other methods than `src/metrics`: Wilson's ends
 * are found as the shares at which the score test just gives z, Student's t by integrating its density, and the adjusted
 * Wald interval from three added answers and the variance of the values 1, 0 and -1.
 */
const Z = 1.959964;

const bisect = (low: number, high: number, isBelow: (x: number) => boolean): number => {
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

const scoreInterval = (hits: number, n: number): [number, number] => {
  const share = hits / n;
  const z = (p: number) => (share - p) / Math.sqrt((p * (1 - p)) / n);
  const low = hits === 0 ? 0 : bisect(1e-12, share, (p) => z(p) > Z);
  const high = hits === n ? 1 : bisect(share, 1 - 1e-12, (p) => z(p) > -Z);
  return [100 * low, 100 * high];
};

const tQuantile = (df: number): number => {
  const density = (t: number) => (1 + (t * t) / df) ** (-(df + 1) / 2);
  const simpson = (to: number) => {
    const steps = 4_000;
    let sum = 0;
    for (let i = 0; i <= steps; i++) sum += density((to * i) / steps) * (i === 0 || i === steps ? 1 : i % 2 ? 4 : 2);
    return (sum * to) / steps / 3;
  };
  // The whole half of the density by the substitution t = u / (1 - u).
  const steps = 4_000;
  let whole = 0;
  for (let i = 0; i < steps; i++) {
    const u = (i + 0.5) / steps;
    whole += density(u / (1 - u)) / (1 - u) ** 2 / steps;
  }
  return bisect(0, 50, (t) => simpson(t) / whole < 0.95);
};

const meanInterval = (values: number[], least: number, most: number): [number, number, number] => {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const half = (tQuantile(n - 1) * sd) / Math.sqrt(n);
  return [mean, Math.max(least, mean - half), Math.min(most, mean + half)];
};

const npsInterval = (values: number[]): [number, number, number] => {
  const signs = values.map((value) => (value >= 9 ? 1 : value >= 7 ? 0 : -1));
  const score = (100 * signs.reduce((a: number, b) => a + b, 0)) / signs.length;
  // A quarter of an added answer at each end three times over: 0.75 promoters, 1.5 passives, 0.75 detractors.
  const n = signs.length + 3;
  const of = (sign: number) => (signs.filter((it) => it === sign).length + 0.75) / n;
  const centre = of(1) - of(-1);
  const second = of(1) + of(-1);
  const half = Z * Math.sqrt((second - centre * centre) / n);
  return [score, Math.max(-100, 100 * (centre - half)), Math.min(100, 100 * (centre + half))];
};

const text = (value: number, places = 0): string => {
  const digits = Math.abs(value).toFixed(places);
  return value < 0 && Number(digits) !== 0 ? `−${digits}` : digits;
};

const MODES: Record<string, string> = {
  always_on: 'always on',
  interaction: 'after an interaction',
  journey: 'after a journey',
  relationship: 'relationship',
};

const single = ({ type, value }: Answer): string | undefined =>
  Array.isArray(value) ? (value.length === 1 ? String(value[0]) : undefined) : type === 'text' ? undefined : `${value}`;

/** What a card has to say of these answers. */
const expected = (answers: Answer[]): string[] => {
  const [{ metric, scale }] = answers as [Answer];
  const n = answers.length;
  if (n < 10) return [`${n === 1 ? '1 answer' : `${n} answers`} so far`];
  const values = answers.map((answer) => single(answer)!);
  if (!scale) {
    const hits = values.filter((value) => value === 'yes' || value === 'true').length;
    const [low, high] = scoreInterval(hits, n);
    return [`n = ${n} `, `${text((100 * hits) / n)} %`, `95 % interval ${text(low)} to ${text(high)} %`];
  }
  const numbers = values.map(Number);
  const [mean, from, to] = meanInterval(numbers, scale.min, scale.max);
  const means = `Mean ${text(mean, 2)} ${text(from, 2)} to ${text(to, 2)}`;
  if (metric === 'nps') {
    const [score, low, high] = npsInterval(numbers);
    return [
      `n = ${n} `,
      `${text(score)} points: promoters (9–10) minus detractors (0–6)`,
      `95 % interval ${text(low)} to ${text(high)}`,
      means,
    ];
  }
  const hits = numbers.filter((value) => value >= scale.positive[0] && value <= scale.positive[1]).length;
  const [low, high] = scoreInterval(hits, n);
  return [`n = ${n} `, `${text((100 * hits) / n)} %`, `95 % interval ${text(low)} to ${text(high)} %`, means];
};

it('the figures of generated feedback are those of another computation, to the last digit shown', async () => {
  const now = Date.parse('2026-11-22T10:00:00.000Z');
  const records: FeedbackRecord[] = [];
  for (const { record } of sample({ seed: 'seven', project: 'shop', now, days: 80, size: 700 }))
    if (record.kind === 'submission') records.push(record);
  const { name, page } = await newProject(records);
  const html = await page(`/report/p/${name}?period=all`);
  const cards = html.split('<article class="figure">').slice(1).map(visible);

  const groups = new Map<string, Answer[]>();
  const wordings = new Map<string, Set<string>>();
  for (const { kind, test, survey, mode, channel, locale, answers } of records)
    for (const answer of answers) {
      if (kind !== 'submission' || test || !answer.metric || single(answer) === undefined) continue;
      const key = [survey.id, `version ${survey.version}`, answer.question, MODES[mode] ?? mode, channel].join(' · ');
      groups.set(key, [...(groups.get(key) ?? []), answer]);
      const worded = wordings.get(key) ?? new Set();
      wordings.set(key, worded.add(`${locale} ${answer.wording ?? answer.prompt}`));
    }
  let compared = 0;
  for (const [key, answers] of groups) {
    const found = cards.filter((card) => card.includes(key));
    const locales = new Set([...wordings.get(key)!].map((wording) => wording.split(' ')[0]));
    if (wordings.get(key)!.size > locales.size) {
      // Worded differently within one version: more than one figure, and together all answers.
      expect(found.length).toBeGreaterThan(1);
      continue;
    }
    expect(found).toHaveLength(1);
    for (const piece of expected(answers)) expect(found[0]).toContain(piece);
    compared++;
  }
  expect(compared).toBeGreaterThan(5);
  expect([...groups.values()].some((answers) => answers[0]!.metric === 'nps' && answers.length >= 10)).toBe(true);
});

/** Newcombe's difference of two shares from the ends of the two score intervals, in percent. */
const shareDifference = (hitsA: number, nA: number, hitsB: number, nB: number): [number, number, number] => {
  const [a, b] = [(100 * hitsA) / nA, (100 * hitsB) / nB];
  const [lowA, highA] = scoreInterval(hitsA, nA);
  const [lowB, highB] = scoreInterval(hitsB, nB);
  const [down, up] = [(a - lowA) ** 2 + (highB - b) ** 2, (highA - a) ** 2 + (b - lowB) ** 2];
  return [a - b, a - b - Math.sqrt(down), a - b + Math.sqrt(up)];
};

/** Spearman's correlation from every answer by itself: ranks by counting who is below and who is level. */
const rankCorrelation = (xs: number[], ys: number[]): [number, number, number] => {
  const ranks = (list: number[]) =>
    list.map((x) => list.filter((it) => it < x).length + (list.filter((it) => it === x).length + 1) / 2);
  const [rx, ry] = [ranks(xs), ranks(ys)];
  const n = xs.length;
  const sum = (list: number[]) => list.reduce((a, b) => a + b, 0);
  const product = (a: number[], b: number[]) => sum(a.map((x, at) => x * b[at]!)) - (sum(a) * sum(b)) / n;
  const rho = product(rx, ry) / Math.sqrt(product(rx, rx) * product(ry, ry));
  // Fisher's transformation by logarithms, with the standard error of Bonett and Wright.
  const z = 0.5 * Math.log((1 + rho) / (1 - rho));
  const half = Z * Math.sqrt((1 + (rho * rho) / 2) / (n - 3));
  const back = (at: number) => (Math.exp(2 * at) - 1) / (Math.exp(2 * at) + 1);
  return [rho, back(z - half), back(z + half)];
};

/** Whether an answer counts: it does unless a later one of the same person, within 90 days, does. */
const counting = (times: number[]): boolean[] => {
  const counts = (at: number): boolean =>
    !times.some((time, other) => time > times[at]! && time - times[at]! < 90 * 86_400_000 && counts(other));
  return times.map((_, at) => counts(at));
};

const plus = (value: number): string => (Math.round(value) > 0 ? `+${text(value)}` : text(value));

it('so are two parts against each other, each person’s latest answer, and how rated factors go with the score', async () => {
  const random = seeded(20_261_122);
  const scale = { min: 1, max: 5, direction: 'higher_better' as const, positive: [4, 5] as [number, number] };
  const made = Array.from({ length: 420 }, () => {
    const speed = draw(random, [10, 15, 25, 30, 20]) + 1;
    const phone = random() < 0.5;
    const value = Math.min(7, Math.max(1, speed + draw(random, phone ? [6, 3, 1, 1] : [1, 2, 3, 3])));
    return {
      speed,
      phone,
      value,
      person: draw(random, Array(90).fill(1)),
      ageMs: Math.floor(random() * 300 * 86_400_000),
    };
  });
  const { name, page } = await newProject(
    made.map(({ speed, phone, value, person, ageMs }) =>
      record({
        answers: [ces(value), { question: 'speed', type: 'scale', value: speed, scale, prompt: 'How fast was it?' }],
        touchpoint: phone ? 'phone' : 'desk',
        ...(person > 9 && { respondent: { userKey: `u-${person}` } }),
        time: {
          ...record().time,
          createdAt: new Date(NOW - 60_000 - ageMs).toISOString(),
        },
      }),
    ),
  );
  const of = '/figure?survey=ces&version=1&question=ces&mode=journey&channel=web&period=365&by=touchpoint';
  const shown = visible(await page(`/report/p/${name}${of}&with=phone&against=desk`));

  const good = (list: typeof made) => list.filter(({ value }) => value >= 5).length;
  const [phones, desks] = [true, false].map((wanted) => made.filter(({ phone }) => phone === wanted)) as [
    typeof made,
    typeof made,
  ];
  const [by, low, high] = shareDifference(good(phones), phones.length, good(desks), desks.length);
  expect(low < 0 && high < 0).toBe(true);
  expect(shown).toContain(
    `phone ${text((100 * good(phones)) / phones.length)} % n = ${phones.length} against desk ${text((100 * good(desks)) / desks.length)} % n = ${desks.length} : ${plus(by)} points 95 % interval ${plus(low)} to ${plus(high)}`,
  );

  const [rho, from, to] = rankCorrelation(
    made.map(({ speed }) => speed),
    made.map(({ value }) => value),
  );
  const [mean, least, most] = meanInterval(
    made.map(({ speed }) => speed),
    1,
    5,
  );
  expect(shown).toContain(
    `1 speed ${made.length} ${text(mean, 2)} ${text(least, 2)} to ${text(most, 2)} of 1 to 5 ${text(rho, 2)} ${text(from, 2)} to ${text(to, 2)}`,
  );

  const times = (list: typeof made) => list.map(({ ageMs }) => -ageMs);
  const kept = [
    ...made.filter(({ person }) => person <= 9),
    ...Array.from({ length: 80 }, (_, at) => made.filter(({ person }) => person === at + 10)).flatMap((own) => {
      const counts = counting(times(own));
      return own.filter((_one, index) => counts[index]);
    }),
  ];
  const unknown = made.filter(({ person }) => person <= 9).length;
  const people = new Set(made.filter(({ person }) => person > 9).map(({ person }) => person)).size;
  expect(shown).toContain(`${made.length - unknown} answers from ${people} people. ${unknown} answers more say`);
  const once = visible(await page(`/report/p/${name}${of}&per=person`));
  expect(kept.length).toBeLessThan(made.length - 50);
  expect(once).toContain(`counts: ${kept.length} of ${made.length} answers`);
  for (const piece of expected(kept.map(({ value }) => ces(value)))) expect(once).toContain(piece);
});
