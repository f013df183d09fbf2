import { addDays, type Day } from './calendar';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a thousand times what using one does. */
const formatterOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone);
  if (known) return known;
  try {
    const made = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formatters.set(timeZone, made);
    return made;
  } catch {
    throw new RangeError(`Unknown time zone "${timeZone}": use an IANA name such as Europe/Berlin, or UTC.`);
  }
};

/**
 * The calendar day on which an instant falls in an IANA time zone, whatever its clocks did on that day.
 * @throws RangeError where the zone is unknown.
 */
export const localDay = (atMs: number, timeZone: string): Day => {
  const found = { year: '', month: '', day: '' };
  for (const { type, value } of formatterOf(timeZone).formatToParts(atMs))
    if (type === 'year' || type === 'month' || type === 'day') found[type] = value;
  return `${found.year.padStart(4, '0')}-${found.month}-${found.day}`;
};

/**
 * The first millisecond of a day in a time zone, found by halving: midnight, or what the clocks showed first where there
 * was none (Cairo goes from 24:00 to 01:00 in April). A period is from here to the start of the day after it.
 * @throws RangeError where the zone is unknown.
 */
export const startOfLocalDay = (day: Day, timeZone: string): number => {
  // Clocks stand between 12 hours behind UTC and 14 before it.
  let before = Date.parse(`${addDays(day, -1)}T00:00:00Z`);
  let from = Date.parse(`${addDays(day, 1)}T00:00:00Z`);
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (localDay(middle, timeZone) >= day) from = middle;
    else before = middle;
  }
  return from;
};
