import { isObject } from '../../contract/fields';
import { pathOf } from '../../contract/path';
import { eachText } from './languages';
import type { Problem } from './problem';

/** What people write for a language: the country where it is spoken, most often. */
const MEANT: { [tag: string]: string } = {
  br: 'pt-BR',
  cn: 'zh',
  cz: 'cs',
  dk: 'da',
  gr: 'el',
  jp: 'ja',
  ua: 'uk',
  us: 'en',
  vn: 'vi',
};

/** Undefined for what no language is called. */
const languageNamed = (tag: string): string | undefined => {
  try {
    return new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(tag);
  } catch {
    return undefined;
  }
};

/** Texts under tags of languages that do not exist: nobody would ever read them. */
export function tagFlaws(survey: unknown): Problem[] {
  const found: Problem[] = [];
  if (!isObject(survey)) return found;
  eachText(survey, (texts, path) => {
    for (const tag of Object.keys(texts)) {
      if (languageNamed(tag)) continue;
      const meant = MEANT[tag.toLowerCase()];
      found.push({
        path: pathOf([...path, tag]),
        message: meant
          ? `is no language; did you mean "${meant}"?`
          : 'is no language: write a BCP 47 tag, "en" or "pt-BR"',
      });
    }
  });
  return found;
}
