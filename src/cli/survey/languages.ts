import { isObject } from '../../contract/fields';

/** Keys whose values are texts, and may be texts by language. */
const TEXTS = /^(title|prompt|label|labels|text|statement|unit|other|low|mid|high)$/;

/** The languages that a survey's own texts are given in, by tag; none where each is given in one. */
export function languagesOf(survey: unknown): string[] {
  const found = new Set<string>();
  const walk = (value: unknown, key: string): void => {
    if (Array.isArray(value)) for (const one of value) walk(one, key);
    else if (isObject(value)) {
      const texts = Object.values(value).every((one) => typeof one === 'string');
      if (TEXTS.test(key) && texts) for (const tag of Object.keys(value)) found.add(tag);
      else for (const [name, inner] of Object.entries(value)) walk(inner, name);
    }
  };
  walk(survey, '');
  return [...found];
}

const general = (tag: string) => tag.toLowerCase().split('-')[0];

/** Whether one of these languages is the one that is wished for, or its general form. */
export const speaks = (tags: string[], wish: string): boolean => tags.some((tag) => general(tag) === general(wish));
