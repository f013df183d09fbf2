import { parse } from 'csv-parse/sync';
import type { Line } from './lines';

/** A record of a CSV file by the line on which it begins, or why it cannot be read. */
export type CsvRecord =
  | { line: number; cells: string[]; bad?: undefined }
  | { line: number; bad: 'too_long' | 'invalid_utf8' | 'malformed_csv'; cells?: undefined };

/** A cell may hold lines; more than these are no cell, but a quote that was never closed. */
const MOST_LINES = 5_000;
const MOST_CHARS = 1_048_576;

/** Whether a text ends within a quoted cell; `inside`: whether it begins in one. Only a cell's first character opens one. */
export const endsQuoted = (text: string, inside: boolean, delimiter: string): boolean => {
  let quoted = inside;
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '"') continue;
    if (!quoted) quoted = at === 0 || text[at - 1] === delimiter;
    else if (text[at + 1] === '"') at++;
    else quoted = false;
  }
  return quoted;
};

const cellsOf = (text: string, delimiter: string): string[] | undefined => {
  try {
    const records: string[][] = parse(text.replace(/\r$/, ''), { delimiter, relax_column_count: true });
    return records.length === 1 ? records[0] : undefined;
  } catch {
    return undefined;
  }
};

/** What stands between the cells: whichever of these the header has most of. */
const delimiterOf = (header: string): string =>
  [',', ';', '\t'].sort((a, b) => header.split(b).length - header.split(a).length)[0]!;

/**
 * The records of a CSV file (RFC 4180, with `,`, `;` or TAB). One that cannot be read costs its first line only: reading goes
 * on with the next line, also where a quote was opened and never closed. All have as many cells as the first one.
 */
export async function* csvRecords(lines: AsyncIterable<Line>): AsyncGenerator<CsvRecord> {
  const source = lines[Symbol.asyncIterator]();
  let waiting: Line[] = [];
  const take = async (): Promise<Line | undefined> => {
    const first = waiting.shift();
    if (first) return first;
    const next = await source.next();
    return next.done ? undefined : next.value;
  };
  let delimiter: string | undefined;
  let width = 0;

  for (let first = await take(); first; first = await take()) {
    if (first.bad) {
      yield first;
      continue;
    }
    const { line } = first;
    if (!first.text.trim()) continue;
    delimiter ??= delimiterOf(first.text);
    const taken: Line[] = [];
    const texts = [first.text];
    let chars = first.text.length;
    let open = endsQuoted(first.text, false, delimiter);
    while (open && taken.length < MOST_LINES && chars < MOST_CHARS) {
      const next = await take();
      if (!next) break;
      taken.push(next);
      if (next.bad) break;
      texts.push(next.text);
      chars += next.text.length + 1;
      open = endsQuoted(next.text, true, delimiter);
    }
    const cells = open ? undefined : cellsOf(texts.join('\n'), delimiter);
    if (cells && (!width || cells.length === width)) {
      width = cells.length;
      yield { line, cells };
    } else {
      waiting = [...taken, ...waiting];
      yield { line, bad: 'malformed_csv' };
    }
  }
}
