/** A line of a file, counted from 1, or why it cannot be read. */
export type Line =
  | { line: number; text: string; bad?: undefined }
  | { line: number; bad: 'too_long' | 'invalid_utf8'; text?: undefined };

const NEWLINE = 10;

/**
 * The lines of a file that is never in memory as a whole. A line of more than `maxBytes` is read over and given as
 * `too_long`. `heard` is told of the bytes that came.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  heard: (bytes: number) => void = () => {},
): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true }); // takes a byte order mark away
  let parts: Uint8Array[] = [];
  let bytes = 0;
  let line = 1;

  const ended = (): Line => {
    const whole = bytes > maxBytes ? undefined : Buffer.concat(parts);
    const at = line++;
    parts = [];
    bytes = 0;
    if (!whole) return { line: at, bad: 'too_long' };
    try {
      return { line: at, text: decoder.decode(whole) };
    } catch {
      return { line: at, bad: 'invalid_utf8' };
    }
  };
  const add = (part: Uint8Array) => {
    bytes += part.length;
    if (bytes > maxBytes) parts = [];
    else parts.push(part);
  };

  for await (const chunk of chunks) {
    heard(chunk.length);
    let from = 0;
    for (let to = chunk.indexOf(NEWLINE); to >= 0; to = chunk.indexOf(NEWLINE, from)) {
      add(chunk.subarray(from, to));
      yield ended();
      from = to + 1;
    }
    if (from < chunk.length) add(chunk.subarray(from));
  }
  if (bytes) yield ended();
}
