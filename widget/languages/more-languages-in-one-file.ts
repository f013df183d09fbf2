import { closestTag } from '../../src/survey/closest-tag';
import type { CoreWords } from '../locales/en';
import { surveysFile } from '../surveys-in-one-file';
import type { Load, Spoken } from './index';

/** Languages that a page put before the one file (`dist/locales/xx.global.js`), by tag in lower case. */
const { earshotLocales: given = {} } = globalThis as { earshotLocales?: { [tag: string]: CoreWords } };

/** In place of more-languages.ts in one file. */
export const languages: { [tag: string]: Load } = {
  async ko() {
    const { default: words } = await import('../locales/ko');
    return { default: { ...words, ...(await surveysFile()?.ko())?.questions } };
  },
  ...Object.fromEntries(Object.entries(given).map(([tag, words]) => [tag, async () => ({ default: words })])),
};

/** The closest of these, or English. */
export async function spokenElse(wish: string, english: Load): Promise<Spoken> {
  const tag = closestTag(wish, languages) ?? 'en';
  const load = languages[tag] ?? english;
  return { tag, words: (await load()).default, dir: /^(ar|fa|he|ur)$/.test(tag) ? 'rtl' : undefined };
}
