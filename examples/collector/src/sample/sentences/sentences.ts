/**
 * What people write about one thing. `{item}`, `{day}`, `{n}` (2 to 9) and `{min}` (3 to 20) are filled in, so that a
 * year of it does not read like a list.
 */
export interface Theme {
  /** A word that every one of the complaints has in it: whoever searches for it finds them. */
  word: string;
  /** Below a low score. */
  low: string[];
  /** Below a high one. @default what is said in praise */
  high?: string[];
}

export interface Sentences<Name extends string = string> {
  themes: { [name in Name]: Theme };
  praise: string[];
  /** What some add to a complaint, or to praise. */
  more: { low: string[]; high: string[] };
  /** For `{item}` and `{day}`. */
  items: string[];
  days: string[];
}
