import type { Change } from '../survey/panel-host';
import type { Told } from './kept';

const STATES = ['received', 'read', 'answered', 'resolved', 'unknown'] as const;

const text = (value: unknown, most: number): string | undefined =>
  typeof value === 'string' ? value.slice(0, most) : undefined;
const list = (value: unknown): { [key: string]: unknown }[] | undefined =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item) : undefined;
/** Only what a browser can show a date of. */
const time = (value: unknown) => (Number.isNaN(Date.parse(`${value}`)) ? undefined : `${value}`);
const link = (value: unknown) => (/^https?:\/\//i.test(`${value}`) ? text(value, 2048) : undefined);

/** Reads the answer to `GET /updates`; undefined where it is none. What is no update is left out. */
export const readUpdates = (json: unknown): Omit<Change, 'fresh'>[] | undefined =>
  list((json as { updates?: unknown } | undefined)?.updates)
    ?.slice(0, 20)
    .flatMap(({ id, at, title, text: words, url, locale }) => {
      const [key, date, head] = [text(id, 64), time(at), text(title, 500)];
      if (!key || !date || !head) return [];
      return [
        {
          id: key,
          at: date,
          title: head,
          text: text(words, 8000) ?? '',
          url: link(url),
          locale: text(locale, 35) ?? '',
        },
      ];
    });

/** Reads the answer to `POST /receipts`, which is in the order of `ids`; undefined where it is none. */
export const readReceipts = (json: unknown, ids: string[]): { [id: string]: Told } | undefined => {
  const given = (json as { receipts?: unknown } | undefined)?.receipts;
  const receipts = list(given);
  if (receipts?.length !== ids.length) return undefined;
  return Object.fromEntries(
    receipts.map(({ status, reply, updates }, at): [string, Told] => {
      const state = STATES.find((name) => name === status) ?? 'received';
      const { text: words, at: when } = Object(reply) as { text?: unknown; at?: unknown };
      const said = text(words, 1e4);
      const date = time(when);
      return [
        ids[at]!,
        {
          state,
          ...(said && date && { reply: { text: said, at: date } }),
          updates: Array.isArray(updates) ? updates.filter((id) => typeof id === 'string').slice(0, 20) : [],
        },
      ];
    }),
  );
};
