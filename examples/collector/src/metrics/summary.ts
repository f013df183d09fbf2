import type { Metric, ScaleMeaning } from '../contract';
import type { Interval } from './interval';
import { meanInterval, moments } from './mean';
import { npsInterval, npsScore } from './nps';
import { wilson } from './proportion';

export interface Count {
  /** As stored: a number as text, `true`/`false`, or the id of a choice. */
  value: string;
  count: number;
}

/** `share`: percent with its definition; `nps`: points; `mean`: on the scale. */
export interface Headline {
  kind: 'share' | 'nps' | 'mean';
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
  caution: 'counts_only' | 'directional' | 'none';
}

const COUNTS_BELOW = 10;
const DIRECTIONAL_BELOW = 30;
const YES = new Set(['yes', 'true', '1']);
const YES_OR_NO = new Set(['yes', 'partly', 'no', 'true', 'false']);

/** Whether all choices say yes, partly or no. An only `1` may be the first of many options; with a `0` it is a yes. */
const areYesOrNo = (counts: Count[]): boolean => {
  const given = new Set(counts.filter(({ count }) => count).map(({ value }) => value));
  return [...given].every((value) => YES_OR_NO.has(value)) || (given.size === 2 && given.has('1') && given.has('0'));
};

const inPercent = ({ low, high }: Interval): Interval => ({ low: low * 100, high: high * 100 });

const share = (hits: number, n: number, of: string): Headline => ({
  kind: 'share',
  value: (100 * hits) / n,
  interval: inPercent(wilson(hits, n)),
  of,
});

const npsHeadline = (counts: Count[]): Headline => {
  const between = (low: number, high: number) =>
    counts.reduce((sum, { value, count }) => (Number(value) >= low && Number(value) <= high ? sum + count : sum), 0);
  const bands = { promoters: between(9, 10), passives: between(7, 8), detractors: between(0, 6) };
  return { kind: 'nps', value: npsScore(bands), interval: npsInterval(bands), of: '% 9–10 minus % 0–6' };
};

/** The figure of one set of answers that may be counted together. Skipped questions are not in it. */
export const summarise = (metric: Metric, scale: ScaleMeaning | undefined, counts: Count[]): Summary => {
  const n = counts.reduce((sum, { count }) => sum + count, 0);
  const caution = n < COUNTS_BELOW ? 'counts_only' : n < DIRECTIONAL_BELOW ? 'directional' : 'none';
  const countOf = (test: (value: string) => boolean) =>
    counts.reduce((sum, { value, count }) => (test(value) ? sum + count : sum), 0);

  const bare: Summary = { n, headline: undefined, share: undefined, mean: undefined, partly: undefined, caution };
  if (caution === 'counts_only') return bare;
  if (!scale) {
    if (!areYesOrNo(counts)) return bare;
    const partly =
      metric === 'success'
        ? share(
            countOf((value) => value === 'partly'),
            n,
            'partly',
          )
        : undefined;
    return {
      ...bare,
      headline: share(
        countOf((value) => YES.has(value)),
        n,
        'yes',
      ),
      partly,
    };
  }
  const { min, max, positive } = scale;
  const [low, high] = positive;
  const spread = moments(counts.map(({ value, count }) => ({ value: Number(value), count })));
  const mean = { value: spread.mean, interval: meanInterval(spread, min, max) };
  // On any other scale the bands of NPS mean nothing: such a question is shown as a plain share.
  if (metric === 'nps' && min === 0 && max === 10) return { ...bare, headline: npsHeadline(counts), mean };
  const hits = countOf((value) => Number(value) >= low && Number(value) <= high);
  const positives = share(hits, n, low === high ? `${low}` : `${low}–${high}`);
  if (metric !== 'ces1') return { ...bare, headline: positives, mean };
  return { ...bare, headline: { kind: 'mean', ...mean, of: `${min}–${max}, lower is better` }, share: positives };
};
