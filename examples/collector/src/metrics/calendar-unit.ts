import { addDays, addMonths, type Day, daysBetween } from './calendar';

/** From narrow to wide. Weeks begin on Monday, as ISO 8601 has them. */
export const UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;

export type Unit = (typeof UNITS)[number];

const A_MONDAY = '2024-01-01';

/** The first day of the week, month, quarter or year that holds a day. */
export const startOf = (unit: Unit, day: Day): Day => {
  if (unit === 'day') return day;
  if (unit === 'week') return addDays(day, -(((daysBetween(A_MONDAY, day) % 7) + 7) % 7));
  const [year, month] = day.split('-');
  if (unit === 'month') return `${year}-${month}-01`;
  if (unit === 'year') return `${year}-01-01`;
  return `${year}-${String(Number(month) - ((Number(month) - 1) % 3)).padStart(2, '0')}-01`;
};

const MONTHS = { month: 1, quarter: 3, year: 12 };

/** The first day of the unit after the one that begins on `start`. */
export const nextStart = (unit: Unit, start: Day): Day => {
  if (unit === 'day') return addDays(start, 1);
  return unit === 'week' ? addDays(start, 7) : addMonths(start, MONTHS[unit]);
};
