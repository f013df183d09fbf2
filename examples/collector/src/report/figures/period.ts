import { addDays, type Day, isDay, lengthDays, type Period } from '../../metrics/calendar';
import { readTests, testsQuery } from '../tests-switch';

/** The choices by name, in days; `all` begins before any answer. */
export const PERIODS = {
  '7': 'Last 7 days',
  '30': 'Last 30 days',
  '90': 'Last 90 days',
  '365': 'Last 12 months',
  all: 'All time',
};
export type PeriodName = keyof typeof PERIODS | 'own';

const USUAL = '90';
const BEGINNING = '1999-12-31';

export interface ReportPeriod extends Period {
  name: PeriodName;
  /** What was asked for and cannot be: said on the page, and shown is the usual one. */
  problem: string | undefined;
  /** Test records are shown, too. @default false */
  tests?: boolean;
}

const named = (name: keyof typeof PERIODS, today: Day, problem?: string): ReportPeriod => ({
  name,
  first: name === 'all' ? BEGINNING : addDays(today, 1 - Number(name)),
  last: today,
  problem,
});

const readDays = (query: Record<string, string | undefined>, today: Day): ReportPeriod => {
  const { period = '', from = '', to = '' } = query;
  if (from || to) {
    const [first, last] = [from || BEGINNING, to || today];
    if (!isDay(first) || !isDay(last))
      return named(USUAL, today, `“${isDay(first) ? to : from}” is no day. Write it like ${today}.`);
    if (first > last) return named(USUAL, today, `The period ends (${last}) before it begins (${first}).`);
    return { name: 'own', first, last, problem: undefined };
  }
  if (!period) return named(USUAL, today);
  return Object.hasOwn(PERIODS, period)
    ? named(period as keyof typeof PERIODS, today)
    : named(USUAL, today, `There is no period “${period.slice(0, 40)}”.`);
};

/** From the address: `period`, or `from` and `to`, which are both included; and whether tests are shown. */
export const readPeriod = (query: Record<string, string | undefined>, today: Day): ReportPeriod => ({
  ...readDays(query, today),
  ...(readTests(query) && { tests: true }),
});

/** What an address has to say for this period; nothing for the usual one. */
export const periodQuery = ({ name, first, last, tests }: ReportPeriod): [string, string][] => {
  const shown = testsQuery(tests);
  if (name === 'own') return [['from', first], ['to', last], ...shown];
  return name === USUAL ? shown : [['period', name], ...shown];
};

/** In a sentence. */
export const periodWords = (period: ReportPeriod): string =>
  period.name === 'own' ? `${period.first} to ${period.last}` : PERIODS[period.name].toLowerCase();

/** Whether there is a period before it to compare with. */
export const hasBefore = (period: ReportPeriod): boolean => period.name !== 'all' && lengthDays(period) < 3_660;
