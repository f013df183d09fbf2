import type { Mode } from '../contract';
import { COUNTS_BELOW } from './caution';
import { type Interval, inPercent } from './interval';
import { wilson } from './proportion';

/** What came of one survey, version and mode within one period. */
export interface Reach {
  mode: Mode;
  sent: number;
  /** Of those, how many came without consent to measuring; undefined where that is not known. */
  sentWithoutConsent: number | undefined;
  /** Times it was visible for at least a second. Only visitors who consented report them. */
  impressions: number;
}

export type ResponseRate =
  /** `self_selected`: who opens the tab was not asked. */
  | { kind: 'none'; why: 'self_selected' }
  | { kind: 'unknown'; why: 'no_impressions' | 'fewer_impressions_than_sent' | 'consent_not_known' }
  /** Under 10 impressions. */
  | { kind: 'counts_only'; sent: number; impressions: number }
  /** Of those who consented, on both sides. `value` and `interval` in percent, by Wilson. */
  | { kind: 'rate'; sent: number; impressions: number; value: number; interval: Interval; withoutConsent: number };

/**
 * How many of those who were shown a survey sent it. Impressions are reported by visitors who consented only, so what
 * others sent is left out above the line too; `withoutConsent` says how many those are.
 */
export const responseRate = ({ mode, sent, sentWithoutConsent, impressions }: Reach): ResponseRate => {
  if (mode === 'always_on') return { kind: 'none', why: 'self_selected' };
  if (!impressions) return { kind: 'unknown', why: 'no_impressions' };
  if (sentWithoutConsent === undefined) return { kind: 'unknown', why: 'consent_not_known' };
  const measured = sent - sentWithoutConsent;
  if (impressions < measured) return { kind: 'unknown', why: 'fewer_impressions_than_sent' };
  if (impressions < COUNTS_BELOW) return { kind: 'counts_only', sent: measured, impressions };
  return {
    kind: 'rate',
    sent: measured,
    impressions,
    value: (100 * measured) / impressions,
    interval: inPercent(wilson(measured, impressions)),
    withoutConsent: sentWithoutConsent,
  };
};
