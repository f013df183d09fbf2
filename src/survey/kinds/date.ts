import type { Kind } from './kind';

const SHAPE = /^\d{4}-\d\d-\d\d$/;
/** `Date` turns 30 February into March. */
const isDay = (text: unknown): text is string =>
  typeof text === 'string' && SHAPE.test(text) && new Date(`${text}T00:00:00Z`).getUTCDate() === Number(text.slice(8));

const bound = (given: string | undefined, today: string) => (given === 'today' ? today : given);

/** Days of one form sort as texts do. */
export const date: Kind<'date'> = {
  read(question, entered, world) {
    return isDay(entered) && !date.problem!(question, entered, world) ? entered : undefined;
  },
  problem({ min, max }, entered, { today }) {
    if (entered === undefined || entered === '') return undefined;
    if (!isDay(entered)) return 'badDate';
    const [from, to] = [bound(min, today), bound(max, today)];
    return from !== undefined && entered < from ? 'tooEarly' : to !== undefined && entered > to ? 'tooLate' : undefined;
  },
};
