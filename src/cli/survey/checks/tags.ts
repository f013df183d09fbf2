import { isObject } from '../../../contract/fields';
import { pathOf } from '../../../contract/path';
import { eachText } from '../languages';
import type { Problem } from '../problem';

/** What people write for a language: the country where it is spoken, most often. */
const MEANT: { [tag: string]: string } = {
  br: 'pt-BR',
  cn: 'zh',
  cz: 'cs',
  dk: 'da',
  gr: 'el',
  jp: 'ja',
  kr: 'ko',
  ua: 'uk',
  us: 'en',
  english: 'en',
  korean: 'ko',
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

/** A sign of two or three letters; longer ones are words. */
const isWellFormed = (tag: string): boolean => /^[a-z]{2,3}(-|$)/i.test(tag) && !tag.includes('_');

/** Whether a language is called so. */
export const isTag = (tag: string): boolean => languageNamed(tag) !== undefined;

/** What is wrong with a language tag, and what was meant; undefined where there is such a language. */
export function languageFault(tag: string): string | undefined {
  const dashed = tag.replaceAll('_', '-');
  const meant = MEANT[tag.toLowerCase()] ?? (dashed !== tag && languageNamed(dashed) ? dashed : undefined);
  if (languageNamed(tag) || (!meant && isWellFormed(tag))) return undefined;
  return meant ? `is no language; did you mean "${meant}"?` : 'is no language: write a BCP 47 tag, "en" or "pt-BR"';
}

/** Countries whose sign is a language as well, of far fewer people than the one that is spoken there. */
const RATHER: { [tag: string]: string } = { kr: 'ko', br: 'pt-BR', se: 'sv' };

/** A language that was hardly meant, by its name. */
export function languageDoubt(tag: string): string | undefined {
  const rather = RATHER[tag.toLowerCase()];
  if (rather) return `is ${languageNamed(tag)}; did you mean "${rather}"?`;
  return languageNamed(tag) ? undefined : 'is no language that has a name here: is it written as it should be?';
}

const general = (tag: string) => tag.toLowerCase().split('-')[0];

/** A text for one country alone is not shown in others, nor where only the language is known (src/survey/wording.ts). */
function regional(tag: string, beside: string[]): string | undefined {
  const [language = ''] = tag.split('-');
  const first = beside.find((one) => general(one) === 'en') ?? beside[0];
  // what comes first is shown to all whom nothing else fits
  if (
    tag === first ||
    !/-([a-z]{2}|\d{3})$/i.test(tag) ||
    beside.some((one) => one.toLowerCase() === language.toLowerCase())
  )
    return undefined;
  return `is shown where the language is "${tag}" itself, and not for "${language}" or another country: write "${language}", or both`;
}

/** Texts under tags of languages that do not exist, or were hardly meant: nobody would ever read them. */
export function tagFlaws(survey: unknown): Problem[] {
  const found: Problem[] = [];
  if (!isObject(survey)) return found;
  eachText(survey, (texts, path) => {
    for (const tag of Object.keys(texts)) {
      if (!tag) continue; // told as a key that is none
      const fault = languageFault(tag);
      const message = fault ?? languageDoubt(tag) ?? regional(tag, Object.keys(texts));
      if (message) found.push({ path: pathOf([...path, tag]), message, ...(!fault && { mild: true }) });
    }
  });
  return found;
}
