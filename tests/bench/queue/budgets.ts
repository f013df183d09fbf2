import type { Figure } from '../figures';
import type { Contender } from './contenders';
import type { Measured } from './table';

/** Earshot's own figures that DESIGN.md has a budget for. */
export const budgeted = ({ durable, drain }: Measured, earshot: Contender): Figure[] => {
  const { few, many, growth, strictMs, relaxedMs } = durable.get(earshot)!;
  const { seconds, leftEachBytes, mostMiB } = drain.get(earshot)!;
  return [
    { what: 'submit ÷ bare strict put, 10 waiting', value: few.median, unit: '×', most: 1.5 },
    { what: 'submit ÷ bare strict put, 10,000 waiting', value: many.median, unit: '×', most: 1.5 },
    { what: 'submit with 10,000 ÷ with 10 waiting', value: growth.median, unit: '×', most: 1.3 },
    { what: '  bare strict put', value: strictMs, unit: 'ms' },
    { what: '  bare relaxed put', value: relaxedMs, unit: 'ms' },
    { what: 'drain of 10,000', value: seconds.median, unit: 's', most: 20 },
    { what: 'left in the JS heap by each record', value: leftEachBytes, unit: 'B', digits: 0, most: 36 },
    { what: '  JS heap while draining, most', value: mostMiB, unit: 'MiB' },
  ];
};
