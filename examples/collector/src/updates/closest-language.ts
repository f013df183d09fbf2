/** Languages that are asked for by another tag than the one they are mostly written under, as the widget reads them too. */
const ALSO: { [language: string]: string } = { no: 'nb', nn: 'nb', prs: 'fa' };

const parsed = (tag: string) => {
  try {
    const locale = new Intl.Locale(tag);
    const { language, script } = locale.maximize();
    // `und` names no language, and would be completed to English.
    return /^und\b/.test(String(locale))
      ? undefined
      : { tag: String(locale), language: ALSO[language] ?? language, script };
  } catch {
    return undefined; // a tag that is none
  }
};

/** `zh-Hant-TW`, `zh-Hant`, `zh`: a tag, then without its last part, and so on (RFC 4647, lookup). */
const fallbacks = (tag: string): string[] => {
  const parts = tag.split('-');
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('-'));
};

/** More than a tag has parts. */
const [OTHER_REGION, OTHER_SCRIPT] = [1_000, 1_000_000];

/**
 * Which of several languages somebody who asks for `wish` reads best: the same tag, a shorter one (`ko-KR` → `ko`), another
 * region of the language; those in its script first (`zh-TW` → `zh-Hant` before `zh`). Where none is of the language, the first.
 * @param offered BCP 47 tags, at least one.
 */
export const closestLanguage = (wish: string, offered: string[]): string => {
  const asked = parsed(wish);
  if (!asked) return offered[0]!;
  const order = fallbacks(asked.tag);
  const distance = (tag: string): number => {
    const one = parsed(tag);
    if (one?.language !== asked.language) return Number.POSITIVE_INFINITY;
    const at = order.indexOf(one.tag);
    return (at < 0 ? OTHER_REGION : at) + (one.script === asked.script ? 0 : OTHER_SCRIPT);
  };
  let best = offered[0]!;
  for (const tag of offered) if (distance(tag) < distance(best)) best = tag;
  return best;
};
