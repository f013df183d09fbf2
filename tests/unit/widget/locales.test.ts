import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { spoken } from '../../../widget/languages';
import { languages } from '../../../widget/languages/more-languages';
import type { Locale } from '../../../widget/locales/en';
import en from '../survey/english';

/** Texts that hold a number, each in the forms that a language tells apart. */
const PLURALS = { retention: 1, starsName: 1, filesAtMost: 1 };

const shape = (words: object) =>
  Object.entries(words)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => [key, key in PLURALS ? 'plural' : Array.isArray(value) ? value.length : typeof value]);

const tags = ['en', ...Object.keys(languages)];

const textsIn = (words: unknown): string[] =>
  typeof words === 'string' ? [words] : Object.values(words as object).flatMap(textsIn);
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

test('every file in widget/locales is in the map, so that a language is one file and one line', () => {
  const files = readdirSync('widget/locales').filter(
    (name) =>
      name.endsWith('.ts') && !['en-more.ts', 'en-news.ts', 'en-questions.ts', 'ko-questions.ts'].includes(name),
  );
  expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual(tags.sort());
});

test.each(tags)('%s states how it was made, who has checked it, and where its anchor labels are from', (tag) => {
  const said = /^\/\*\*(.*?)\*\/\nconst /ms.exec(readFileSync(`widget/locales/${tag}.ts`, 'utf8'))?.[1] ?? '';
  const text = said.replaceAll(/\s+\*?\s*/g, ' ');
  expect(text).toMatch(/(translated|written|Written|Translated) (from the English )?by a language model/);
  expect(text).toMatch(/native speaker/);
  expect(text).toMatch(/Anchor labels.*: .*(https?:\/\/|[Uu]nreviewed)/);
});

test.each(tags)('%s says everything that English says, with as many labels and the same places', async (tag) => {
  const own = (await spoken(tag)).words;
  // English comes in two chunks; every other language says all of it in one file.
  const words: Locale = tag === 'en' ? en : (own as Locale);
  expect(shape(words)).toEqual(shape(en));
  for (const key of Object.keys(en) as (keyof typeof en)[])
    for (const text of textsIn(words[key])) {
      expect([key, ...places(text)]).toEqual([key, ...places(textsIn(en[key])[0]!)]);
      expect(text, key).toBe(text.trim());
      expect(text, key).toBe(text.normalize());
      expect(text, key).not.toBe('');
      // marks of direction that nobody sees are nobody's to mend
      expect(text, key).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/);
    }
  const rules = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  for (const [key, forms] of Object.entries(words))
    if (forms && typeof forms === 'object' && 'other' in forms)
      expect([key, ...Object.keys(forms).sort()]).toEqual([key, ...rules.sort()]);
    else if (key in PLURALS) expect([key, ...rules]).toEqual([key, 'other']);
});

test('labels fit the contract: 120 code points a label, 300 a prompt', async () => {
  for (const tag of tags)
    for (const text of textsIn((await spoken(tag)).words))
      expect([text, [...text].length > 120]).toEqual([text, false]);
});

test.each([
  ['ko', 'ko'],
  ['ko-KR', 'ko'],
  ['KO-Kore-KR', 'ko'],
  ['kok', 'en'],
  ['en-GB', 'en'],
  ['EN-gb', 'en'],
  ['fr-CA', 'fr'],
  ['de-AT', 'de'],
  ['pt-PT', 'pt'],
  ['zh', 'zh'],
  ['zh-CN', 'zh'],
  ['zh-TW', 'zh-hant'],
  ['zh-HK', 'zh-hant'],
  ['zh-Hant', 'zh-hant'],
  ['zh-Hans-TW', 'zh'],
  ['no', 'nb'],
  ['nn-NO', 'nb'],
  ['iw', 'he'],
  ['in-ID', 'id'],
  ['sr', 'en'],
  ['', 'en'],
  ['toString', 'en'],
  ['constructor-x', 'en'],
  ['not a tag', 'en'],
])(
  'whoever wishes for "%s" reads %s: the exact tag in any case (RFC 5646, 2.1.1), its script, its language, English',
  async (wish, tag) => {
    expect((await spoken(wish)).tag).toBe(tag);
  },
);

test('a tag in the map is in lower case, as it is looked up', () => {
  expect(tags).toEqual(tags.map((tag) => tag.toLowerCase()));
});
