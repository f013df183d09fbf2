/**
 * What spreadsheets take for the beginning of a formula, also in its other widths (`＝` is `=` to some of them), and what
 * they skip before one: white space and characters without a width.
 */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@\u2212]/u;
/** A cell that begins so was seen to move into the next one, or to hide what follows. */
const CONTROL = /^[\t\r\n\0]/;

/**
 * A text that no spreadsheet runs as a formula: with an apostrophe before it where one might. Only texts: a number that is
 * below zero is a number.
 */
export const safeCell = (text: string): string =>
  CONTROL.test(text) || FORMULA.test(text.normalize('NFKC')) ? `'${text}` : text;
