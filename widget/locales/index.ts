import type { CoreWords } from './en';

/** One line a language. Each is its own chunk. */
export const locales: { [tag: string]: () => Promise<{ default: CoreWords }> } = {
  en: () => import('./en'),
  ko: () => import('./ko'),
};

/** The closest language there is: exact tag, its language, English. */
export const closest = (wish: string): string =>
  [wish, wish.split('-')[0]!].find((tag) => Object.hasOwn(locales, tag)) ?? 'en';
