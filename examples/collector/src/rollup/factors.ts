import type { Answer, FeedbackRecord } from '../contract';

/** What was rated beside an overall question, such as each row of a matrix. Its keys are ratings with their scale. */
const FACTOR = 'factor.';

/** More of one survey than a drawing can hold; a flood of names must not take the room of the host's own data. */
const MOST_FACTORS = 12;

export interface Rating {
  /** A whole number. */
  value: number;
  /** Undefined where the record does not say: a matrix has columns, and which of them is better is not on the wire. */
  scale: { min: number; max: number; lowerIsBetter: boolean } | undefined;
}

/** A key. Ratings on another scale are other keys: they never stand in one row of the report. */
const written = (value: number, { scale }: Answer): string =>
  scale ? `${value} of ${scale.min} ${scale.max}${scale.direction === 'lower_better' ? ' lower' : ''}` : String(value);

/** What `written` wrote; undefined for any other key. */
export const readRating = (key: string): Rating | undefined => {
  const found = /^(-?\d{1,4})(?: of (-?\d{1,4}) (-?\d{1,4})( lower)?)?$/.exec(key);
  if (!found) return undefined;
  const [, value, min, max, lower] = found;
  return {
    value: Number(value),
    scale: min === undefined ? undefined : { min: Number(min), max: Number(max), lowerIsBetter: lower !== undefined },
  };
};

const isWhole = (text: string): boolean => /^-?\d{1,4}$/.test(text);

const ratingsOf = (answer: Answer): [name: string, key: string][] => {
  const { type, value, question } = answer;
  if (type === 'scale') return [[question, written(Number(value), answer)]];
  if (type !== 'matrix' || typeof value !== 'object' || Array.isArray(value)) return [];
  // Columns named by words have no order that anybody could know here.
  return Object.entries(value).flatMap(([row, column]): [string, string][] =>
    isWhole(column) ? [[`${question}: ${row}`, String(Number(column))]] : [],
  );
};

/** Name and key of everything that a record rates, where it rates more than one thing: of one alone nothing goes with another. */
export const factorsOf = ({ answers }: FeedbackRecord): [dimension: string, key: string][] => {
  const all = answers.flatMap(ratingsOf).map(([name, key]): [string, string] => [`${FACTOR}${name}`, key]);
  return all.length > 1 ? all.slice(0, MOST_FACTORS) : [];
};

export const isFactor = (dimension: string): boolean => dimension.startsWith(FACTOR);

/** The question, and of a matrix the row. */
export const factorName = (dimension: string): string => dimension.slice(FACTOR.length);
