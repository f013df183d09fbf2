import type { Metric, ScaleMeaning } from '../../src/contract';
import type { Count } from '../../src/metrics/counts';

const scale = (min: number, max: number, positive: [number, number], lowerIsBetter = false): ScaleMeaning => ({
  min,
  max,
  direction: lowerIsBetter ? 'lower_better' : 'higher_better',
  positive,
});

export const csat: [Metric, ScaleMeaning] = ['csat', scale(1, 5, [4, 5])];
export const nps: [Metric, ScaleMeaning] = ['nps', scale(0, 10, [9, 10])];
export const ces1: [Metric, ScaleMeaning] = ['ces1', scale(1, 5, [1, 2], true)];
export const success: [Metric, undefined] = ['success', undefined];

/** How often each value was given, from `first` on. */
export const from = (first: number, counts: number[]): Count[] =>
  counts.map((count, index) => ({ value: String(first + index), count }));

/** So many positive of so many, on the scale of CSAT. */
export const hits = (positive: number, n: number): Count[] => from(1, [n - positive, 0, 0, 0, positive]);

export const bands = (promoters: number, passives: number, detractors: number): Count[] => [
  { value: '9', count: promoters },
  { value: '7', count: passives },
  { value: '6', count: detractors },
];
