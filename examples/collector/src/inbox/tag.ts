/** Letters of any script (some are written with marks), digits, space, dot, underscore, hyphen. */
const TAG = /^[\p{L}\p{M}\p{N} ._-]{1,40}$/u;

/** The tag that a text is: lower case, NFC, single spaces; undefined where it is none. */
export const tagOf = (text: string): string | undefined => {
  const tag = text.normalize('NFC').toLowerCase().normalize('NFC').trim().replace(/ +/g, ' ');
  return TAG.test(tag) ? tag : undefined;
};

/** The tags that a person wrote between commas; `wrong` when one of them is none. */
export const tagsOf = (text: string): string[] | 'wrong' => {
  const tags = text
    .split(',')
    .filter((one) => one.trim())
    .map(tagOf);
  return tags.includes(undefined) ? 'wrong' : [...new Set(tags as string[])].slice(0, 20);
};
