/** Tags that browsers still send, or that mean a language which is called otherwise. */
const ALSO: { [tag: string]: string } = { no: 'nb', nn: 'nb', iw: 'he', in: 'id', prs: 'fa' };

/**
 * The closest of some tags in lower case to a wish: exact, by language and script (`zh-TW` is written in traditional
 * signs), by language; undefined where there is none.
 */
export function closestTag(wish: string, tags: { [tag: string]: unknown }): string | undefined {
  try {
    const { language, script } = new Intl.Locale(wish).maximize();
    return [wish, `${language}-${script}`, ALSO[language] ?? language]
      .map((tag) => tag.toLowerCase())
      .find((tag) => Object.hasOwn(tags, tag));
  } catch {
    return undefined; // a tag that is none
  }
}
