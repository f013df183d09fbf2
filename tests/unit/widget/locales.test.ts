import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { closest, locales } from '../../../widget/locales';
import type { Locale } from '../../../widget/locales/en';
import en from '../survey/english';

const shape = (words: object) =>
  Object.entries(words)
    .sort()
    .map(([key, value]) => [key, Array.isArray(value) ? value.length : typeof value]);

test('every file in widget/locales is in the map, so that a language is one file and one line', () => {
  const files = readdirSync('widget/locales').filter(
    (name) => name.endsWith('.ts') && !['index.ts', 'en-more.ts'].includes(name),
  );
  expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual(Object.keys(locales).sort());
});

test.each(Object.keys(locales))(
  '%s says everything that English says, with as many labels and the same places',
  async (tag) => {
    const own = (await locales[tag]!()).default;
    // English comes in two chunks; every other language says all of it in one file.
    const words: Locale = tag === 'en' ? en : (own as Locale);
    expect(shape(words)).toEqual(shape(en));
    const places = (text: unknown) => [...`${text}`.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect([key, ...places(words[key])]).toEqual([key, ...places(en[key])]);
      for (const text of [words[key]].flat()) expect(text.trim(), key).not.toBe('');
    }
  },
);

test('labels fit the contract: 120 code points a label, 300 a prompt', async () => {
  for (const load of Object.values(locales))
    for (const text of Object.values((await load()).default).flat()) expect([...text].length).toBeLessThanOrEqual(120);
});

test('the closest language is the exact one, then its language, then English', () => {
  expect(['ko', 'ko-KR', 'en-GB', 'fr', '', 'toString', 'constructor-x'].map(closest)).toEqual([
    'ko',
    'ko',
    'en',
    'en',
    'en',
    'en',
    'en',
  ]);
});

test('a tag means the same in any case (RFC 5646, 2.1.1)', () => {
  expect(['KO', 'Ko-kr', 'EN-GB', 'KO-Kore-KR'].map(closest)).toEqual(['ko', 'ko', 'en', 'ko']);
  expect(Object.keys(locales)).toEqual(Object.keys(locales).map((tag) => tag.toLowerCase()));
});
