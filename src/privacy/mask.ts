/**
 * Replaces e-mail addresses and card numbers (13 to 19 digits, also in groups) in free text. An address is looked for
 * where a word begins only, or the time would grow with the square of a word's length.
 */
export const maskText = (text: string): string =>
  text
    .replace(/(^|[\s@<>"',;:()])[^\s@<>"',;:()]+@[^\s@<>"',;:()]+\.[^\s@<>"',;:()]{2,}/g, '$1[email]')
    .replace(/\d(?:[ -]?\d){12,18}/g, '[number]');
