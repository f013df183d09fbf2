import { isObject } from '../../../contract/fields';
import { pathOf } from '../../../contract/path';
import { near } from '../near';
import type { Problem } from '../problem';

/** Why no page has an address that fits a pattern, or why hardly one does. */
type Fault = string | { mild: string };

/** Stand where a pattern has stars, so that a URL can be made of it. The last is a port. */
const STARS = { '**': 'x2stars', '*': 'x1star', ':*': ':54321' };
const starless = (pattern: string) =>
  pattern
    .replace(/^http\*:/, 'https:')
    .replace(/:\*(?=\/|$)/, STARS[':*'])
    .replaceAll('**', STARS['**'])
    .replaceAll('*', STARS['*']);
const starred = (url: string) =>
  url.replaceAll(STARS['**'], '**').replaceAll(STARS['*'], '*').replaceAll(STARS[':*'], ':*');

const quoted = (text: string) => JSON.stringify(text);

/** How regular expressions and routers write what `*` and `**` say here. */
const EXPRESSION = /^\^|\$$|\.\+|\(\.\*\)|\\[dwsDWS./-]|\(\?|\[[^\]]+][*+?]|\([^)]*\|/;
const fromExpression = (pattern: string) =>
  pattern
    .replace(/^\^|\$$/g, '')
    .replace(/\\([./-])/g, '$1')
    .replace(/\(?(\.\*|\.\+)\)?/g, '**')
    .replace(/\(?(\[[^\]]+]|\\[dw])[*+]?\)?/g, '*');

const ROUTE = /(?<=\/)(:[a-z]\w*|\{\w+})/gi;

function faultOf(pattern: string): Fault | undefined {
  if (/\s/.test(pattern)) return 'has a space: addresses have %20 there';
  if (EXPRESSION.test(pattern)) {
    const meant = fromExpression(pattern);
    const plain = !/[\\^$()[\]|+]/.test(meant);
    return `is compared letter by letter, it is no regular expression: "*" is any text without a slash, "**" any text${plain ? `. Write ${quoted(meant)}` : ''}`;
  }
  if (ROUTE.test(pattern))
    return `${quoted(pattern.match(ROUTE)![0])} stands for nothing here: write ${quoted(pattern.replace(ROUTE, '*'))}`;
  if (/^\*(?!\*|:?\/\/)/.test(pattern))
    return `fits no page: it begins with https://, and "*" is a text without a slash. Write ${quoted(`*${pattern}`)}, or the path from its beginning`;
  if (pattern.startsWith('//'))
    return `fits no page: write ${quoted(`https:${pattern}`)}, or ${quoted(pattern.slice(1))}`;
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(pattern) ?? [];
  if (scheme && /^[^/]*:\/\//.test(pattern) && !/^https?$/i.test(scheme)) {
    const meant = near(scheme, ['https', 'http']) ?? 'https';
    return `fits no page: addresses begin with https:// or http://, this with ${quoted(scheme)}. Write ${quoted(meant + pattern.slice(scheme.length))}`;
  }
  const path = pattern.startsWith('/');
  if (!path && !/^(\*|https?\*?:\/\/)/i.test(pattern)) {
    const [host] = /^[\w-]+(\.[\w-]+)+(?=\/)/.exec(pattern) ?? [];
    return `fits no page: write a path (${quoted(`/${host ? pattern.slice(host.length + 1) : pattern}`)}, "/shop/**") or a whole address${host ? ` (${quoted(`https://${pattern}`)})` : ' with its https://'}`;
  }
  if (!path && /^\*/.test(pattern)) return encodedFault(pattern);
  const plain = starless(pattern);
  if (!URL.canParse(plain, 'https://x.example')) return 'is no address: write it as it stands in the browser';
  const url = new URL(plain, 'https://x.example');
  const made = starred((path ? '' : url.origin) + url.pathname + url.search + url.hash).replace(/^https:/, (own) =>
    /^http\*:/.test(pattern) ? 'http*:' : own,
  );
  // "https://shop.example**" has a path in its stars
  if (made !== pattern && made !== pattern.replace(/\*\*$/, '**/'))
    return `no page has such an address. Write ${quoted(made)}: browsers have it so`;
  return encodedFault(pattern);
}

/** What a browser writes as percent and two digits, where nothing else can be said of the pattern. */
function encodedFault(pattern: string): Fault | undefined {
  const encoded = encodeURI(pattern).replaceAll('%25', '%');
  if (/[^\0-~]/.test(pattern)) return `no page has such an address. Write ${quoted(encoded)}: browsers have it so`;
  const upper = pattern.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase());
  return upper === pattern
    ? undefined
    : { mild: `fits only links that are written so: of a letter browsers make ${quoted(upper)}` };
}

/** Addresses that no page has: patterns of triggers, and what conditions compare the page's address with. */
export function addressFlaws(survey: unknown): Problem[] {
  const trigger = isObject(survey) ? survey['trigger'] : undefined;
  return [trigger].flat().flatMap((one, at) => {
    const url = isObject(one) ? one['url'] : undefined;
    const fault = typeof url === 'string' && url ? faultOf(url) : undefined;
    if (!fault) return [];
    const path = pathOf(['trigger', ...(Array.isArray(trigger) ? [at] : []), 'url']);
    return [typeof fault === 'string' ? { path, message: fault } : { path, message: fault.mild, mild: true }];
  });
}
