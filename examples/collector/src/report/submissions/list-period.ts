import { addDays } from '../../metrics/calendar';
import { startOfLocalDay } from '../../metrics/local-day';
import { PERIODS, type ReportPeriod, readPeriod } from '../figures/period';

/** The period that a list is narrowed down to; undefined for all time, which is the usual one of lists. */
export const readListPeriod = (query: URLSearchParams, today: string): ReportPeriod | undefined => {
  const asked = Object.fromEntries(['period', 'from', 'to'].map((name) => [name, query.get(name) ?? '']));
  // The form sends both, and the name that stood in it: whichever was changed is meant.
  const named = Object.hasOwn(PERIODS, asked['period']!);
  if (named && (asked['from'] || asked['to'])) {
    if (query.get('was') === asked['period']) asked['period'] = '';
    else asked['from'] = asked['to'] = '';
  }
  if (!asked['from'] && !asked['to'] && (!asked['period'] || asked['period'] === 'all')) return undefined;
  return readPeriod(asked, today);
};

/** The instants that a period of local days is between. */
export const instantsOf = ({ first, last }: { first: string; last: string }, timeZone: string) => ({
  fromMs: startOfLocalDay(first, timeZone),
  toMs: startOfLocalDay(addDays(last, 1), timeZone),
});
