import type { CoreWords } from './en';

/** One line a language, by its tag in lower case. Each is its own chunk. */
export const locales: { [tag: string]: () => Promise<{ default: CoreWords }> } = {
  en: () => import('./en'),
  ko: () => import('./ko'),
};

/** The closest language there is: exact tag in lower case, as in the map, its language, English. */
export const closest = (wish: string): string =>
  [wish, wish.split('-')[0]!].map((tag) => tag.toLowerCase()).find((tag) => Object.hasOwn(locales, tag)) ?? 'en';
