import { type Count, countWhere } from './counts';
import { clampInterval, type Interval, Z } from './interval';

export interface NpsCounts {
  /** 9 and 10. */
  promoters: number;
  /** 7 and 8. */
  passives: number;
  /** 0 to 6. */
  detractors: number;
}

/** Of answers from 0 to 10. */
export const npsBands = (counts: Count[]): NpsCounts => {
  const between = (low: number, high: number) =>
    countWhere(counts, (value) => Number(value) >= low && Number(value) <= high);
  return { promoters: between(9, 10), passives: between(7, 8), detractors: between(0, 6) };
};

const sizeOf = ({ promoters, passives, detractors }: NpsCounts): number => promoters + passives + detractors;

/** Promoters minus detractors in percent, from -100 to 100. NaN without answers. */
export const npsScore = (counts: NpsCounts): number => (100 * (counts.promoters - counts.detractors)) / sizeOf(counts);

/** Three answers are added, a quarter of each to both ends (adjusted Wald for a difference of two shares of one sample). */
const adjusted = (counts: NpsCounts): { centre: number; variance: number } => {
  const n = sizeOf(counts) + 3;
  const p = (counts.promoters + 0.75) / n;
  const d = (counts.detractors + 0.75) / n;
  return { centre: p - d, variance: (p + d - (p - d) ** 2) / n };
};

const percent = (centre: number, variance: number, most: number, z: number): Interval => {
  const half = z * Math.sqrt(variance);
  return clampInterval({ low: 100 * (centre - half), high: 100 * (centre + half) }, -most, most);
};

/** Adjusted Wald interval of an NPS, in points from -100 to 100. The shown point stays the raw score. */
export const npsInterval = (counts: NpsCounts): Interval => {
  const { centre, variance } = adjusted(counts);
  return percent(centre, variance, 100, Z);
};

/** Combined adjusted Wald interval of NPS a minus NPS b, in points from -200 to 200. */
export const npsDifference = (a: NpsCounts, b: NpsCounts, z = Z): Interval => {
  const [x, y] = [adjusted(a), adjusted(b)];
  return percent(x.centre - y.centre, x.variance + y.variance, 200, z);
};
