/** Signs that take two columns of a terminal: those of East Asia, and pictures. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u;

const widthOf = (text: string): number => {
  let columns = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) columns += WIDE.test(segment) ? 2 : 1;
  return columns;
};

/** A text in lines of at most `columns`, broken between words where it has any; `indent` stands before each. */
export function lines(text: string, columns: number, indent = ''): string[] {
  const room = columns - indent.length;
  const done: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const next = line ? `${line} ${word}` : word;
    if (widthOf(next) <= room) line = next;
    else {
      if (line) done.push(line);
      line = '';
      // a word that no line holds, as a sentence of Japanese is
      for (const { segment } of new Intl.Segmenter().segment(word)) {
        if (widthOf(line + segment) > room) {
          done.push(line);
          line = '';
        }
        line += segment;
      }
    }
  }
  return [...done, line].map((one) => `${indent}${one}`.trimEnd());
}
