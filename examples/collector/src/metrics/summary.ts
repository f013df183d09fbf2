import type { Metric, ScaleMeaning } from '../contract';
import { type Caution, cautionOf } from './caution';
import { type Count, countWhere, sizeOf } from './counts';
import { type Interval, inPercent } from './interval';
import { meanInterval, momentsOfCounts } from './mean';
import { npsBands, npsInterval, npsScore } from './nps';
import { wilson } from './proportion';
import { type Reading, readingOf } from './reading';

export type { Count };

/** `share`: percent with its definition; `nps`: points; `mean`: on the scale. */
export interface Headline {
  kind: Reading['kind'];
  value: number;
  interval: Interval | undefined;
  /** What the number says, for example `5 to 7`. */
  of: string;
}

export interface Summary {
  n: number;
  /** None below 10 answers, and none for choices other than yes and no: counts only. */
  headline: Headline | undefined;
  /** CES 1.0 only, whose headline is the mean: the share of its low-effort end. */
  share: Headline | undefined;
  mean: { value: number; interval: Interval | undefined } | undefined;
  /** Success only: the share that managed in part. */
  partly: Headline | undefined;
  /** `counts_only` below 10 answers, `directional` from 10 to 29. */
  caution: Caution;
}

const share = (hits: number, n: number, of: string): Headline => ({
  kind: 'share',
  value: (100 * hits) / n,
  interval: inPercent(wilson(hits, n)),
  of,
});

const npsHeadline = (counts: Count[], of: string): Headline => {
  const bands = npsBands(counts);
  return { kind: 'nps', value: npsScore(bands), interval: npsInterval(bands), of };
};

/** How many there are, and no figure. */
export const countsOnly = (n: number): Summary => ({
  n,
  headline: undefined,
  share: undefined,
  mean: undefined,
  partly: undefined,
  caution: cautionOf(n),
});

/**
 * The figure of one set of answers that may be counted together. Skipped questions are not in it.
 * A part of a figure is read as its `whole` is: a part may happen to hold one choice only.
 */
export const summarise = (
  metric: Metric,
  scale: ScaleMeaning | undefined,
  counts: Count[],
  whole: Count[] = counts,
): Summary => {
  const n = sizeOf(counts);
  const reading = readingOf(metric, scale, whole);
  const bare = countsOnly(n);
  if (bare.caution === 'counts_only' || !reading) return bare;
  const positives = share(countWhere(counts, reading.isPositive), n, reading.positives);
  if (!scale) {
    const inPart = countWhere(counts, (value) => value === 'partly');
    return { ...bare, headline: positives, partly: metric === 'success' ? share(inPart, n, 'partly') : undefined };
  }
  const spread = momentsOfCounts(counts);
  const mean = { value: spread.mean, interval: meanInterval(spread, scale.min, scale.max) };
  if (reading.kind === 'nps') return { ...bare, headline: npsHeadline(counts, reading.of), mean };
  if (reading.kind === 'share') return { ...bare, headline: positives, mean };
  return { ...bare, headline: { kind: 'mean', ...mean, of: reading.of }, share: positives };
};
