import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Channel, FeedbackRecord, Metric, Mode } from '../../src/contract';
import { matches } from '../../src/webhooks/matches';
import type { When } from '../../src/webhooks/webhook';
import { ces, record, words } from '../support/records';

const KEYS = ['checkout', 'search', 'help'];
const MODES: Mode[] = ['always_on', 'interaction', 'journey'];
const CHANNELS: Channel[] = ['web', 'link'];
const METRICS: Metric[] = ['csat', 'ces2', 'thumbs'];
const some = <T>(values: T[]) => fc.constantFrom(...values);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const listOf = <T>(values: T[]) => maybe(fc.uniqueArray(some(values), { minLength: 1 }));

const answers = fc.array(
  fc.record({
    metric: maybe(some(METRICS)),
    value: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.boolean(), fc.constant('3')),
  }),
  { maxLength: 3 },
);
const records: fc.Arbitrary<FeedbackRecord> = fc
  .record({
    touchpoint: maybe(some(KEYS)),
    stage: maybe(some(KEYS)),
    survey: some(KEYS),
    mode: some(MODES),
    channel: some(CHANNELS),
    segment: maybe(some(KEYS)),
    wantsReply: maybe(fc.boolean()),
    answers,
  })
  .map(({ stage, survey, segment, wantsReply, answers, ...more }) =>
    record({
      ...more,
      journey: stage ? { id: 'j', stage } : undefined,
      survey: { id: survey, version: '1' },
      respondent: { segment, contact: wantsReply === undefined ? undefined : { wantsReply } },
      answers: answers.map((answer) => ({ ...words(''), ...answer }) as Answer),
    }),
  );
const whens: fc.Arbitrary<When> = fc.record({
  touchpoints: listOf(KEYS),
  stages: listOf(KEYS),
  surveys: listOf(KEYS),
  modes: listOf(MODES),
  channels: listOf(CHANNELS),
  segments: listOf(KEYS),
  wantsReply: maybe(fc.boolean()),
  score: maybe(
    fc.record({
      metric: some(METRICS),
      atMost: maybe(fc.integer({ min: 0, max: 5 })),
      atLeast: maybe(fc.integer({ min: 0, max: 5 })),
    }),
  ),
});

/** Written down rule by rule, with nothing shared. */
const naive = (one: FeedbackRecord, when: When): boolean => {
  if (when.touchpoints && !when.touchpoints.some((name) => name === one.touchpoint)) return false;
  if (when.stages && !when.stages.some((name) => name === one.journey?.stage)) return false;
  if (when.surveys && !when.surveys.some((name) => name === one.survey.id)) return false;
  if (when.modes && !when.modes.some((name) => name === one.mode)) return false;
  if (when.channels && !when.channels.some((name) => name === one.channel)) return false;
  if (when.segments && !when.segments.some((name) => name === one.respondent?.segment)) return false;
  if (when.wantsReply === true && one.respondent?.contact?.wantsReply !== true) return false;
  if (when.wantsReply === false && one.respondent?.contact?.wantsReply === true) return false;
  if (!when.score) return true;
  for (const { metric, value } of one.answers) {
    if (metric !== when.score.metric) continue;
    let score: number;
    if (value === true) score = 1;
    else if (value === false) score = 0;
    else if (typeof value === 'number') score = value;
    else continue;
    if (when.score.atMost !== undefined && score > when.score.atMost) continue;
    if (when.score.atLeast !== undefined && score < when.score.atLeast) continue;
    return true;
  }
  return false;
};

describe('routing rules', () => {
  it('decide as a naive reading of them does', () => {
    let matched = 0;
    fc.assert(
      fc.property(records, whens, (one, when) => {
        const expected = naive(one, when);
        if (expected) matched++;
        expect(matches(one, when)).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
    expect(matched).toBeGreaterThan(50); // else only one answer was tested
  });

  it('let everything through where there are none', () => {
    expect(matches(record())).toBe(true);
    expect(matches(record(), {})).toBe(true);
  });

  it('by touchpoint and score: both must hold', () => {
    const when: When = { touchpoints: ['checkout'], score: { metric: 'ces2', atMost: 3 } };
    expect(matches(record({ touchpoint: 'checkout', answers: [ces(3)] }), when)).toBe(true);
    expect(matches(record({ touchpoint: 'checkout', answers: [ces(4)] }), when)).toBe(false);
    expect(matches(record({ touchpoint: 'search', answers: [ces(1)] }), when)).toBe(false);
    expect(matches(record({ answers: [ces(1)] }), when)).toBe(false);
  });
});
