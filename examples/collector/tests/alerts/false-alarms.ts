import { figureChanges, type Looked, QUIET_DAYS } from '../../src/alerts/figure-change';
import { type Hours, LEAST_SILENCE_MS, SILENCE_ALPHA, silenceP } from '../../src/alerts/silence';
import type { Metric } from '../../src/contract';
import { addDays } from '../../src/metrics/calendar';
import type { DayCounts } from '../../src/metrics/trend';
import { seeded } from '../metrics/seeded';

const FIRST = '2026-01-01';
const QUARTER_DAYS = 91;
const HOUR_MS = 3_600_000;

/** Answers a day by chance around a mean, by adding up waiting times. */
const poisson = (random: () => number, mean: number): number => {
  let n = 0;
  for (let left = mean; (left += Math.log(1 - random())) > 0; ) n++;
  return n;
};

const SHAPES: { metric: Metric; scale: Looked['scale']; weights: number[] }[] = [
  {
    metric: 'ces2',
    scale: { min: 1, max: 7, direction: 'higher_better', positive: [5, 7] },
    weights: [4, 5, 8, 10, 18, 30, 25],
  },
  {
    metric: 'csat',
    scale: { min: 1, max: 5, direction: 'higher_better', positive: [4, 5] },
    weights: [2, 3, 5, 30, 60],
  },
  {
    metric: 'nps',
    scale: { min: 0, max: 10, direction: 'higher_better', positive: [9, 10] },
    weights: [4, 1, 1, 2, 2, 6, 6, 12, 20, 20, 26],
  },
];

const drawn = (random: () => number, { scale, weights }: (typeof SHAPES)[number]): string => {
  let at = random() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => (at -= weight) < 0);
  return String(scale!.min + index);
};

/** Three figures of a project in which nothing ever changes, with a quiet weekend. */
const calmFigures = (random: () => number, perDay: number): Looked[] =>
  SHAPES.map((shape, key) => ({
    key: String(key),
    metric: shape.metric,
    scale: shape.scale,
    days: Array.from({ length: QUARTER_DAYS + 35 }, (_, at): DayCounts => {
      const counts = new Map<string, number>();
      for (let n = poisson(random, perDay * (at % 7 > 4 ? 0.4 : 1)); n > 0; n--) {
        const value = drawn(random, shape);
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      return { day: addDays(FIRST, at - 35), counts: [...counts].map(([value, count]) => ({ value, count })) };
    }),
  }));

/** How many of so many projects without any change get an alert in a quarter of daily looks. */
export const projectsAlarmed = (projects: number, perDay: number, seed: number): number => {
  const random = seeded(seed);
  let alarmed = 0;
  for (let project = 0; project < projects; project++) {
    const figures = calmFigures(random, perDay);
    const told = new Map<string, string>();
    for (let at = 0; at < QUARTER_DAYS; at++) {
      const day = addDays(FIRST, at);
      const quiet = new Set([...told].filter(([, since]) => since > addDays(day, -QUIET_DAYS)).map(([key]) => key));
      for (const { figure } of figureChanges(figures, day, quiet)) told.set(figure.key, day);
    }
    if (told.size) alarmed++;
  }
  return alarmed;
};

/** How many of so many projects that get feedback as ever are told of a silence in a quarter, looked for every ten minutes. */
export const projectsSilenced = (projects: number, perDay: number, seed: number): number => {
  const random = seeded(seed);
  let silenced = 0;
  for (let project = 0; project < projects; project++) {
    const hours: Hours = new Map();
    let lastMs = 0;
    let told = false;
    for (let hour = 0; hour < (QUARTER_DAYS + 28) * 24; hour++) {
      // A night of almost nothing, and a weekend of less.
      const rate = (perDay / 24) * (hour % 24 < 7 ? 0.1 : 1.37) * (hour % 168 > 120 ? 0.5 : 1.2);
      const n = poisson(random, rate);
      if (n) hours.set(hour, n);
      // The first of n that come in an hour, and the last.
      const nowMs = (hour + (n ? 1 - random() ** (1 / n) : 1)) * HOUR_MS;
      if (hour > 28 * 24 && nowMs - lastMs >= LEAST_SILENCE_MS && silenceP(hours, lastMs, nowMs) <= SILENCE_ALPHA)
        told = true;
      if (n) lastMs = Math.max(nowMs, (hour + random() ** (1 / n)) * HOUR_MS);
    }
    if (told) silenced++;
  }
  return silenced;
};
