import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SqlText {
  /** Below `src/`. */
  file: string;
  /** What stands between the quotes; of a template each `${}` is one `\0`. */
  text: string;
}

const VERB =
  /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|BEGIN|SET|LOCK|VACUUM|TRUNCATE|MERGE|COPY|DO|CALL|LISTEN|NOTIFY|DECLARE|GRANT|REINDEX)\s+[A-Z\0"$(*a-z_]/;
const CLAUSE =
  /\b(FOR UPDATE|FOR KEY SHARE|FOR NO KEY UPDATE|ON CONFLICT|RETURNING|json_to_recordset|INNER JOIN|LEFT JOIN|JOIN)\b/;

/** Each text of a source, with what stands between its quotes. Comments are none; regular expressions are not told apart. */
const literalsIn = (source: string): string[] => {
  const found: string[] = [];
  const template = (from: number): number => {
    let text = '';
    for (let at = from; at < source.length; at++) {
      if (source[at] === '\\') text += source[++at];
      else if (source[at] === '`') {
        found.push(text);
        return at;
      } else if (source.startsWith('${', at)) {
        text += '\0';
        at = code(at + 2, true);
      } else text += source[at];
    }
    return source.length;
  };
  const code = (from: number, inTemplate: boolean): number => {
    let depth = 0;
    for (let at = from; at < source.length; at++) {
      const char = source[at]!;
      if (source.startsWith('//', at) && source[at - 1] !== ':') at = Math.max(at, source.indexOf('\n', at) - 1);
      else if (source.startsWith('/*', at)) at = source.indexOf('*/', at) + 1;
      else if (char === '`') at = template(at + 1);
      else if (char === "'" || char === '"') {
        let end = at + 1;
        while (end < source.length && source[end] !== char && source[end] !== '\n') end += source[end] === '\\' ? 2 : 1;
        if (source[end] === char) {
          found.push(source.slice(at + 1, end).replace(/\\(.)/g, '$1'));
          at = end;
        }
      } else if (char === '{') depth++;
      else if (char === '}' && inTemplate && depth-- === 0) return at;
    }
    return source.length;
  };
  code(0, false);
  return found;
};

/** Every text of the sources that is SQL or a part of it. */
export const sqlTexts = (folder: string): SqlText[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('sample/'))
    .sort()
    .flatMap((file) =>
      literalsIn(readFileSync(join(folder, file), 'utf8'))
        .filter((text) => VERB.test(text) || CLAUSE.test(text))
        .map((text) => ({ file, text })),
    );
