import { isObject } from '../../contract/fields';

/** Keys whose values are texts, and may be texts by language. */
const TEXTS = /^(title|prompt|label|labels|text|statement|unit|other|low|mid|high)$/;

type Path = (string | number)[];
type Seen<T> = (texts: T, path: Path) => void;

/** Every text of a survey, in one language or by language, with its path. Takes any value. */
export function eachWords(survey: unknown, seen: Seen<string | { [tag: string]: string }>): void {
  const walk = (value: unknown, key: string, path: Path): void => {
    if (Array.isArray(value)) value.forEach((one, at) => void walk(one, key, [...path, at]));
    else if (isObject(value)) {
      const texts = Object.values(value).every((one) => typeof one === 'string');
      if (TEXTS.test(key) && texts) seen(value as { [tag: string]: string }, path);
      // values that the survey sends, whatever they are called
      else if (path[0] !== 'hidden')
        for (const [name, inner] of Object.entries(value)) walk(inner, name, [...path, name]);
    } else if (TEXTS.test(key) && typeof value === 'string' && path[0] !== 'hidden') seen(value, path);
  };
  walk(survey, '', []);
}

/** Every text of a survey that is given by language, with its path. Takes any value. */
export const eachText = (survey: unknown, seen: Seen<{ [tag: string]: string }>): void =>
  eachWords(survey, (text, path) => typeof text === 'object' && seen(text, path));

/** The languages that a survey's own texts are given in, by tag; none where each is given in one. */
export function languagesOf(survey: unknown): string[] {
  const found = new Set<string>();
  eachText(survey, (texts) => {
    for (const tag of Object.keys(texts)) found.add(tag);
  });
  return [...found];
}

const general = (tag: string) => tag.toLowerCase().split('-')[0];

/** Whether a text with these languages is shown in the one that is wished for, as `wordsOf` picks it. */
export const has = (tags: string[], wish: string): boolean =>
  tags.some((tag) => [wish.toLowerCase(), general(wish)].includes(tag.toLowerCase()));

/** Whether one of these languages is the one that is wished for, in whatever form. */
export const speaks = (tags: string[], wish: string): boolean => tags.some((tag) => general(tag) === general(wish));
