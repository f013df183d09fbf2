import { closestTag } from '../../src/survey/closest-tag';
import type { Load, Spoken } from './index';

/** One line a language, by its tag in lower case. Each is its own chunk. */
export const languages: { [tag: string]: Load } = {
  ar: () => import('../locales/ar'),
  bg: () => import('../locales/bg'),
  bn: () => import('../locales/bn'),
  cs: () => import('../locales/cs'),
  da: () => import('../locales/da'),
  de: () => import('../locales/de'),
  el: () => import('../locales/el'),
  es: () => import('../locales/es'),
  fa: () => import('../locales/fa'),
  fi: () => import('../locales/fi'),
  fr: () => import('../locales/fr'),
  he: () => import('../locales/he'),
  hi: () => import('../locales/hi'),
  hu: () => import('../locales/hu'),
  id: () => import('../locales/id'),
  it: () => import('../locales/it'),
  ja: () => import('../locales/ja'),
  ko: () => import('../locales/ko'),
  nb: () => import('../locales/nb'),
  nl: () => import('../locales/nl'),
  pl: () => import('../locales/pl'),
  pt: () => import('../locales/pt'),
  ro: () => import('../locales/ro'),
  ru: () => import('../locales/ru'),
  sk: () => import('../locales/sk'),
  sv: () => import('../locales/sv'),
  th: () => import('../locales/th'),
  tr: () => import('../locales/tr'),
  uk: () => import('../locales/uk'),
  ur: () => import('../locales/ur'),
  vi: () => import('../locales/vi'),
  zh: () => import('../locales/zh'),
  'zh-hant': () => import('../locales/zh-hant'),
};

/** The closest of these, or English. */
export async function spokenElse(wish: string, english: Load): Promise<Spoken> {
  const tag = closestTag(wish, languages) ?? 'en';
  const load = languages[tag] ?? english;
  return { tag, words: (await load()).default, dir: /^(ar|fa|he|ur)$/.test(tag) ? 'rtl' : undefined };
}
