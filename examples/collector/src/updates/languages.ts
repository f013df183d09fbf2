/** The languages that the widget speaks. */
export const WIDGET_LANGUAGES =
  'ar bg bn cs da de el en es fa fi fr he hi hu id it ja ko nb nl pl pt ro ru sk sv th tr uk ur vi zh zh-Hant'.split(
    ' ',
  );

/** `pt-BR` for `PT-br`; undefined for a text that names no language. */
export const canonicalLanguage = (tag: string): string | undefined => {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    return canonical && canonical.length <= 35 ? canonical : undefined;
  } catch {
    return undefined;
  }
};

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** `Brazilian Portuguese`, in English as the report is; empty for an empty tag. */
export const languageName = (tag: string): string => {
  if (!tag) return '';
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag; // some tags that name a language have no name that can be asked for
  }
};

/** What may be chosen, by name: what the widget speaks, and other tags that are in use here. */
export const languageChoices = (inUse: string[]): { tag: string; name: string }[] => {
  const tags = new Set([...WIDGET_LANGUAGES, ...inUse.flatMap((tag) => canonicalLanguage(tag) ?? [])]);
  return [...tags].map((tag) => ({ tag, name: languageName(tag) })).sort((a, b) => a.name.localeCompare(b.name, 'en'));
};
