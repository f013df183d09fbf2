import type { Period } from '../../metrics/calendar';
import type { Database } from '../../storage/database';
import type { GivenAnswer } from './answers';
import { hashesOf, type Reading } from './figure-reading';
import type { Figure } from './figures';
import type { ReportPeriod } from './period';
import { type DayTally, type KeyTally, readKeys } from './sums';
import { readTrendDays } from './trend-days';

/** Where the numbers of a page come from. */
export interface Source {
  /** By day, of all answers or of those whose `dimension` has this `key`; also of the days that the period is compared with. */
  days(part?: { dimension: string; key: string }): Promise<DayTally[]>;
  /** By key of a dimension, of the period alone. */
  keys(dimension: string): Promise<KeyTally[]>;
}

export interface SumsWanted {
  database: Database;
  project: string;
  figure: Figure;
  /** That is shown. */
  period: ReportPeriod;
  /** With the days before it. */
  reading: Reading;
}

/** What was counted: as fast over a million answers as over a hundred. */
export const sumsSource = ({ database, project, figure, period, reading }: SumsWanted): Source => ({
  days: (part) => readTrendDays(database, project, [figure], reading, part, period),
  keys: (dimension) => readKeys(database, project, hashesOf([figure]), period, dimension, period),
});

/** Equal rows become one with their number. */
const tallied = <T extends object>(rows: T[]): (T & { count: number })[] => {
  const found = new Map<string, T & { count: number }>();
  for (const row of rows) {
    const at = JSON.stringify(row);
    const known = found.get(at);
    if (known) known.count++;
    else found.set(at, { ...row, count: 1 });
  }
  return [...found.values()];
};

/** The same from answers that were read one by one. */
export const answersSource = (answers: GivenAnswer[], period: Period): Source => {
  const has = (part: { dimension: string; key: string } | undefined) => (answer: GivenAnswer) =>
    !part || answer.keys.some(([dimension, key]) => dimension === part.dimension && key === part.key);
  const within = ({ day }: GivenAnswer) => day >= period.first && day <= period.last;
  return {
    days: async (part) =>
      tallied(answers.filter(has(part)).map(({ figure, day, value, label }) => ({ figure, day, value, label }))),
    keys: async (wanted) =>
      tallied(
        answers
          .filter(within)
          .flatMap(({ figure, value, label, keys }) =>
            keys.filter(([dimension]) => dimension === wanted).map(([, key]) => ({ figure, key, value, label })),
          ),
      ),
  };
};
