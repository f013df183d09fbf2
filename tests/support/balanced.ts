const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** How each language says that code begins inside a string. */
const CODE_IN_STRING = { kt: /^\$\{/, kts: /^\$\{/, dart: /^\$\{/, java: /^(?!)/, swift: /^\\\(/ } as const;

export type Language = keyof typeof CODE_IN_STRING;
export const isLanguage = (ending: string | undefined): ending is Language =>
  ending !== undefined && Object.hasOwn(CODE_IN_STRING, ending);

/**
 * What does not close, or closes something else, as `line: what`; nothing where all brackets, strings and comments end.
 * It stands in for compilers that no machine of ours has: it finds what was cut off or pasted wrongly, and no more.
 */
export const unbalanced = (source: string, language: Language): string | undefined => {
  const open: { closedBy: string; at: number }[] = [];
  const lineOf = (at: number) => source.slice(0, at).split('\n').length;
  for (let i = 0; i < source.length; i++) {
    const rest = source.slice(i);
    const inside = open.at(-1);
    const isString = inside && /^['"]/.test(inside.closedBy);
    if (isString) {
      const code = CODE_IN_STRING[language].exec(rest)?.[0];
      if (code) {
        i += code.length - 1;
        open.push({ closedBy: CLOSING[code.at(-1)!]!, at: i });
      } else if (rest.startsWith(inside.closedBy)) {
        i += inside.closedBy.length - 1;
        open.pop();
      } else if (rest.startsWith('\\')) i++;
      else if (rest.startsWith('\n') && inside.closedBy.length === 1) return `${lineOf(i)}: a string does not end`;
      continue;
    }
    const comment = /^(\/\/[^\n]*|\/\*[\s\S]*?\*\/)/.exec(rest)?.[0];
    // without escapes and code: Dart's r'…'
    const raw = language === 'dart' && /^\br(['"]).*?\1/.exec(rest)?.[0];
    const quote = /^("""|'''|"|')/.exec(rest)?.[0];
    const sign = source[i]!;
    if (comment || raw) i += (comment || raw || '').length - 1;
    else if (rest.startsWith('/*')) return `${lineOf(i)}: a comment does not end`;
    else if (quote) {
      open.push({ closedBy: quote, at: i });
      i += quote.length - 1;
    } else if (CLOSING[sign]) open.push({ closedBy: CLOSING[sign], at: i });
    else if (/[)\]}]/.test(sign)) {
      if (inside?.closedBy !== sign) return `${lineOf(i)}: ${sign} closes nothing`;
      open.pop();
    }
  }
  const left = open.at(-1);
  return left && `${lineOf(left.at)}: ${left.closedBy} is missing`;
};
