import type { FeedbackRecord } from '../contract';
import { ratingRows } from '../storage/rows';
import { dimensionsOf } from './dimensions';
import { testName } from './tests';

/**
 * A submission is one of `submission`, `agreed` (by somebody who consented, so that impressions are sent, too) and `test`;
 * `other_test`: an impression, dismissal or signal that is marked as a test.
 */
export type FactKind = FeedbackRecord['kind'] | 'agreed' | 'test' | 'other_test';

const kindOf = ({ kind, test, consent }: FeedbackRecord): FactKind => {
  if (test) return kind === 'submission' ? 'test' : 'other_test';
  return kind === 'submission' && consent.state === 'granted' ? 'agreed' : kind;
};

/** What one record counts as. It is kept beside the sums, so that exactly this can be subtracted again. */
export interface Facts {
  /** Local day of the project, `YYYY-MM-DD`. */
  day: string;
  kind: FactKind;
  survey: [id: string, version: string, mode: string];
  ratings: [figure: string, value: string, label: string][];
  /** Only where there are ratings to break down. */
  keys: [dimension: string, key: string][];
}

/** No honest clock was before that; one that was reset to 1970 says nothing. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);

/** When it was sent by the visitor, on this clock: never after it was received, which is all that is known of a clock gone wrong. */
export const sentAtMs = (record: FeedbackRecord, receivedAtMs: number, skewMs: number): number => {
  const atMs = Date.parse(record.time.createdAt) + skewMs;
  return atMs >= EARLIEST_MS && atMs <= receivedAtMs ? atMs : receivedAtMs;
};

export interface Countable {
  project: string;
  receivedAtMs: number;
  skewMs: number;
  record: FeedbackRecord;
}

/** @param localDay the day of an instant in the project's time zone */
export const factsOf = ({ project, receivedAtMs, skewMs, record }: Countable, localDay: (atMs: number) => string) => {
  const rows = ratingRows(record, { project, receivedAtMs, skewMs });
  const { survey, mode, test } = record;
  const keys = rows.length ? dimensionsOf(record) : [];
  const facts: Facts = {
    day: localDay(sentAtMs(record, receivedAtMs, skewMs)),
    kind: kindOf(record),
    survey: [survey.id, survey.version, mode],
    ratings: rows.map(({ answer }) => [answer.figure, answer.value, answer.label]),
    keys: test ? keys.map(([dimension, key]) => [testName(dimension), key]) : keys,
  };
  // Under a name of their own, also because what was first asked in a test says nothing of when visitors were asked.
  const figures = rows.map(({ figure }) => (test ? { ...figure, figure: testName(figure.figure) } : figure));
  return { facts, figures };
};
