import { type Node, type ParseError, type ParseErrorCode, parseTree } from 'jsonc-parser';
import { pathOf } from '../../contract/path';

/** A file of JSON with the places of what stands in it. */
export interface Source {
  json: unknown;
  /** The line of a path (`surveys.csat.questions[3].when`), from 1; where there is no such path, of what would hold it. */
  lineOf(path: string): number;
  /** Keys that stand twice in one object, of which JSON keeps the last alone. */
  twice: { path: string; line: number; first: number }[];
}

/** `ParseErrorCode` is a const enum, which is not there at run time. */
const WORDS: { [code in ParseErrorCode]?: string } = {
  1: 'there is a word or a sign that JSON does not have: texts stand in double quotes',
  2: 'there is a number that JSON does not have',
  3: 'a key in double quotes is expected',
  4: 'a value is expected',
  5: 'a ":" is expected',
  6: 'a "," is expected',
  7: 'a "}" is expected',
  8: 'a "]" is expected',
  9: 'nothing is expected any more: a bracket was closed too early, or a second object begins',
  10: 'JSON has no comments',
  11: 'JSON has no comments',
  12: 'a text has no closing quote',
  14: '\\u wants four hexadecimal digits',
  15: 'there is no such escape: a backslash is written as \\\\',
  16: 'a text has a line break or another invisible character: a line break is written as \\n',
};

const lines = (text: string, at: number) => text.slice(0, at).split('\n');

/** Where JSON breaks off, as people count, and why. */
function fault(text: string, { error, offset }: ParseError): string {
  const rest = text.slice(offset);
  const comma = /^[}\]]/.test(rest) && text.slice(0, offset).trimEnd().endsWith(',');
  // what is missing is missing where the last thing ended
  const at = comma
    ? text.lastIndexOf(',', offset)
    : error >= 5 && error <= 8
      ? text.slice(0, offset).trimEnd().length
      : offset;
  const before = lines(text, at);
  const why = comma
    ? `a "," before "${rest[0]}": take it out`
    : !text.trim()
      ? 'it is empty'
      : rest.startsWith("'")
        ? 'texts and keys stand in double quotes'
        : !rest.trim() && error < 9
          ? `it ends too early: ${WORDS[error]}`
          : (WORDS[error] ?? 'it cannot be read');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}: ${why}`;
}

/**
 * Reads JSON, and says where it breaks off. A byte order mark is passed over, as a browser does. Never throws.
 */
export function readSource(file: string): Source | { wrong: string } {
  const text = file.replace(/^\uFEFF/, '');
  if (/\0|^\uFFFD/.test(text)) return { wrong: 'It is not in UTF-8: save it as UTF-8' };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (errors[0]) return { wrong: fault(text, errors[0]) };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { wrong: (error as Error).message };
  }
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
  const lineAt = (offset: number) => {
    let [from, to] = [0, ends.length];
    while (from < to) {
      const mid = (from + to) >> 1;
      if (ends[mid]! < offset) from = mid + 1;
      else to = mid;
    }
    return from + 1;
  };
  const places = new Map<string, number>();
  const twice: Source['twice'] = [];
  const walk = (node: Node | undefined, path: (string | number)[]): void => {
    if (!node) return;
    if (node.type === 'array')
      node.children?.forEach((inner, at) => {
        places.set(pathOf([...path, at]), lineAt(inner.offset));
        walk(inner, [...path, at]);
      });
    if (node.type !== 'object') return;
    const own = new Map<string, number>();
    for (const { children: [key, value] = [] } of node.children ?? []) {
      const name = key!.value as string;
      const inside = [...path, name];
      const line = lineAt(key!.offset);
      const first = own.get(name);
      if (first !== undefined) twice.push({ path: pathOf(inside), line, first });
      own.set(name, line);
      places.set(pathOf(inside), line);
      walk(value, inside);
    }
  };
  walk(tree, []);
  /** Of the place itself, else of what would hold it. */
  const written = (path: string): number => {
    const line = places.get(path);
    const above = path.replace(/(^|\.)[^.[\]]*$|\[\d+]$/, '');
    return line ?? (above === path ? 1 : written(above));
  };
  return {
    json,
    lineOf: written,
    twice,
  };
}
