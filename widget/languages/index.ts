import type { CoreWords } from '../locales/en';

/** A language that a panel speaks, by its tag in lower case, and its words. */
export interface Spoken {
  tag: string;
  words: CoreWords;
  /** Where it is written from right to left. */
  dir?: 'rtl' | undefined;
}

export type Load = () => Promise<{ default: CoreWords }>;

const english: Load = () => import('../locales/en');

/** The closest language there is: exact tag, its language, English. All but English are behind a chunk of their own. */
export const spoken = async (wish: string): Promise<Spoken> =>
  /^en\b/i.test(wish)
    ? { tag: 'en', words: (await english()).default }
    : (await import('./more-languages')).spokenElse(wish, english);
