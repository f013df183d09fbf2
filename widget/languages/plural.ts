/**
 * A text that holds a number, by the plural rules of its language (`Intl.PluralRules`): only the forms that the language
 * tells apart, and `other`, which every language has. A language with one form writes a text.
 */
export type Plural = string | ({ [rule in Intl.LDMLPluralRule]?: string } & { other: string });

/** The form for `count` in the language `locale`, with the place `{name}` filled by the number as it is written there. */
export const plural = (forms: Plural, name: string, count: number, locale: string): string =>
  (typeof forms === 'string' ? forms : (forms[new Intl.PluralRules(locale).select(count)] ?? forms.other)).replace(
    `{${name}}`,
    () => new Intl.NumberFormat(locale).format(count),
  );
