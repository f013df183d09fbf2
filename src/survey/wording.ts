import type { Text } from '../contract/types';
import { filled, type Names } from './filled';

/** A text in one language, with the BCP 47 tag where it is another language than the panel's (WCAG 3.1.2). */
export interface Words {
  text: string;
  lang?: string | undefined;
}

/**
 * Picks the text that was wished for (exact tag, its language, English, whatever comes first) and fills in `{site}` and
 * `{subject}`. `shown` is the language of the panel around it.
 */
export function wordsOf(text: Text | undefined, wish: string, shown: string, names: Names): Words {
  const languageOf = (tag: string) => tag.toLowerCase().split('-')[0]!;
  let chosen = text ?? '';
  let lang: string | undefined;
  // Whose language nobody told: in a panel from right to left, Latin letters are not of the panel's own.
  if (typeof chosen === 'string' && /^(ar|fa|he|ur)/.test(shown) && !/[\u0590-\u08FF]/.test(chosen)) lang = '';
  if (typeof chosen === 'object') {
    const tags = Object.keys(chosen);
    // Tags are equal in any case (RFC 5646, 2.1.1).
    for (const wanted of [wish.toLowerCase(), shown.toLowerCase(), languageOf(wish), languageOf(shown), 'en'])
      lang ??= tags.find((tag) => tag.toLowerCase() === wanted);
    lang ??= tags[0]!;
    chosen = chosen[lang] ?? '';
    if (languageOf(lang) === languageOf(shown)) lang = undefined;
  }
  return { text: filled(chosen, names), lang };
}
