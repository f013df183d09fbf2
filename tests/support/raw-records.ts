/**
 * The records of a batch as the bytes that travelled, by id. Parsing and printing again would hide a changed escape or
 * number, and Q3 promises the same bytes.
 */
export function rawRecords(body: string): Map<string, string> {
  const found = new Map<string, string>();
  let at = body.indexOf('[', topLevelKey(body, 'records')) + 1;
  if (at === 0) return found;
  let depth = 0;
  let start = -1;
  for (; at < body.length; at++) {
    const sign = body[at];
    if (sign === '"') at = endOfString(body, at);
    else if (sign === '{' || sign === '[') {
      if (depth++ === 0) start = at;
    } else if (sign === '}' || sign === ']') {
      if (depth-- === 0) break; // the end of the array itself
      if (depth === 0) {
        const raw = body.slice(start, at + 1);
        found.set(JSON.parse(raw).id, raw);
      }
    }
  }
  return found;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

/** Index after the key of the outermost object, or the end: visitors' words may hold `"records":[` too. */
function topLevelKey(text: string, key: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') depth--;
    else if (sign === '"') {
      const end = endOfString(text, at);
      if (depth === 1 && text.slice(at + 1, end) === key && text[end + 1] === ':') return end + 1;
      at = end;
    }
  }
  return text.length;
}
