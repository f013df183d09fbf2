import type { Answer, FeedbackRecord } from '../../src/contract';
import { partsOf } from '../../src/sample/parts';
import { sample } from '../../src/sample/sample';

/** A year that the stories are true of, in a size that is made in a second or two. */
export const YEAR = { seed: 'of-the-tests', now: Date.parse('2026-11-22T15:00:00.000Z'), days: 365, size: 10_000 };

/** All records of a year by project, without the tests among them. */
export const recordsOf = (whole = YEAR): { [project: string]: FeedbackRecord[] } =>
  Object.fromEntries(
    partsOf(whole).map((part) => [
      part.project,
      Array.from(sample(part), ({ record }) => record).filter(({ test }) => !test),
    ]),
  );

export const answerOf = (record: FeedbackRecord, question: string): Answer | undefined =>
  record.answers.find((answer) => answer.question === question);

/** Answers that may stand in one figure, by survey, mode and channel, with the records that they came in. */
export const scores = (records: FeedbackRecord[], survey: string, mode: string, question = survey) =>
  records
    .filter((record) => record.survey.id === survey && record.mode === mode && record.channel === 'web')
    .flatMap((record) => {
      const value = answerOf(record, question)?.value;
      return typeof value === 'number' ? [{ record, value }] : [];
    });

export type Scores = ReturnType<typeof scores>;

export const good = (list: Scores): [hits: number, n: number] => [
  list.filter(({ value }) => value >= 5).length,
  list.length,
];

export const npsOf = (list: Scores) => ({
  promoters: list.filter(({ value }) => value > 8).length,
  passives: list.filter(({ value }) => value === 7 || value === 8).length,
  detractors: list.filter(({ value }) => value < 7).length,
});

/** As the facts show them. */
export const oneDecimal = (percent: number): number => Number(percent.toFixed(1));
