import fc from 'fast-check';
import { type Asked, headerText, pathText } from './ask';
import { texts } from './hostile';

export interface Page {
  method: string;
  /** As Hono has it, with `:names`. */
  path: string;
}

/** Every page and form of the report, as the app knows them; what is for all paths is no page. */
export const pagesOf = (routes: { method: string; path: string }[]): Page[] => [
  ...new Map(
    routes
      .filter(({ method, path }) => path.startsWith('/report') && method !== 'ALL' && !path.endsWith('*'))
      .map(({ method, path }) => [`${method} ${path}`, { method, path }]),
  ).values(),
];

/** Names that forms and links of pages use, each with values that were seen in them. */
export type Names = Map<string, Set<string>>;

const decoded = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** Reads the names of fields, and of what stands in addresses, off a page: a new form needs no line here. */
export const harvest = (names: Names, html: string): void => {
  const add = (name: string, value = '') => {
    const values = names.get(name) ?? new Set();
    if (values.size < 40) values.add(decoded(value));
    names.set(name, values);
  };
  for (const [tag] of html.matchAll(/<(?:input|select|textarea|button)\b[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1];
    if (name) add(decoded(name), /\bvalue="([^"]*)"/.exec(tag)?.[1]);
  }
  for (const [, name, inside] of html.matchAll(/<select[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g))
    for (const [, value] of inside!.matchAll(/<option value="([^"]*)"/g)) add(decoded(name!), value);
  for (const [, address] of html.matchAll(/href="([^"#]*\?[^"#]*)/g))
    for (const [name, value] of new URLSearchParams(decoded(address!.slice(address!.indexOf('?') + 1))))
      add(name, value);
};

export interface Places {
  /** Values by the name of a parameter in a path. */
  [parameter: string]: string[];
}

const HEADERS = ['Sec-Fetch-Site', 'Cookie', 'Content-Type', 'Accept', 'X-Forwarded-Proto', 'Host', 'Accept-Language'];

const escaped = (text: string) => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));

/** Requests to one page: addresses, fields and headers that it has made itself, and that it has not. */
export const pageRequests = ({ method, path }: Page, names: Names, places: Places): fc.Arbitrary<Asked> => {
  const segments = fc.tuple(
    ...[...path.matchAll(/:(\w+)/g)].map(([, name]) =>
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...(places[name!] ?? ['x'])).map(escaped) },
        { weight: 1, arbitrary: texts.map(escaped) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('%00', '%2F', '%', '%zz', '..', '%2e%2e%2f', '__proto__', 'constructor', ''),
        },
      ),
    ),
  );
  const pair = fc
    .constantFrom(...names.keys(), '__proto__')
    .chain((name) =>
      fc.tuple(
        fc.constant(name),
        fc.oneof(
          { weight: 2, arbitrary: fc.constantFrom(...(names.get(name) ?? ['1'])) },
          { weight: 1, arbitrary: texts },
        ),
      ),
    );
  const pairs = fc.array(pair, { maxLength: 7 });
  const query = pairs.map((all) => (all.length ? `?${all.map((one) => one.map(escaped).join('=')).join('&')}` : ''));
  const form = fc.oneof(
    { weight: 6, arbitrary: pairs.map((all) => all.map((one) => one.map(escaped).join('=')).join('&')) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        '%',
        '&&&===',
        'id=%00&id=%ff',
        `text=${'x'.repeat(70_000)}`,
        'id=x&'.repeat(3_000),
      ),
    },
  );
  const header = fc.tuple(fc.constantFrom(...HEADERS), texts.map(headerText));
  return fc
    .tuple(segments, method === 'GET' ? query : fc.oneof(fc.constant(''), query), form, fc.option(header, { freq: 4 }))
    .map(([parts, search, fields, more]) => {
      let at = 0;
      const body = method === 'GET' ? undefined : Buffer.from(fields);
      return {
        method,
        path: pathText(path.replace(/:\w+/g, () => parts[at++]!) + search),
        headers: {
          ...(body && { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': String(body.length) }),
          ...(more && { [more[0]]: more[1] }),
        },
        body,
      };
    });
};
