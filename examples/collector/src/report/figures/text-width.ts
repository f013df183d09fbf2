/** Of one character at the size of `.trend text`, in CSS pixels; wide scripts take two. */
const CHARACTER_PX = 6.6;

/** At most so wide, in CSS pixels. Characters beyond Latin, Greek and Cyrillic are mostly as wide as two. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u{10ff}' ? 2 : 1), 0) * CHARACTER_PX;
