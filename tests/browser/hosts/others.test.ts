import { describe, expect, it } from 'vitest';
import type { OpenOptions } from '../script-tag/stand';
import { lookAround, type Seen, withOthers } from './others';
import { differences, picture } from './pictures';
import { BOOTSTRAP, BOOTSTRAP_RTL, TAILWIND } from './real-sheets';
import * as sheets from './sheets';
import { TAB, useHosts } from './visit';

/*
 * hosts.test.ts has many hosts for one form. Here the worst of them have all else that Earshot shows: launchers at the edge
 * and as a button, a card in the page, a prompt, and questions that are chunks of their own.
 */
const hosts = useHosts();

const RTL = { html: 'lang="en" dir="rtl"' };
const style = (css: string) => `<style>html { background: #fff } ${css}</style>`;

/** What fades the body fades the card in it, as a page may. */
const RESET = `${sheets.RESET} body { opacity: 1 !important }`;

const WORST: [name: string, page: OpenOptions, like?: OpenOptions][] = [
  ['unsets all of everything', { head: style(sheets.UNSET) }],
  ['resets everything with !important', { head: style(RESET) }],
  ['counts in rem of 62.5 %', { head: style('html { font-size: 62.5% !important } body { font-size: 1.6rem }') }],
  ['is made with Bootstrap', { head: style(BOOTSTRAP) }],
  ['is made with Tailwind', { head: style(TAILWIND) }],
  ['goes from right to left, with Bootstrap', { ...RTL, head: style(BOOTSTRAP_RTL) }, RTL],
  ['goes from right to left, with resets', { ...RTL, head: style(RESET) }, RTL],
];

/** What plain pages show, each looked at once. */
const plain = new Map<string, Promise<unknown>>();
const once = <T>(key: string, look: () => Promise<T>) => {
  if (!plain.has(key)) plain.set(key, look());
  return plain.get(key) as Promise<T>;
};

const around = async (page: OpenOptions): Promise<Seen> => lookAround(await hosts.open(withOthers(page, 'edge')));

const button = async (options: OpenOptions) => {
  const page = await hosts.open({ ...options, attributes: ' data-launcher="button"' });
  await page.locator(TAB).waitFor();
  return { page, look: await picture(page, TAB) };
};

describe('As on a plain page', () => {
  it.each(WORST)(
    'on a page that %s all else of Earshot looks the same, and what is said arrives',
    async (_name, host, like = {}) => {
      const expected = await once(`around ${like.html}`, () => around(like));
      const round = await once(`button ${like.html}`, async () => (await button(like)).look);
      const { pictures, words } = await around(host);
      const { page, look } = await button(host);
      expect(Object.keys(pictures)).toEqual(Object.keys(expected.pictures));
      for (const [what, one] of Object.entries({ ...expected.pictures, button: round }))
        expect.soft(await differences(page, one, { ...pictures, button: look }[what]!), what).toEqual([]);
      expect(await hosts.storedWith(words.card)).toMatchObject({ kind: 'submission', survey: { id: 'helpful' } });
      const { answers } = await hosts.storedWith(words.journey);
      expect(answers.map(({ type, value }) => [type, value])).toEqual([
        ['choice', ['price', 'range']],
        ['text', words.journey],
        ['matrix', { price: 'high', speed: 'low' }],
        ['ranking', ['speed', 'price', 'range']],
      ]);
      expect(hosts.complaints()).toEqual([]);
    },
  );
});
