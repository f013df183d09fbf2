import type { Hono } from 'hono';

const MOST_PAGES = 120;
const ORIGIN = 'http://localhost';

const unescaped = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name]!,
  );
const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return found ? unescaped(found[1]!) : undefined;
};

/** What a person would send who fills in each field that is empty. */
const filled = (form: string): URLSearchParams => {
  const fields = new URLSearchParams();
  for (const [tag] of form.matchAll(/<(input|textarea|button)\b[^>]*>/g)) {
    const name = attribute(tag, 'name');
    if (!name || attribute(tag, 'type') === 'password') continue;
    fields.append(name, attribute(tag, 'value') || (attribute(tag, 'type') === 'date' ? '2026-11-01' : 'words'));
  }
  for (const [select] of form.matchAll(/<select\b[\s\S]*?<\/select>/g)) {
    const name = attribute(select, 'name');
    const options = [...select.matchAll(/<option\b[^>]*>/g)].map(([tag]) => attribute(tag, 'value') ?? '');
    if (name) fields.append(name, options.at(-1) ?? '');
  }
  return fields;
};

/**
 * Walks through the report as who is signed in: every page that is linked, one of each kind of address, and then every form
 * once. Returns what was answered with, by method and address.
 */
export const crawl = async (app: Hono, start: string, cookie: string): Promise<Map<string, number>> => {
  const answers = new Map<string, number>();
  const kindOf = (path: string) => {
    const url = new URL(path, ORIGIN);
    return `${url.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{20,}/g, ':id')}?${[...url.searchParams.keys()].sort()}`;
  };
  const waiting = [start];
  const seen = new Set<string>();
  const forms = new Map<string, { action: string; fields: URLSearchParams }>();
  for (let path = waiting.shift(); path !== undefined && answers.size < MOST_PAGES; path = waiting.shift()) {
    if (seen.has(kindOf(path))) continue;
    seen.add(kindOf(path));
    const response = await app.request(path, { headers: { Cookie: cookie } });
    answers.set(`GET ${kindOf(path)}`, response.status);
    const onwards = response.headers.get('Location');
    if (onwards) waiting.push(onwards);
    if (!response.headers.get('Content-Type')?.startsWith('text/html')) continue;
    const page = await response.text();
    for (const [tag] of page.matchAll(/<a\b[^>]*>/g)) {
      const target = new URL(attribute(tag, 'href') ?? '', new URL(path, ORIGIN));
      if (target.origin === ORIGIN && target.pathname.startsWith('/report'))
        waiting.push(target.pathname + target.search);
    }
    for (const [form] of page.matchAll(/<form\b[\s\S]*?<\/form>/g)) {
      const [tag] = /<form\b[^>]*>/.exec(form)!;
      const target = new URL(attribute(tag, 'action') ?? path, new URL(path, ORIGIN));
      const action = target.pathname + target.search;
      if (attribute(tag, 'method') !== 'post') waiting.push(`${target.pathname}?${filled(form)}`);
      else if (!/sign-?out/.test(action))
        forms.set(`${kindOf(action)} ${[...filled(form).keys()]}`, { action, fields: filled(form) });
    }
  }
  for (const [kind, { action, fields }] of forms) {
    const headers = { Cookie: cookie, Origin: ORIGIN, 'Content-Type': 'application/x-www-form-urlencoded' };
    const response = await app.request(action, { method: 'POST', headers, body: fields.toString() });
    answers.set(`POST ${kind}`, response.status);
  }
  return answers;
};
