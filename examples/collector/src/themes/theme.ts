import { searchable } from '../search/fold';

/** What is done about it. */
export const THEME_STATES = ['open', 'planned', 'done'] as const;
export type ThemeState = (typeof THEME_STATES)[number];
export const themeStateWords: Record<ThemeState, string> = { open: 'Open', planned: 'Planned', done: 'Done' };

/** What a person says of a theme. */
export interface ThemeContent {
  name: string;
  /** Empty where there is none. */
  description: string;
  /** Any part of what somebody wrote, in any language: whoever wrote one of these is in the theme by itself. */
  words: string[];
  state: ThemeState;
}

export interface Theme extends ThemeContent {
  id: string;
  who: string;
  changedAt: string;
  /** Everything that was stored is looked through for its words. */
  whole: boolean;
}

export const MOST = { name: 80, description: 500, words: 20, word: 60, themes: 100 };

export type ThemeField = 'name' | 'description' | 'words';

const oneLine = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim();

/** The form as it was filled in, and what is wrong with it by field. */
export const readThemeForm = (form: URLSearchParams): { content: ThemeContent; problems: Map<ThemeField, string> } => {
  const problems = new Map<ThemeField, string>();
  const name = oneLine(form.get('name') ?? '');
  const description = oneLine(form.get('description') ?? '');
  const words = [
    // As they are searched for: two that find the same are one.
    ...new Map(
      (form.get('words') ?? '')
        .split(/[\r\n]+/)
        .map(oneLine)
        .filter((word) => searchable(word))
        .map((word) => [searchable(word), word]),
    ).values(),
  ];
  const state = THEME_STATES.find((one) => one === form.get('state')) ?? 'open';
  const tooLong = (text: string, most: number) => [...text].length > most;
  if (!name) problems.set('name', 'Write a name.');
  else if (tooLong(name, MOST.name)) problems.set('name', `A name may have ${MOST.name} characters.`);
  if (tooLong(description, MOST.description))
    problems.set('description', `It may have ${MOST.description} characters.`);
  if (words.length > MOST.words) problems.set('words', `There are ${words.length} words; there may be ${MOST.words}.`);
  else if (words.some((word) => tooLong(word, MOST.word)))
    problems.set('words', `A word may have ${MOST.word} characters.`);
  return { content: { name, description, words, state }, problems };
};
